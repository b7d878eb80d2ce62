/**
 * What the record of a call that was made proves to have gone wrong. Pure: only what is stored is judged, and what the record
 * does not tell is no violation.
 */
import { Temporal } from 'temporal-polyfill';
import { callViolations } from './in-call-disclosures.ts';
import { federalHours } from './packs/federal.ts';
import type { Obligation } from './rule.ts';
import type { ViolationKind } from './violation-kinds.ts';

export type CallRecord = {
  direction: 'inbound' | 'outbound';
  startedAtMs: number;
  answeredAtMs: number | null;
  endedAtMs: number | null;
  permitExpiresAtMs: number | null;
  redeemedAtMs: number | null;
  /** The latest disposition; null: none yet, so nothing is known of what was said. */
  disposition: { isRightParty: boolean; disclosures: readonly { code: string; atMs: number }[] } | null;
  /** Null: the call was placed without one. */
  decision: {
    zones: readonly string[];
    /** The hours rule (F-4) of a pack in force found the hour allowed, with no wish of the consumer in play. */
    isWithinHours: boolean;
    /** Other rules about hours in force that allowed the call, and until when each did: shorter hours of states and of the organization. */
    hours: readonly { ruleId: string; title: string; citation: string; endAtMs: number }[];
    /** Of rules in force. */
    obligations: readonly (Pick<Obligation, 'code' | 'title' | 'citation'> & { ruleId: string })[];
  } | null;
};

export type RecordViolation = {
  kind: ViolationKind;
  /** Null when no rule asked for it: the gate itself does. */
  ruleId: string | null;
  /** Of the obligation; null when it is none. */
  code: string | null;
  title: string;
  citation: string;
  atMs: number;
};

/**
 * Obligations that are words to say in the call, and so are ticked off while it lasts. Others (a letter to send, a look-up, a
 * thing not to do) leave no tick that would prove anything.
 */
const isSaidInCall = (code: string): boolean =>
  code.startsWith('mini-miranda.') ||
  ['right-party.confirm', 'identity.say', 'recording.announce', 'recording.consent', 'time-barred.disclose'].includes(
    code,
  );

/** Every violation of one call, the disclosures in the order they were asked for. */
export function violationsOfRecord(call: CallRecord): RecordViolation[] {
  return [
    ...withoutDecision(call),
    ...latePermit(call),
    ...pastCurfew(call),
    ...pastShorterHours(call),
    ...unsaid(call),
  ];
}

function withoutDecision({ direction, decision, startedAtMs }: CallRecord): RecordViolation[] {
  if (direction === 'inbound' || decision) return [];
  const title = 'Call placed without a decision';
  return [
    {
      kind: 'call-without-decision',
      ruleId: null,
      code: null,
      title,
      citation: '12 CFR 1006.100(a)',
      atMs: startedAtMs,
    },
  ];
}

function latePermit({ permitExpiresAtMs, redeemedAtMs }: CallRecord): RecordViolation[] {
  if (permitExpiresAtMs === null || redeemedAtMs === null || redeemedAtMs <= permitExpiresAtMs) return [];
  const title = 'Dial permit redeemed after it had expired';
  return [
    { kind: 'permit-redeemed-late', ruleId: null, code: null, title, citation: 'Deskline, gate', atMs: redeemedAtMs },
  ];
}

/** The conversation began in lawful hours and lasted beyond 9 PM in the first zone to reach it (12 CFR 1006.6(b)(1)(i)). */
function pastCurfew({ direction, decision, answeredAtMs, endedAtMs }: CallRecord): RecordViolation[] {
  if (direction === 'inbound' || !decision?.isWithinHours || answeredAtMs === null || endedAtMs === null) return [];
  const curfewMs = Math.min(...decision.zones.map((zone) => curfewAfter(answeredAtMs, zone)));
  if (endedAtMs <= curfewMs) return [];
  const title = 'Call went on past 9 PM where the consumer may be';
  return [
    {
      kind: 'call-past-curfew',
      ruleId: 'F-4',
      code: null,
      title,
      citation: '12 CFR 1006.6(b)(1)(i)',
      atMs: Math.max(curfewMs, answeredAtMs),
    },
  ];
}

/** The same of every other rule about hours, by the end that it wrote into the decision; each is a duty of its own. */
function pastShorterHours({ direction, decision, answeredAtMs, endedAtMs }: CallRecord): RecordViolation[] {
  if (direction === 'inbound' || !decision || answeredAtMs === null || endedAtMs === null) return [];
  return decision.hours
    .filter(({ endAtMs }) => endedAtMs > endAtMs)
    .map(({ ruleId, title, citation, endAtMs }) => ({
      kind: 'call-past-curfew',
      ruleId,
      code: null,
      title: `Call went on past the hours of “${title}”`,
      citation,
      atMs: Math.max(endAtMs, answeredAtMs),
    }));
}

/** 9 PM of the local day of a moment in a zone; it may lie before the moment. */
function curfewAfter(atMs: number, zone: string): number {
  const { untilMinute } = federalHours;
  const at = Temporal.PlainTime.from({ hour: Math.floor(untilMinute / 60), minute: untilMinute % 60 });
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).withPlainTime(at).epochMilliseconds;
}

function unsaid({ decision, disposition, answeredAtMs, startedAtMs, endedAtMs }: CallRecord): RecordViolation[] {
  if (!decision || !disposition) return [];
  const asked = new Map(
    decision.obligations.filter(({ code }) => isSaidInCall(code)).map((each) => [each.code, each] as const),
  );
  const { disclosures, isRightParty } = disposition;
  const saidAtMs = new Map(disclosures.map(({ code, atMs }) => [code, atMs]));
  return callViolations({ obligations: [...asked.values()], disclosures, isRightParty }).map((found) => ({
    ...found,
    kind:
      found.kind === 'disclosure-missed' && found.code.startsWith('recording.')
        ? 'recording-not-announced'
        : found.kind,
    ruleId: asked.get(found.code)?.ruleId ?? null,
    atMs: saidAtMs.get(found.code) ?? endedAtMs ?? answeredAtMs ?? startedAtMs,
  }));
}
