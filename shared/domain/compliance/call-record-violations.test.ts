import { describe, expect, it } from 'vitest';
import { type CallRecord, violationsOfRecord } from './call-record-violations.ts';
import { vendorConservativePack } from './packs/states/vendor-conservative.ts';
import { telephoneConsumerProtectionPack } from './packs/telephone-consumer-protection.ts';
import type { RulePack } from './rule.ts';
import { at } from './testing/contact-facts.ts';
import { ask as askRule, factsIn } from './testing/overlay-facts.ts';

const ask = (code: string, ruleId = 'F-13') => ({ code, title: code, citation: 'source', ruleId });
/** Fine in every respect: three minutes at noon in New York. */
const fine: CallRecord = {
  direction: 'outbound',
  startedAtMs: Date.parse('2026-11-23T17:00:00Z'),
  answeredAtMs: Date.parse('2026-11-23T17:00:10Z'),
  endedAtMs: Date.parse('2026-11-23T17:03:00Z'),
  permitExpiresAtMs: Date.parse('2026-11-23T17:01:00Z'),
  redeemedAtMs: Date.parse('2026-11-23T17:01:00Z'),
  disposition: { isRightParty: true, disclosures: [] },
  decision: { zones: ['America/New_York'], isWithinHours: true, hours: [], obligations: [] },
};
const decision = (over: Partial<NonNullable<CallRecord['decision']>>): CallRecord['decision'] => ({
  zones: ['America/New_York'],
  isWithinHours: true,
  hours: [],
  obligations: [],
  ...over,
});
const kinds = (over: Partial<CallRecord>) => violationsOfRecord({ ...fine, ...over }).map(({ kind }) => kind);

describe('the record of a call', () => {
  it('that is in order holds no violation', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ direction: 'inbound', decision: null })).toEqual([]);
  });

  it('proves a missed announcement of the recording as what it is', () => {
    const obligations = [ask('recording.announce', 'REC-1')];
    expect(violationsOfRecord({ ...fine, decision: decision({ obligations }) })).toMatchObject([
      { kind: 'recording-not-announced', ruleId: 'REC-1', atMs: fine.endedAtMs },
    ]);
  });

  it('proves nothing by the missing tick of what is not said in a call', () => {
    expect(
      kinds({ decision: decision({ obligations: [ask('validation.send'), ask('hours.show-evidence')] }) }),
    ).toEqual([]);
  });

  it('names an obligation once that two rules asked for', () => {
    expect(kinds({ decision: decision({ obligations: [ask('identity.say'), ask('identity.say', 'S-1')] }) })).toEqual([
      'disclosure-missed',
    ]);
  });
});

const evening = (endedAt: string, over: Partial<NonNullable<CallRecord['decision']>> = {}): Partial<CallRecord> => ({
  answeredAtMs: Date.parse('2026-11-24T01:50:00Z'),
  endedAtMs: Date.parse(endedAt),
  decision: decision(over),
});

describe('the curfew', () => {
  it('is 9 PM to the millisecond, in the first zone to reach it', () => {
    expect(kinds(evening('2026-11-24T02:00:00.000Z'))).toEqual([]);
    expect(kinds(evening('2026-11-24T02:00:00.001Z'))).toEqual(['call-past-curfew']);
    const zones = ['America/Los_Angeles', 'America/New_York'];
    expect(kinds(evening('2026-11-24T02:00:00.001Z', { zones }))).toEqual(['call-past-curfew']);
    expect(kinds(evening('2026-11-24T02:00:00.001Z', { zones: ['America/Los_Angeles'] }))).toEqual([]);
  });

  it('is none without an answer, without a known place, or at an hour the consumer asked for', () => {
    expect(kinds({ ...evening('2026-11-24T02:30:00Z'), answeredAtMs: null })).toEqual([]);
    expect(kinds(evening('2026-11-24T02:30:00Z', { zones: [] }))).toEqual([]);
    expect(kinds(evening('2026-11-24T02:30:00Z', { isWithinHours: false }))).toEqual([]);
  });
});

