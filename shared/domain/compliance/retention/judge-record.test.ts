import { describe, expect, it } from 'vitest';
import { retentionPack } from '../packs/retention.ts';
import { at } from '../testing/contact-facts.ts';
import { judgeRecord, type LegalHold, type PurgeableRecord } from './judge-record.ts';
import { keptKinds, purgeKinds, recordClasses } from './record-classes.ts';

const zone = 'America/New_York';
const record = (over: Partial<PurgeableRecord> = {}): PurgeableRecord => ({
  kind: 'call',
  id: 'call-1',
  madeOn: '2024-02-29',
  consumerIds: ['consumer-1'],
  accounts: [{ id: 'account-1', status: 'closed', debts: [{ id: 'debt-1', status: 'paid' }] }],
  lastActivityOn: '2024-02-29',
  callId: 'call-1',
  isCallKept: false,
  isChainEnd: false,
  ...over,
});
const hold = (over: Partial<LegalHold> = {}): LegalHold => ({
  id: 'hold-1',
  scope: 'organization',
  subjectId: null,
  matter: 'Morgan v. Practice',
  placedAtMs: at('2025-01-01 12:00'),
  liftedAtMs: null,
  ...over,
});
const judge = (
  over: Partial<PurgeableRecord> = {},
  text = '2027-03-02 00:00',
  holds: LegalHold[] = [],
  recordMonths: number | null = null,
) => {
  const ownPeriod = recordMonths === null ? null : { recordMonths, recordingMonths: 120 };
  const verdict = judgeRecord({ engine: { packs: [retentionPack] }, zone, holds, ownPeriod }, record(over), at(text));
  return verdict.mayGo ? 'may go' : verdict.because;
};

describe('a record', () => {
  it('of a leap day may go from March 2 of the third year on, to the second', () => {
    expect(judge({}, '2027-03-01 23:59:59')).toBe('period');
    expect(judge({}, '2027-03-02 00:00')).toBe('may go');
  });

  it("stays as long as the organization's own period wants, and three years at least", () => {
    for (const months of [0, 12, 36]) {
      expect(judge({}, '2027-03-01 23:59:59', [], months)).toBe('period');
      expect(judge({}, '2027-03-02 00:00', [], months)).toBe('may go');
    }
    expect(judge({}, '2027-03-29 23:59:59', [], 37)).toBe('period');
    expect(judge({}, '2027-03-30 00:00', [], 37)).toBe('may go');
    expect(judge({ lastActivityOn: '2024-12-31' }, '2030-01-31 23:59:59', [], 61)).toBe('period');
    expect(judge({ lastActivityOn: '2024-12-31' }, '2030-02-01 00:00', [], 61)).toBe('may go');
  });

  it('stays three years after the last activity on its debt, or after itself if that is later', () => {
    expect(judge({ lastActivityOn: '2024-03-01' })).toBe('may go');
    expect(judge({ lastActivityOn: '2024-03-02' })).toBe('period');
    expect(judge({ madeOn: '2024-03-02', lastActivityOn: '2020-01-01' })).toBe('period');
    expect(judge({ lastActivityOn: null })).toBe('unknown');
  });

  it('of no known debt stays', () => {
    expect(judge({ accounts: [] })).toBe('unknown');
    expect(judge({ accounts: [{ id: 'account-1', status: 'closed', debts: [] }] })).toBe('unknown');
  });

  it('stays while any of its accounts or debts is open or disputed', () => {
    const closed = { id: 'account-2', status: 'closed', debts: [{ id: 'debt-2', status: 'closed' }] };
    for (const status of ['open', 'promise', 'ceased'])
      expect(judge({ accounts: [closed, { ...closed, status }] })).toBe('open-account');
    const disputed = { ...closed, debts: [{ id: 'debt-3', status: 'disputed' }] };
    expect(judge({ accounts: [closed, disputed] })).toBe('open-dispute');
    expect(judge({ accounts: [closed] })).toBe('may go');
  });

  it('stays while a hold covers it, whatever else lets it go; a hold on another does not', () => {
    const others: Partial<LegalHold>[] = [
      { scope: 'consumer', subjectId: 'consumer-1' },
      { scope: 'account', subjectId: 'account-1' },
      { scope: 'call', subjectId: 'call-1' },
      {},
    ];
    for (const each of others) expect(judge({}, '2040-01-01 12:00', [hold(each)])).toBe('legal-hold');
    for (const scope of ['consumer', 'account', 'call'] as const)
      expect(judge({}, '2040-01-01 12:00', [hold({ scope, subjectId: 'other' })])).toBe('may go');
    const lifted = hold({ liftedAtMs: at('2035-01-01 12:00') });
    expect(judge({}, '2035-01-01 11:59:59', [lifted])).toBe('legal-hold');
    expect(judge({}, '2035-01-01 12:00', [lifted])).toBe('may go');
    expect(judge({ lastActivityOn: '2026-01-01' }, '2027-03-02 00:00', [hold()])).toBe('legal-hold');
  });

  it('that is a decision stays with its call, and at the end of its chain', () => {
    expect(judge({ kind: 'decision', isCallKept: true })).toBe('call-kept');
    expect(judge({ kind: 'decision', isChainEnd: true })).toBe('chain-end');
    expect(judge({ kind: 'decision' })).toBe('may go');
  });
});

it('every kind of record says from when its clock runs, and by which rule', () => {
  expect(Object.keys(recordClasses).toSorted()).toEqual([...purgeKinds, ...keptKinds].toSorted());
  for (const { clock, citation } of Object.values(recordClasses)) expect([clock, citation]).not.toContain('');
});
