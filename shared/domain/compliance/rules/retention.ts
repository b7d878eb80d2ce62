/**
 * F-18: what must be kept, and how long (12 CFR 1006.100). Evidence of compliance or of a violation is kept from the first
 * collection activity until three years after the last one on the debt, a recording for three years after its call; an
 * oral authorization of an ACH debit two years (Nacha). A longer period of the organization's own lengthens that, a shorter one
 * changes nothing. The last day of a period is still a day of it. What nobody knows the date or the debt of is kept. A legal hold
 * keeps everything.
 */
import { addMonths, addYears } from '../calendar.ts';
import type { RetainedRecord, RetentionFacts } from '../facts/retention.ts';
import { dayFromIso, isoFromDay, localDay, startOfLocalDay } from '../local-time.ts';
import { defineRetentionRule, type Ruling } from '../rule.ts';
import { dayEndsLastIn } from '../zones/states.ts';

export type RetentionParameters = {
  /** After the last collection activity, or after the call of a recording. */
  years: number;
  /** After an ACH authorization was given; after a recurring one ended. */
  authorizationYears: number;
};

/** The last day on which a record must exist; or why nobody can say. */
type KeepUntil = { day: number } | { unknown: string };

function authorizationUntil(record: RetainedRecord, years: number): KeepUntil[] {
  const { authorization } = record;
  if (authorization === null) return [];
  const from = authorization.isRecurring ? authorization.endedOn : authorization.givenOn;
  if (from !== null) return [{ day: addYears(dayFromIso(from), years) }];
  return [
    {
      unknown: authorization.isRecurring
        ? 'It proves an authorization of recurring debits that has not ended.'
        : 'It proves an authorization of which nobody knows the day.',
    },
  ];
}

function activityUntil({ debts }: RetentionFacts, record: RetainedRecord, months: number): KeepUntil[] {
  if (record.kind === 'recording') return [];
  if (record.debtIds === null || record.debtIds.length === 0) {
    return [{ unknown: 'Nobody knows which debt it belongs to.' }];
  }
  return record.debtIds.map((debtId): KeepUntil => {
    const last = debts.find(({ id }) => id === debtId)?.lastActivityOn ?? null;
    return last === null
      ? { unknown: 'The last collection activity on its debt is not known.' }
      : { day: addMonths(dayFromIso(last), months) };
  });
}

/** `months`: after the call of a recording, or after the last activity on the debt of anything else. */
function keepUntil(
  facts: RetentionFacts,
  record: RetainedRecord,
  months: number,
  authorizationYears: number,
): KeepUntil {
  const made: KeepUntil =
    record.madeOn === null
      ? { unknown: 'The day of the record is not known.' }
      : { day: addMonths(dayFromIso(record.madeOn), months) };
  const all = [made, ...activityUntil(facts, record, months), ...authorizationUntil(record, authorizationYears)];
  const unknown = all.find((each) => 'unknown' in each);
  return unknown ?? { day: Math.max(...all.map((each) => ('day' in each ? each.day : 0))) };
}

const ownMonths = ({ ownPeriod }: RetentionFacts, { kind }: RetainedRecord): number | null =>
  (kind === 'recording' ? ownPeriod?.recordingMonths : ownPeriod?.recordMonths) ?? null;

function judgePeriod(months: number | null, { years }: RetentionParameters): Ruling {
  const used = { months, least_months: years * 12 };
  if (months === null) return { verdict: 'block', reason: 'Nobody said how long the period is to be.', facts: used };
  return months < years * 12
    ? {
        verdict: 'block',
        reason: `Records must be kept for at least ${years} years; ${months} months is shorter.`,
        facts: used,
      }
    : { verdict: 'allow', reason: 'This period is not shorter than the law wants.', facts: used };
}

function judgePurge(facts: RetentionFacts, nowMs: number, parameters: RetentionParameters): Ruling {
  const { record } = facts;
  if (record === null) return { verdict: 'block', reason: 'Nobody said which record is to be purged.' };
  const least = parameters.years * 12;
  const own = ownMonths(facts, record);
  const until = keepUntil(facts, record, Math.max(least, own ?? 0), parameters.authorizationYears);
  const used = {
    record_id: record.id,
    record_kind: record.kind,
    made_on: record.madeOn,
    debt_ids: record.debtIds,
    keep_until_on: 'day' in until ? isoFromDay(until.day) : null,
    own_months: own,
    holds: facts.holds.length,
  };
  const hold = facts.holds.find(({ liftedAtMs }) => liftedAtMs === null || liftedAtMs > nowMs);
  if (hold !== undefined) {
    const why = hold.reason === '' ? '' : `: ${hold.reason}`;
    return {
      verdict: 'block',
      reason: `A legal hold keeps this record${why}.`,
      citation: 'Legal hold; 12 CFR 1006.100',
      facts: used,
    };
  }
  if ('unknown' in until) return { verdict: 'block', reason: `${until.unknown} It is kept.`, facts: used };
  const zone = facts.zone ?? dayEndsLastIn;
  if (localDay(nowMs, zone) > until.day) {
    return { verdict: 'allow', reason: `It had to be kept until ${isoFromDay(until.day)}.`, facts: used };
  }
  const byLaw = keepUntil(facts, record, least, parameters.authorizationYears);
  const isOwn = 'day' in byLaw && localDay(nowMs, zone) > byLaw.day;
  const period = isOwn ? `, by the organization's own period of ${own} months` : '';
  return {
    verdict: 'defer',
    reason: `It must be kept until ${isoFromDay(until.day)}${period}; it may be purged the day after.`,
    nextLawfulAtMs: startOfLocalDay(until.day + 1, zone),
    isPolicy: isOwn,
    facts: used,
  };
}

export const retention = defineRetentionRule<RetentionParameters>(
  {
    id: 'F-18',
    title: 'How long records are kept',
    citation: '12 CFR 1006.100(a), (b)',
    isPolicy: false,
    override: 'never',
  },
  (facts, nowMs, parameters) =>
    facts.action.act === 'set-period'
      ? judgePeriod(facts.action.months, parameters)
      : judgePurge(facts, nowMs, parameters),
);
