import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { evaluateRetention } from '../engine.ts';
import { retentionFactsSchema } from '../facts/retention.ts';
import { retentionPack } from '../packs/retention.ts';
import type { Judgment } from '../rule.ts';
import { at, D1, D2 } from '../testing/contact-facts.ts';

type Facts = z.input<typeof retentionFactsSchema>;
const NEW_YORK = 'America/New_York';
const judge = (over: Partial<Facts>, text: string): Judgment =>
  evaluateRetention(
    { packs: [retentionPack] },
    retentionFactsSchema.parse({ action: { kind: 'retention', act: 'purge' }, zone: NEW_YORK, ...over }),
    at(text),
  );
const recording = (over: Partial<NonNullable<Facts['record']>> = {}): Partial<Facts> => ({
  record: { kind: 'recording', madeOn: '2026-11-22', ...over },
});
const logOf = (kind: 'call-log' | 'decision', lastActivityOn: string | null = '2028-05-01'): Partial<Facts> => ({
  record: { kind, madeOn: '2026-06-01', debtIds: [D1] },
  debts: [{ id: D1, lastActivityOn }],
});

const proof = (endedOn: string | null): Partial<Facts> =>
  recording({ madeOn: '2020-01-01', authorization: { isRecurring: true, givenOn: '2020-01-01', endedOn } });

const setting = (months: number): Partial<Facts> => ({ action: { kind: 'retention', act: 'set-period', months } });

