import { describe, expect, it } from 'vitest';
import type { ToldInput } from './consumer-facts/fact-kinds.ts';
import { readFacts } from './consumer-facts/told-facts.ts';
import { debtSchema } from './facts/debt.ts';
import type { WrittenMessage } from './message-ledger.ts';
import { withNoticeOf } from './validation-notices.ts';

const zone = 'America/New_York';
const debtId = '01999999-0000-7000-8000-000000000001';
const none = debtSchema.parse({ id: debtId });

/** Noon in New York. */
const noon = (day: string): number => Date.parse(`${day}T17:00:00Z`);
type Told = { told: ToldInput; atMs: number; debtId: string };
const provided = (
  day: string,
  more: Partial<Extract<ToldInput, { kind: 'validation-provided' }>['value']> = {},
): Told => ({
  told: { kind: 'validation-provided', value: { provided_on: day, ...more } },
  // Recorded late, as papers are.
  atMs: noon('2026-12-01'),
  debtId,
});
const returned = (atMs: number, of = debtId): Told => ({
  told: { kind: 'validation-returned', value: {} },
  atMs,
  debtId: of,
});
const sent = (atMs: number, over: Partial<WrittenMessage> = {}): WrittenMessage => ({
  debtIds: [debtId],
  atMs,
  channel: 'letter',
  isNotice: true,
  cameBack: false,
  ...over,
});
const word = (over: Partial<WrittenMessage> = {}): WrittenMessage => sent(5, { isNotice: false, ...over });
const known = (
  written: WrittenMessage[],
  told: Told[] = [],
  over: Partial<Pick<Parameters<typeof withNoticeOf>[1], 'talksAtMs' | 'isCommunicated'>> = {},
) =>
  withNoticeOf(none, {
    written,
    told: readFacts(
      told.map((each) => ({
        ...each.told,
        debtId: each.debtId,
        phoneNumber: null,
        address: null,
        receivedAtMs: each.atMs,
        receivedBy: 'letter',
      })),
    ),
    talksAtMs: [],
    isCommunicated: false,
    zone,
    ...over,
  });
/** The notice that counts: its day, and whether it was returned. */
const counting = (written: WrittenMessage[], told: Told[] = []): string => {
  const { providedOn, wasReturned } = known(written, told);
  return `${providedOn ?? 'none'} ${wasReturned ? 'returned' : 'stands'}`;
};

describe('the first communication about a debt', () => {
  it('is what we wrote first and was read, by debt', () => {
    expect(known([])).toEqual(none.validation);
    expect(known([word({ debtIds: ['debt-2'] })])).toEqual(none.validation);
    expect(known([word({ cameBack: true })])).toEqual(none.validation);
    const first = known([word({ atMs: 9 }), word({ debtIds: null })]);
    expect(first).toMatchObject({ initialCommunicationAtMs: 5, providedOn: null });
  });

  it('has no day where there was one before ours', () => {
    expect(known([word()], [], { isCommunicated: true }).initialCommunicationAtMs).toBeNull();
    expect(known([word()], [], { isCommunicated: true, talksAtMs: [3] }).initialCommunicationAtMs).toBe(3);
  });
});

