/**
 * Where engine and second reading are known to differ, and the reading was not bent: each class is to be decided, in the
 * engine or in the rule book, and then leaves this file. What is listed here is not compared, and the test says how often.
 */
import type { ComplianceFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { ReadRule } from './reading.ts';

type OpenQuestion = {
  name: string;
  rules: readonly ReadRule[];
  concerns: (facts: ComplianceFacts, waitMs: number) => boolean;
};

const openQuestions: readonly OpenQuestion[] = [
  {
    /**
     * `Only on weekdays`, written down without hours. The engine takes it as a wish to be called at any hour of those days and
     * asks for evidence at 03:00; the reading keeps 08:00 to 21:00, since naming days is no knowledge about hours (F-4 row 9).
     */
    name: 'only on certain days, without hours',
    rules: ['F-4'],
    concerns: ({ consumer }) =>
      consumer.timePreferences.some(
        ({ kind, fromMinute, untilMinute }) => kind === 'only-then' && fromMinute === 0 && untilMinute === 1440,
      ),
  },
  {
    /**
     * A call about nobody knows which debt. The reading holds the limit for each known debt on its own, and wants consent for
     * each; the engine adds the calls about all debts up (stricter), but lets consent about one debt do for all (milder).
     */
    name: 'a call whose debt is not known',
    rules: ['F-1', 'F-2', 'S-1b'],
    concerns: ({ action }) => action.kind === 'contact' && action.debtIds.length === 0,
  },
  {
    /**
     * Two debts, one of them talked about in a call that broke off just now, the other barred by an older conversation that did
     * not. The engine offers the reconnection for both; the reading only when each debt that bars the call was broken off.
     */
    name: 'reconnecting about more debts than were broken off',
    rules: ['F-2'],
    concerns: ({ action, history }) =>
      action.kind === 'contact' &&
      action.debtIds.length > 1 &&
      history.conversations.some(({ droppedAtMs }) => droppedAtMs !== null),
  },
  {
    /**
     * A window that begins at 02:30, on the day whose clock goes from 02:00 to 03:00: it begins at 03:00, and the engine says
     * 03:30.
     */
    name: 'a bound within the hour that a clock skips',
    rules: ['F-4'],
    concerns: ({ consumer }) =>
      consumer.timePreferences.some(({ fromMinute, untilMinute }) =>
        [fromMinute, untilMinute].some((minute) => 120 < minute && minute < 180),
      ),
  },
  {
    /**
     * Only on Sundays, and not on weekends until Tuesday a week: the first lawful hour is ten days away. The reading defers to
     * it; the engine looks about a week ahead and then says that no hour is convenient.
     */
    name: 'a first lawful hour more than a week away',
    rules: ['F-4'],
    concerns: (_facts, waitMs) => waitMs > 7 * 24 * 60 * 60_000,
  },
  {
    /**
     * A call with consent that became a conversation in the same millisecond. Consent ends with the conversation, which comes
     * after the call: the reading leaves the call out of the count, the engine counts it (stricter).
     */
    name: 'a call and its conversation at the same moment, with consent',
    rules: ['F-1'],
    concerns: ({ history: { attempts, conversations, consents } }) =>
      consents.length > 0 && attempts.some((call) => conversations.some(({ atMs }) => atMs === call.placedAtMs)),
  },
  {
    /**
     * Massachusetts: the reading lets go of a call 7 or 30 times 24 hours after it (`rolling`, row MA-1); a pack that counts
     * calendar days lets go at midnight, up to a day sooner. To be decided when that pack is shipped.
     */
    name: 'rolling days of Massachusetts',
    rules: ['S-1b'],
    concerns: () => true,
  },
  {
    /**
     * A conversation with the spouse. F-2 bars calls to the person there was a conversation with, and the fact says that the
     * spouse counts in Washington; the engine bars calls to the consumer everywhere (stricter), and offers reconnecting.
     */
    name: 'a conversation with the spouse',
    rules: ['F-2'],
    concerns: ({ history }) => history.conversations.some(({ withSpouse }) => withSpouse),
  },
];

/**
 * The open question that keeps this rule from being compared on these facts; null when there is none. `waitMs` is how far
 * away the reading finds the first lawful moment.
 */
export const openQuestionOf = (rule: ReadRule, facts: ComplianceFacts, waitMs: number): string | null =>
  openQuestions.find(({ rules, concerns }) => rules.includes(rule) && concerns(facts, waitMs))?.name ?? null;