describe('F-18 how long records are kept', () => {
  it('F-18 #1 a recording goes on the day after its three years, not on their last', () => {
    expect(judge(recording(), '2029-11-22 23:59:59')).toMatchObject({
      verdict: 'defer',
      next_lawful_at: new Date(at('2029-11-23 00:00')).toISOString(),
    });
    expect(judge(recording(), '2029-11-23 00:00').verdict).toBe('allow');
  });

  it('F-18 #2 a call log is kept as long as its debt was collected, and three years', () => {
    expect(judge(logOf('call-log'), '2029-11-23 12:00').findings[0]).toMatchObject({
      verdict: 'defer',
      override: 'never',
      facts: { keep_until_on: '2031-05-01' },
    });
    expect(judge(logOf('call-log'), '2031-05-01 23:59:59').verdict).toBe('defer');
    expect(judge(logOf('call-log'), '2031-05-02 00:00').verdict).toBe('allow');
  });

  it('F-18 #3 the decision that refused an attempt is kept like a call', () => {
    for (const text of ['2029-11-23 12:00', '2031-05-01 23:59:59', '2031-05-02 00:00']) {
      expect(judge(logOf('decision'), text).verdict).toBe(judge(logOf('call-log'), text).verdict);
    }
    expect(judge(logOf('decision'), '2029-11-23 12:00').verdict).toBe('defer');
  });

  it('F-18 #4 a legal hold keeps everything, however old, until it is lifted', () => {
    const held = { holds: [{ reason: 'Morgan v. Practice', placedAtMs: at('2027-01-01 12:00') }] };
    for (const facts of [recording(), logOf('call-log'), logOf('decision')]) {
      expect(judge({ ...facts, ...held }, '2040-01-01 12:00')).toMatchObject({
        verdict: 'block',
        next_lawful_at: null,
        findings: [{ override: 'never', reason: 'A legal hold keeps this record: Morgan v. Practice.' }],
      });
    }
    const lifted = { holds: [{ placedAtMs: at('2027-01-01 12:00'), liftedAtMs: at('2035-01-01 12:00') }] };
    expect(judge({ ...recording(), ...lifted }, '2035-01-01 11:59:59').verdict).toBe('block');
    expect(judge({ ...recording(), ...lifted }, '2035-01-01 12:00').verdict).toBe('allow');
  });

  it('F-18 #5 a period of one year cannot be set; three years can', () => {
    expect(judge(setting(12), '2026-11-22 12:00')).toMatchObject({
      verdict: 'block',
      findings: [{ reason: 'Records must be kept for at least 3 years; 12 months is shorter.' }],
    });
    expect(judge(setting(35), '2026-11-22 12:00').verdict).toBe('block');
    expect(judge(setting(36), '2026-11-22 12:00').verdict).toBe('allow');
    expect(judge({ action: { kind: 'retention', act: 'set-period' } }, '2026-11-22 12:00').verdict).toBe('block');
  });

  it('F-18 #5 a longer period of the organization lengthens, a shorter one changes nothing, a recording has its own', () => {
    const own = { ownPeriod: { recordingMonths: 48, recordMonths: 60 } };
    expect(judge({ ...recording(), ...own }, '2030-11-22 23:59:59').findings[0]).toMatchObject({
      verdict: 'defer',
      is_policy: true,
      override: 'never',
      reason: expect.stringContaining('own period of 48 months'),
      facts: { keep_until_on: '2030-11-22', own_months: 48 },
    });
    expect(judge({ ...recording(), ...own }, '2029-11-22 23:59:59').findings[0]?.is_policy).toBe(false);
    expect(judge({ ...recording(), ...own }, '2030-11-23 00:00').verdict).toBe('allow');
    expect(judge({ ...logOf('call-log'), ...own }, '2033-05-01 23:59:59').verdict).toBe('defer');
    expect(judge({ ...logOf('call-log'), ...own }, '2033-05-02 00:00').verdict).toBe('allow');
    const shorter = { ownPeriod: { recordingMonths: 12, recordMonths: 0 } };
    expect(judge({ ...recording(), ...shorter }, '2029-11-22 23:59:59').verdict).toBe('defer');
    expect(judge({ ...recording(), ...shorter }, '2029-11-23 00:00').verdict).toBe('allow');
  });

  it('keeps what nobody knows the date, the debt or the activity of', () => {
    const at2060 = '2060-01-01 12:00';
    expect(judge({}, at2060).verdict).toBe('block');
    expect(judge(recording({ madeOn: null }), at2060).verdict).toBe('block');
    expect(judge(logOf('call-log', null), at2060).verdict).toBe('block');
    expect(judge({ ...logOf('call-log'), debts: [] }, at2060).verdict).toBe('block');
    expect(judge({ record: { kind: 'letter', madeOn: '2026-01-01', debtIds: [] } }, at2060).verdict).toBe('block');
    expect(judge({ record: { kind: 'letter', madeOn: '2026-01-01' } }, at2060).verdict).toBe('block');
  });

  it('counts from the last activity on any debt of the record, and from the record if that is later', () => {
    const record = { kind: 'letter' as const, madeOn: '2026-06-01', debtIds: [D1, D2] };
    const debts = [
      { id: D1, lastActivityOn: '2025-01-01' },
      { id: D2, lastActivityOn: '2027-03-01' },
    ];
    expect(judge({ record, debts }, '2030-03-01 12:00').verdict).toBe('defer');
    expect(judge({ record, debts }, '2030-03-02 12:00').verdict).toBe('allow');
    const [earlier] = debts;
    if (!earlier) throw new Error('No debt');
    expect(judge({ record: { ...record, debtIds: [D1] }, debts: [earlier] }, '2029-06-01 12:00').verdict).toBe('defer');
  });

  it('keeps the proof of recurring debits two years beyond their end', () => {
    expect(judge(proof(null), '2040-01-01 12:00').verdict).toBe('block');
    expect(judge(proof('2030-01-01'), '2032-01-01 12:00').verdict).toBe('defer');
    expect(judge(proof('2030-01-01'), '2032-01-02 12:00').verdict).toBe('allow');
  });

  it('takes the day that ends last when no zone is known, and March 1 for a leap day', () => {
    const unzoned = { ...recording(), zone: null };
    expect(judge(unzoned, '2029-11-23 05:59:59').verdict).toBe('defer');
    expect(judge(unzoned, '2029-11-23 06:00').verdict).toBe('allow');
    expect(judge(recording({ madeOn: '2024-02-29' }), '2027-03-01 12:00').verdict).toBe('defer');
    expect(judge(recording({ madeOn: '2024-02-29' }), '2027-03-02 12:00').verdict).toBe('allow');
  });

  it('keeps a record whose zone is none', () => {
    expect(judge({ ...recording(), zone: 'Mars/Olympus' }, '2060-01-01 12:00').verdict).toBe('block');
  });
});