/** The hours of a rule as a decision at this local time holds them. */
type Place = Parameters<typeof factsIn>[0];
type Over = NonNullable<Parameters<typeof factsIn>[1]>;
function hoursAt(pack: RulePack, ruleId: string, place: Place, over: Over, nowMs: number) {
  const { verdict, title, citation, facts } = askRule(pack, ruleId, factsIn(place, over), nowMs);
  expect(verdict).toBe('allow');
  const end = facts['hours_end_at'];
  return typeof end === 'string' ? [{ ruleId, title, citation, endAtMs: Date.parse(end) }] : [];
}
const talk = (answeredAtMs: number, endedAtMs: number, hours: NonNullable<CallRecord['decision']>['hours']) =>
  violationsOfRecord({ ...fine, answeredAtMs, endedAtMs, decision: decision({ zones: [], hours }) }).map(
    ({ kind, ruleId, atMs }) => ({ kind, ruleId, atMs }),
  );

describe('hours shorter than 8 to 9', () => {
  it.each([
    ['Washington', 'WA', 'America/Los_Angeles'],
    ['Massachusetts', 'MA', 'America/New_York'],
  ] as const)('end at 8 PM in %s for an offer, to the millisecond', (_name, place, zone) => {
    const [startMs, endMs] = [at('2026-11-23 19:50', zone), at('2026-11-23 20:00', zone)];
    const stated = { label: place, zones: [zone], statedAtMs: startMs };
    const over: Over = { action: { purposes: ['collection', 'marketing'] }, location: { stated } };
    const hours = hoursAt(telephoneConsumerProtectionPack, 'T-1', place, over, startMs);
    expect(talk(startMs, endMs, hours)).toEqual([]);
    expect(talk(startMs, endMs + 1, hours)).toContainEqual({ kind: 'call-past-curfew', ruleId: 'T-1', atMs: endMs });
  });

  it('of the organization end at 8 PM in Nevada, and pure collection knows no hours for offers', () => {
    const zone = 'America/Los_Angeles';
    const [startMs, endMs] = [at('2026-11-23 19:50', zone), at('2026-11-23 20:00', zone)];
    const location = { stated: { label: 'Reno', zones: [zone], statedAtMs: startMs } };
    const over: Over = { actor: { profile: 'vendor-conservative' }, location };
    const hours = hoursAt(vendorConservativePack, 'P-reduced-hours', 'NV', over, startMs);
    const record = (endedAtMs: number): CallRecord => ({
      ...fine,
      answeredAtMs: startMs,
      endedAtMs,
      decision: decision({ zones: [zone], hours }),
    });
    expect(violationsOfRecord(record(endMs))).toEqual([]);
    expect(violationsOfRecord(record(endMs + 1))).toMatchObject([{ ruleId: 'P-reduced-hours', atMs: endMs }]);
    expect(hoursAt(vendorConservativePack, 'P-reduced-hours', 'NV', { ...over, actor: {} }, startMs)).toEqual([]);
    expect(hoursAt(telephoneConsumerProtectionPack, 'T-1', 'MA', {}, at('2026-11-23 20:30'))).toEqual([]);
  });

  it('end where they end first: Pennsylvania on a Sunday, with a zone to the east and one to the west', () => {
    const sunday = at('2026-11-22 17:00');
    const location = { stated: { label: 'two', zones: ['America/Chicago', 'America/New_York'], statedAtMs: sunday } };
    const over: Over = { actor: { profile: 'vendor-conservative' }, location };
    const hours = hoursAt(vendorConservativePack, 'P-reduced-hours', 'PA', over, sunday);
    expect(hours[0]?.endAtMs).toBe(at('2026-11-22 21:00'));
  });

  it('are no matter of a call that nobody answered, or that they began', () => {
    const hours = [{ ruleId: 'T-1', title: 'Hours', citation: 'x', endAtMs: fine.startedAtMs }];
    expect(kinds({ decision: decision({ hours }) })).toEqual(['call-past-curfew']);
    expect(kinds({ decision: decision({ hours }), answeredAtMs: null })).toEqual([]);
    expect(kinds({ decision: decision({ hours }), direction: 'inbound' })).toEqual([]);
  });
});
