/** What the simulator says and in which order. Pure. */
import { Temporal } from 'temporal-polyfill';
import { type AnyFacts, isContactFacts, isPaymentFacts } from '../../../../shared/domain/compliance/facts/any-facts.ts';
import type { Medium } from '../../../../shared/domain/compliance/facts/fields.ts';
import {
  type Finding,
  type Judgment,
  type PackMode,
  type Verdict,
  verdictOrder,
} from '../../../../shared/domain/compliance/rule.ts';
import { localDay, localMoment, startOfLocalDay } from '../../../../shared/domain/compliance/local-time.ts';
import type { TimelineRow, VerdictSpan } from '../../../../shared/domain/compliance/timeline.ts';
import { formatDay, formatTime, zoneName } from '../../../ui/format.ts';

export const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;

/** For actions of every kind, where the desk's own words speak of calls. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  allow: 'Allowed',
  require: 'With obligations',
  defer: 'Not now',
  review: 'Review first',
  block: 'Blocked',
};

const channelWords: Readonly<Record<Medium, readonly [noun: string, done: string]>> = {
  voice: ['This call', 'placed'],
  voicemail: ['This voicemail', 'left'],
  sms: ['This text', 'sent'],
  email: ['This email', 'sent'],
  letter: ['This letter', 'sent'],
  'direct-message': ['This direct message', 'sent'],
};

function actionWords(facts: AnyFacts): readonly [noun: string, done: string] {
  if (isContactFacts(facts))
    return facts.action.direction === 'inbound' ? ['This conversation', 'had'] : channelWords[facts.action.channel];
  if (isPaymentFacts(facts)) return ['This step of the payment', 'taken'];
  return facts.action.act === 'purge' ? ['This record', 'purged'] : ['This period', 'set'];
}

/** `Tue, Nov 24, 8:00 AM EST`. */
export const momentWords = (moment: string | number, zone: string): string =>
  `${formatDay(moment, zone)}, ${formatTime(moment, zone)} ${zoneName(zone, moment)}`;

/** The verdict in one sentence. */
export function verdictSentence(
  facts: AnyFacts,
  { verdict, next_lawful_at: next, obligations }: Pick<Judgment, 'verdict' | 'next_lawful_at' | 'obligations'>,
  zone: string,
): string {
  const [noun, done] = actionWords(facts);
  const count = obligations.length;
  const sentences: Readonly<Record<Verdict, string>> = {
    allow: `${noun} may be ${done}.`,
    require: `${noun} may be ${done}, with ${count} ${count === 1 ? 'obligation' : 'obligations'}.`,
    defer:
      next === null
        ? `${noun} may not be ${done} now, and the rules name no moment at which it may.`
        : `${noun} may not be ${done} now. The next lawful moment is ${momentWords(next, zone)}.`,
    review: `${noun} may not be ${done} before a person has looked at it.`,
    block: `${noun} must not be ${done}.`,
  };
  return sentences[verdict];
}

export const permits = (verdict: Verdict): boolean => verdict === 'allow' || verdict === 'require';

/** Where the engine names no moment, the first one on the time line that is open: a ban that ends by itself. */
export function openingAfter(together: readonly VerdictSpan[], atMs: number): number | null {
  const isOpenNow = together.some((span) => span.fromMs <= atMs && atMs < span.untilMs && permits(span.verdict));
  if (isOpenNow) return null;
  return together.find((span) => span.fromMs > atMs && permits(span.verdict))?.fromMs ?? null;
}

const weight = (verdict: Verdict): number => verdictOrder.indexOf(verdict);
export const rowKey = ({ packId, ruleId }: Pick<TimelineRow, 'packId' | 'ruleId'>): string => `${packId} ${ruleId}`;
export const findingKey = ({ pack_id: packId, rule_id: ruleId }: Finding): string => rowKey({ packId, ruleId });

export type ShownRow = TimelineRow & { mode: PackMode };
const heaviest = ({ spans }: TimelineRow): number =>
  Math.max(0, ...spans.map(({ finding }) => weight(finding.verdict)));

