/**
 * What is known of the validation notice of a debt: those that the gate let out and those that somebody recorded from a paper are one
 * list, and the latest counts (12 CFR 1006.34(b)(5), comment 34(b)(5)-2: a notice that is sent again begins the period anew).
 *
 * They are ordered by the days of the organization's zone, as papers are dated there.
 */
import { factsOf, type ToldFacts } from './consumer-facts/told-facts.ts';
import type { Debt } from './facts/debt.ts';
import { isElectronic, type Medium } from './facts/fields.ts';
import { localDate } from './local-time.ts';
import type { WrittenMessage } from './message-ledger.ts';

type Validation = Debt['validation'];
type Counting = Pick<Validation, 'providedOn' | 'providedBy' | 'statedEndOn' | 'providedTo' | 'wasReturned'>;
type Notice = {
  /** ISO date, in the organization's zone. */
  day: string;
  providedOn: string;
  /** The carrier says that it came back. */
  cameBack: boolean;
} & Pick<Validation, 'providedBy' | 'statedEndOn' | 'providedTo'>;

export type KnownOfNotices = {
  written: readonly WrittenMessage[];
  /** What was told of the consumer, also about other debts. */
  told: ToldFacts;
  /** When the debt was spoken of. */
  talksAtMs: readonly number[];
  /** There was a communication about the debt before: ours, or one that has no date. */
  isCommunicated: boolean;
  /** IANA zone of the organization. */
  zone: string;
};

/**
 * The day from which the period of a message is counted is that of UTC, in the States never earlier than the consumer's own, so that
 * the period ends no earlier (rulebook F-14).
 */
const sentNotice = ({ atMs, channel, cameBack }: WrittenMessage, zone: string): Notice => ({
  day: localDate(atMs, zone),
  providedOn: new Date(atMs).toISOString().slice(0, 10),
  providedBy: channel,
  statedEndOn: null,
  providedTo: 'consumer',
  cameBack,
});

/** Those of one day in the order in which they went out; a recorded one has no hour, and comes after those that we sent. */
function noticesOf(
  about: readonly WrittenMessage[],
  told: ToldFacts,
  zone: string,
  initialAtMs: number | null,
): Notice[] {
  // By wire, and later than the first communication, it is none where the consumer had not agreed (1006.42(b); 15 USC 7001(c)).
  const initialDay = initialAtMs === null ? '' : localDate(initialAtMs, zone);
  const isNone = ({
    value,
  }: {
    value: { medium: Medium; has_electronic_consent: boolean | null; provided_on: string };
  }) => isElectronic(value.medium) && value.has_electronic_consent === false && value.provided_on > initialDay;
  const sent = about
    .filter(({ isNotice }) => isNotice)
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((message) => sentNotice(message, zone));
  const recorded = factsOf(told, 'validation-provided')
    .filter((each) => !isNone(each))
    .map(({ value }): Notice => {
      // The same day and medium: what we sent, recorded once more.
      const same = sent.findLast(({ day, providedBy }) => day === value.provided_on && providedBy === value.medium);
      return {
        day: value.provided_on,
        providedOn: same !== undefined && same.providedOn > value.provided_on ? same.providedOn : value.provided_on,
        providedBy: value.medium,
        statedEndOn: value.stated_end_on,
        providedTo: value.provided_to,
        cameBack: same?.cameBack ?? false,
      };
    });
  return [...sent, ...recorded].toSorted((a, b) => a.day.localeCompare(b.day));
}

/**
 * The latest notice. A recorded return is that of the latest notice of a day before it: nothing comes back on the day it went out,
 * unless no other could have.
 */
function latestOf(notices: readonly Notice[], returnDays: readonly string[]): Counting {
  const latest = notices.at(-1);
  if (latest === undefined)
    return {
      providedOn: null,
      providedBy: 'letter',
      statedEndOn: null,
      providedTo: 'consumer',
      wasReturned: returnDays.length > 0,
    };
  const { day: latestDay, cameBack, ...notice } = latest;
  const dayThatCameBack = (returned: string): string | undefined =>
    (notices.findLast(({ day }) => day < returned) ?? notices.find(({ day }) => day === returned))?.day;
  return { ...notice, wasReturned: cameBack || returnDays.some((returned) => dayThatCameBack(returned) === latestDay) };
}

/** The first communication is known only when it is ours, or was told: one before ours may have no date. */
export function withNoticeOf(
  { id, validation }: Pick<Debt, 'id' | 'validation'>,
  { written, told, talksAtMs, isCommunicated, zone }: KnownOfNotices,
): Validation {
  const about = written.filter(({ debtIds }) => debtIds === null || debtIds.includes(id));
  const toldOfDebt = told.filter(({ debtId }) => debtId === null || debtId === id);
  const read = about.flatMap(({ atMs, cameBack }) => (cameBack ? [] : [atMs]));
  const isDated = talksAtMs.length > 0 || !isCommunicated;
  const returnDays = factsOf(toldOfDebt, 'validation-returned').map(({ receivedAtMs }) =>
    localDate(receivedAtMs, zone),
  );
  const initialCommunicationAtMs =
    validation.initialCommunicationAtMs ?? (read.length > 0 && isDated ? Math.min(...read, ...talksAtMs) : null);
  return {
    ...validation,
    initialCommunicationAtMs,
    ...latestOf(noticesOf(about, toldOfDebt, zone, initialCommunicationAtMs), returnDays),
  };
}
