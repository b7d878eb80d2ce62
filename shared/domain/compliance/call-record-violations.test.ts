import { describe, expect, it } from 'vitest';
import { type CallRecord, violationsOfRecord } from './call-record-violations.ts';

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
  decision: { zones: ['America/New_York'], isWithinHours: true, obligations: [] },
};
const decision = (over: Partial<NonNullable<CallRecord['decision']>>): CallRecord['decision'] => ({
  zones: ['America/New_York'],
  isWithinHours: true,
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