/**
 * Rows with something to say in these days, the hardest first, law before policy, those in shadow after all others; and the
 * silent ones. Packs that are not in force have no row.
 */
export function orderRows(rows: readonly TimelineRow[], modeOf: (packId: string) => PackMode) {
  const shown = rows
    .filter(({ spans }) => spans.length > 0)
    .map((row): ShownRow => ({ ...row, mode: modeOf(row.packId) }));
  const speaking = shown
    .filter((row) => heaviest(row) > 0)
    .toSorted(
      (a, b) =>
        Number(a.mode === 'shadow') - Number(b.mode === 'shadow') ||
        heaviest(b) - heaviest(a) ||
        Number(a.isPolicy) - Number(b.isPolicy),
    );
  return { speaking, silent: shown.filter((row) => heaviest(row) === 0) };
}

/** Findings at one moment in the order of reading: those with a say first, the hardest first; then shadow; then the silent. */
export function orderFindings(findings: readonly Finding[]) {
  const speaking = findings
    .filter(({ verdict }) => verdict !== 'allow')
    .toSorted(
      (a, b) =>
        Number(a.mode === 'shadow') - Number(b.mode === 'shadow') ||
        weight(b.verdict) - weight(a.verdict) ||
        Number(a.is_policy) - Number(b.is_policy),
    );
  return { speaking, silent: findings.filter(({ verdict }) => verdict === 'allow') };
}

/** Local midnights within a span, in order. */
export function midnightsOf(zone: string, fromMs: number, untilMs: number): number[] {
  const midnights: number[] = [];
  for (let day = localDay(fromMs, zone) + 1; startOfLocalDay(day, zone) < untilMs; day += 1)
    midnights.push(startOfLocalDay(day, zone));
  return midnights;
}

const NIGHT_ENDS = 8 * 60;
const NIGHT_BEGINS = 21 * 60;

/** The hours outside those that are presumed convenient (12 CFR 1006.6(b)(1)(i)), in a zone. */
export function nightsOf(zone: string, fromMs: number, untilMs: number): { fromMs: number; untilMs: number }[] {
  const nights: { fromMs: number; untilMs: number }[] = [];
  for (let day = localDay(fromMs, zone) - 1; localMoment(day, NIGHT_BEGINS, zone) < untilMs; day += 1) {
    const night = {
      fromMs: Math.max(fromMs, localMoment(day, NIGHT_BEGINS, zone)),
      untilMs: Math.min(untilMs, localMoment(day + 1, NIGHT_ENDS, zone)),
    };
    if (night.fromMs < night.untilMs) nights.push(night);
  }
  return nights;
}

/** Where a key takes the cursor, within the days shown; null: the key is not for the cursor. */
export function cursorAfterKey(
  key: string,
  isShifted: boolean,
  cursorMs: number,
  { fromMs, untilMs, edges, zone }: { fromMs: number; untilMs: number; edges: readonly number[]; zone: string },
): number | null {
  const within = (atMs: number): number => Math.min(untilMs - 1, Math.max(fromMs, atMs));
  /** The same time of another day, also over a change of the clock. */
  const days = (count: number): number =>
    Temporal.Instant.fromEpochMilliseconds(cursorMs).toZonedDateTimeISO(zone).add({ days: count }).epochMilliseconds;
  // Onto whole quarters: a cursor that stands between two goes to the nearer of them in its direction.
  const forward = (Math.floor(cursorMs / QUARTER_MS) + 1) * QUARTER_MS;
  const back = (Math.ceil(cursorMs / QUARTER_MS) - 1) * QUARTER_MS;
  if (key === 'ArrowRight') return within(isShifted ? days(1) : forward);
  if (key === 'ArrowLeft') return within(isShifted ? days(-1) : back);
  if (key === 'Home') return fromMs;
  if (key === 'End') return untilMs - QUARTER_MS;
  if (key === 'PageDown') return edges.find((edge) => edge > cursorMs) ?? cursorMs;
  if (key === 'PageUp') return edges.findLast((edge) => edge < cursorMs) ?? fromMs;
  return null;
}
