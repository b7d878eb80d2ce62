/**
 * Where engine and second reading are known to differ, and the reading was not bent: each class is to be decided, in the
 * engine or in the rule book, and then leaves this file. What is listed here is not compared, and the test says how often.
 */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { ReadRule } from './reading.ts';

type OpenQuestion = {
  name: string;
  rules: readonly ReadRule[];
  concerns: (facts: ContactFacts) => boolean;
};

const openQuestions: readonly OpenQuestion[] = [
  {
    /**
     * A call about nobody knows which debt. The reading holds the limit for each known debt on its own, and wants consent for
     * each; the engine adds the calls about all debts up, and wants consent that names no debt (stricter).
     */
    name: 'a call whose debt is not known',
    rules: ['F-1', 'F-2', 'S-1b'],
    concerns: ({ action }) => action.kind === 'contact' && action.debtIds.length === 0,
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
     * Massachusetts knows own numbers and places away from home. Of a place that is neither, or is not known, the engine holds
     * both limits (stricter); the reading tells them by the kind of line.
     */
    name: 'places of Massachusetts that are not known',
    rules: ['S-1b'],
    concerns: ({ endpoint, history }) =>
      [endpoint.place, ...history.attempts.map(({ place }) => place)].some(
        (place) => place === 'other' || place === 'unknown',
      ),
  },
  {
    /**
     * Direct prior consent (209 CMR 18.16(1)(d)): the reading lets it take texts out of the count as well as calls; the engine
     * takes consent to be called for calls only (stricter).
     */
    name: 'consent and texts in Massachusetts',
    rules: ['S-1b'],
    concerns: ({ history }) => history.consents.length > 0 && history.messages.length > 0,
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
 * The open question that keeps this rule from being compared on these facts; null when there is none.
 */
export const openQuestionOf = (rule: ReadRule, facts: ContactFacts): string | null =>
  openQuestions.find(({ rules, concerns }) => rules.includes(rule) && concerns(facts))?.name ?? null;