describe('the notice that counts', () => {
  it('is the latest of those that we sent, on the day of UTC', () => {
    const evening = Date.parse('2026-11-24T03:00:00Z');
    expect(known([sent(evening)])).toMatchObject({
      providedOn: '2026-11-24',
      providedBy: 'letter',
      wasReturned: false,
    });
    expect(counting([sent(evening), sent(evening + 1, { cameBack: true })])).toBe('2026-11-24 returned');
    expect(counting([sent(evening, { debtIds: ['debt-2'] })])).toBe('none stands');
  });

  it('is returned when that was recorded, though its carrier says only that it was sent', () => {
    expect(counting([sent(noon('2026-10-01'))], [returned(noon('2026-10-12'))])).toBe('2026-10-01 returned');
    expect(counting([sent(noon('2026-10-01'))], [returned(noon('2026-10-12'), debtId.replace(/1$/, '2'))])).toBe(
      '2026-10-01 stands',
    );
  });

  it('is the one that we sent after a recorded one came back', () => {
    const back = [provided('2026-11-02', { stated_end_on: '2026-12-31' }), returned(noon('2026-11-06'))];
    expect(counting([], back)).toBe('2026-11-02 returned');
    expect(counting([sent(noon('2026-11-09'))], back)).toBe('2026-11-09 stands');
    expect(known([sent(noon('2026-11-09'))], back).statedEndOn).toBeNull();
    expect(counting([sent(noon('2026-11-09'), { cameBack: true })], back)).toBe('2026-11-09 returned');
  });

  it('is the recorded one when that is later', () => {
    const papers = [provided('2026-11-09', { medium: 'email', stated_end_on: '2026-12-31' })];
    expect(known([sent(noon('2026-11-02'), { cameBack: true })], papers)).toMatchObject({
      providedOn: '2026-11-09',
      providedBy: 'email',
      statedEndOn: '2026-12-31',
      wasReturned: false,
    });
  });

  it('stands when it went out again on the day the one before came back', () => {
    const old = provided('2026-11-02');
    // Before and after the hour at which the day of UTC changes.
    for (const atMs of [Date.parse('2026-11-09T06:00:00Z'), Date.parse('2026-11-10T03:00:00Z')]) {
      expect(counting([], [old, returned(atMs), provided('2026-11-09')])).toBe('2026-11-09 stands');
      expect(counting([sent(noon('2026-11-09'))], [old, returned(atMs)])).toBe('2026-11-09 stands');
      expect(counting([], [returned(atMs), provided('2026-11-09')])).toBe('2026-11-09 returned');
    }
    expect(
      counting([], [old, returned(noon('2026-11-09')), provided('2026-11-09'), returned(noon('2026-11-16'))]),
    ).toBe('2026-11-09 returned');
  });

  it('is one notice, however it is known, when both say the same day and medium', () => {
    const evening = Date.parse('2026-11-24T03:00:00Z');
    const paper = provided('2026-11-23', { stated_end_on: '2027-01-15' });
    expect(known([sent(evening)], [paper])).toMatchObject({ providedOn: '2026-11-24', statedEndOn: '2027-01-15' });
    expect(counting([sent(evening, { cameBack: true })], [paper])).toBe('2026-11-24 returned');
    expect(counting([sent(evening, { channel: 'email', cameBack: true })], [paper])).toBe('2026-11-23 stands');
  });

  it('is none when it went out by wire, later than the first communication, to somebody who had not agreed to that', () => {
    const emailed = (day: string, agreed: boolean | null) =>
      provided(day, { medium: 'email', has_electronic_consent: agreed });
    const first = word({ atMs: noon('2026-11-02') });
    expect(counting([first], [emailed('2026-11-04', false)])).toBe('none stands');
    expect(counting([], [emailed('2026-11-04', false)])).toBe('none stands');
    expect(counting([first], [emailed('2026-11-04', true)])).toBe('2026-11-04 stands');
    // In the first communication it needs none; where nobody said, it is taken as it was recorded.
    expect(counting([first], [emailed('2026-11-02', false)])).toBe('2026-11-02 stands');
    expect(counting([first], [emailed('2026-11-04', null)])).toBe('2026-11-04 stands');
    // A letter before it goes on standing.
    expect(counting([first], [provided('2026-11-03'), emailed('2026-11-04', false)])).toBe('2026-11-03 stands');
  });

  it('is none, and one came back, when only a return was recorded', () => {
    expect(counting([], [returned(noon('2026-11-06'))])).toBe('none returned');
    expect(counting([], [provided('2026-11-09'), returned(noon('2026-11-06'))])).toBe('2026-11-09 stands');
  });
});
