import { describe, expect, it } from 'vitest';
import { isOnPaper, type ToldInput, toldSchema } from './fact-kinds.ts';
import { factBodySchema } from '../../../contracts/consumer-facts/consumer-facts.contract.ts';
import { foldAgreedCalls } from './agreed-calls.ts';
import { foldDebt } from './debt-facts.ts';
import { foldEndpoint, wrongNumbersOf } from './endpoint-facts.ts';
import { foldLocation } from './location-facts.ts';
import { foldConsumer, foldPerson } from './person-facts.ts';
import { type FactRow, readFacts } from './told-facts.ts';

const number = '+12125550101';
const one = '01999999-0000-7000-8000-000000000001';
const two = '01999999-0000-7000-8000-000000000002';

const row = (told: ToldInput, atMs: number, over: Partial<FactRow> = {}): FactRow => ({
  ...told,
  debtId: null,
  phoneNumber: null,
  address: null,
  receivedAtMs: atMs,
  receivedBy: 'voice',
  ...over,
});
const debtOf = (rows: FactRow[], debtId = one) => foldDebt(readFacts(rows), debtId);

const electronic = (is_agreed: boolean, atMs: number) =>
  row({ kind: 'electronic-notices', value: { is_agreed } }, atMs);
const day = (text: string): number => Date.parse(`${text}T17:00:00Z`);
const service = (value: Extract<ToldInput, { kind: 'servicemember' }>['value'], atMs: number) =>
  row({ kind: 'servicemember', value }, atMs);
const serviceOf = (...rows: FactRow[]) => foldConsumer(readFacts(rows)).servicemember;
const addressOf = (rows: FactRow[], debtIds: string[] = [one]) =>
  foldEndpoint(readFacts(rows), 'alex@example.com', debtIds);

describe('a debt', () => {
  it('is ceased from the first notice about it or about all, and knows nothing of the notice about another', () => {
    const letter = { receivedBy: 'letter' as const };
    const rows = [
      row({ kind: 'cease-notice', value: {} }, 30, { ...letter, debtId: one }),
      row({ kind: 'cease-notice', value: {} }, 20, letter),
    ];
    expect(debtOf(rows).ceasedAtMs).toBe(20);
    expect(debtOf(rows.slice(0, 1), two).ceasedAtMs).toBeNull();
  });

  it('may be in several situations at once', () => {
    const rows = [
      row({ kind: 'cease-notice', value: {} }, 1, { receivedBy: 'letter' }),
      row({ kind: 'attorney', value: { name: 'Dana Cole' } }, 2),
      row({ kind: 'bankruptcy', value: { status: 'claimed' } }, 3),
      row({ kind: 'limitation', value: { ends_on: '2027-01-01' } }, 4, { debtId: one }),
    ];
    expect(debtOf(rows)).toMatchObject({
      ceasedAtMs: 1,
      attorney: { name: 'Dana Cole', knownSinceMs: 2 },
      bankruptcy: { status: 'claimed', reportedAtMs: 3 },
      limitationEndsOn: '2027-01-01',
      paymentRevivesLimitation: null,
    });
  });

  it('has its attorney from the first word on, with the name that came later and what we asked', () => {
    const rows = [
      row({ kind: 'attorney-asked', value: {} }, 5),
      row({ kind: 'attorney', value: { is_ascertainable: false } }, 10),
      row({ kind: 'attorney', value: { name: 'Dana Cole', not_for_debt_ids: [two] } }, 20),
      row({ kind: 'attorney-asked', value: {} }, 30),
      row({ kind: 'attorney-asked', value: {} }, 40),
    ];
    expect(debtOf(rows).attorney).toMatchObject({
      name: 'Dana Cole',
      knownSinceMs: 10,
      firstAskedAtMs: 30,
      attempts: 2,
      lastAnsweredAtMs: null,
      consentsToContact: false,
      notForDebtIds: [two],
    });
    const agreed = row({ kind: 'attorney-answered', value: { consents_to_contact: true } }, 50);
    expect(debtOf([...rows, agreed]).attorney).toMatchObject({ lastAnsweredAtMs: 50, consentsToContact: true });
    expect(debtOf(rows.slice(2), two).attorney).toBeNull();
  });

  it('takes an attorney that nobody has said more of for one that can be found', () => {
    expect(debtOf([row({ kind: 'attorney', value: {} }, 1)]).attorney).toMatchObject({ isAscertainable: true });
  });

  it('follows a bankruptcy case; the hardest of several counts, and a mere claim undoes no discharge', () => {
    const claimed = row({ kind: 'bankruptcy', value: { status: 'claimed' } }, 1);
    const filed = row({ kind: 'bankruptcy', value: { status: 'filed', case_number: 'A', chapter: '13' } }, 2);
    const dismissed = row({ kind: 'bankruptcy', value: { status: 'dismissed', case_number: 'A' } }, 3);
    const discharged = row({ kind: 'bankruptcy', value: { status: 'discharged', case_number: 'B' } }, 4);
    expect(debtOf([claimed, filed]).bankruptcy).toMatchObject({ status: 'filed', chapter: '13', reportedAtMs: 1 });
    expect(debtOf([claimed, filed, dismissed]).bankruptcy).toMatchObject({ status: 'dismissed', caseNumber: 'A' });
    expect(debtOf([filed, dismissed, { ...claimed, receivedAtMs: 9 }]).bankruptcy?.status).toBe('claimed');
    expect(debtOf([dismissed, discharged]).bankruptcy).toMatchObject({ status: 'discharged', caseNumber: 'B' });
    expect(debtOf([discharged, { ...claimed, receivedAtMs: 9 }]).bankruptcy?.status).toBe('discharged');
  });

  it('is released with the end of its case, until anything more is told of that case, and not while another case stands', () => {
    const dismissed = (over: object) =>
      row({ kind: 'bankruptcy', value: { status: 'dismissed', case_number: 'A', ...over } }, 2);
    const claimed = row({ kind: 'bankruptcy', value: { status: 'claimed' } }, 3);
    const filed = row({ kind: 'bankruptcy', value: { status: 'reaffirmed', case_number: 'B' } }, 4);
    expect(debtOf([dismissed({})]).bankruptcy?.isReleased).toBe(false);
    expect(debtOf([dismissed({ is_released: true })]).bankruptcy).toMatchObject({
      status: 'dismissed',
      isReleased: true,
    });
    expect(debtOf([dismissed({ is_released: true }), claimed]).bankruptcy).toMatchObject({
      status: 'claimed',
      isReleased: false,
    });
    expect(debtOf([dismissed({ is_released: true }), filed]).bankruptcy).toMatchObject({ caseNumber: 'B' });
  });

  it('has notices sent electronically while the last word about it is a yes', () => {
    expect(debtOf([electronic(true, 1)]).validation?.hasElectronicConsent).toBe(true);
    expect(debtOf([electronic(true, 1), electronic(false, 2)]).validation?.hasElectronicConsent).toBe(false);
  });

  it('was first spoken of when that was told, and has the consent that the last notice came with', () => {
    const at = { debtId: one };
    const began = row({ kind: 'initial-communication', value: {} }, 1, at);
    const notice = (provided_on: string, has_electronic_consent: boolean) =>
      row({ kind: 'validation-provided', value: { provided_on, has_electronic_consent } }, day('2026-11-20'), at);
    expect(debtOf([]).validation).toEqual({ initialCommunicationAtMs: null, hasElectronicConsent: null });
    expect(debtOf([began, notice('2026-11-09', true), notice('2026-11-02', false)]).validation).toEqual({
      initialCommunicationAtMs: 1,
      hasElectronicConsent: true,
    });
  });
});

describe('a person', () => {
  it('keeps every wish, with how it came', () => {
    const facts = readFacts([
      row({ kind: 'leave-me-alone', value: {} }, 9),
      row({ kind: 'leave-me-alone', value: {} }, 7),
      row({ kind: 'barred-place', value: { place: 'work' } }, 8, { receivedBy: 'letter' }),
      row({ kind: 'medium-opt-out', value: { medium: 'sms' } }, 6, { receivedBy: 'sms', phoneNumber: number }),
      row({ kind: 'time-preference', value: { preference: 'not-then', until_minute: 720 } }, 5),
      row({ kind: 'deceased', value: { died_on: '2026-10-01' } }, 3),
      row({ kind: 'deceased', value: { is_representative_known: true } }, 4),
    ]);
    expect(foldPerson(facts)).toEqual({
      mediumOptOuts: [{ medium: 'sms', address: number, receivedAtMs: 6, receivedBy: 'sms' }],
      askedToBeLeftAloneAtMs: 7,
      barredPlaces: [{ place: 'work', sinceMs: 8, isWritten: true }],
    });
    expect(foldConsumer(facts)).toMatchObject({
      isDeceased: true,
      deceasedOn: '2026-10-01',
      isRepresentativeKnown: true,
      servicemember: null,
      timePreferences: [{ kind: 'not-then', weekdays: [], fromMinute: 0, untilMinute: 720, recordedAtMs: 5 }],
    });
  });
});

describe('a servicemember', () => {
  it('is what the last word says, with the look-up that gave the same answer, and asks for the cap until that is taken back', () => {
    const found = service({ is_active: true, checked_on: '2026-11-02', has_certificate: true }, 1);
    const heard = service({ is_active: true, asked_for_interest_cap: true }, 2);
    const over = service({ is_active: false, checked_on: '2026-11-20' }, 3);
    expect(serviceOf(found, heard)).toMatchObject({ isActive: true, checkedOn: '2026-11-02', hasCertificate: true });
    expect(serviceOf(found, heard, over)).toMatchObject({
      isActive: false,
      checkedOn: '2026-11-20',
      hasCertificate: false,
      askedForInterestCap: true,
    });
  });
});

describe('an address', () => {
  const at = { address: 'Alex@Example.com ' };
  const email = { medium: 'email', given_to: 'collector' } as const;

  it('has the consents, the use and the notices that were told of it', () => {
    const notice = { sent_on: '2026-09-01', opt_out_until_on: '2026-10-06', names_us: true, creditor_used_it: true };
    const found = addressOf([
      row({ kind: 'consent', value: { ...email, ends_at: '2026-12-31T05:00:00Z' } }, 1, at),
      row({ kind: 'wrote-from', value: {} }, 2, at),
      row({ kind: 'wrote-from', value: {} }, 3, at),
      row({ kind: 'creditor-notice', value: { ...notice, has_opted_out: false } }, 4, at),
      row({ kind: 'prior-collector-use', value: { was_immediately_before: true, had_basis: true } }, 5, at),
    ]);
    expect(found).toMatchObject({
      consents: [{ medium: 'email', receivedAtMs: 1, revokedAtMs: null, endsAtMs: Date.parse('2026-12-31T05:00:00Z') }],
      lastUsedByConsumerAtMs: 3,
      creditorRoute: { noticeSentOn: '2026-09-01', optOutUntilOn: '2026-10-06', hasOptedOut: false },
      priorCollectorRoute: { immediatelyPriorUsedIt: true, hadBasis: true, hasOptedOut: null },
    });
  });

  it('has no consent for another debt than the one it was given for, nor for debts that nobody knows', () => {
    const rows = [row({ kind: 'consent', value: email }, 1, { ...at, debtId: one })];
    expect(addressOf(rows, [one]).consents).toHaveLength(1);
    for (const debtIds of [[two], [one, two], []]) expect(addressOf(rows, debtIds).consents).toEqual([]);
  });
});

describe('a number', () => {
  const on = { phoneNumber: number };

  it('is wrong, provided by the employer, listed or given up from what was told of it, and of no other', () => {
    const facts = readFacts([
      row({ kind: 'wrong-number', value: {} }, 4, on),
      row({ kind: 'employer-provided', value: {} }, 4, on),
      row({ kind: 'reassigned-answer', value: { answer: 'no', asked_about_on: '2026-01-01' } }, 1, on),
      row({ kind: 'reassigned-answer', value: { answer: 'yes', asked_about_on: '2026-02-01' } }, 2, on),
      row({ kind: 'litigator-listed', value: { source: 'WebRecon', as_of: '2026-11-01' } }, 2),
    ]);
    expect(foldEndpoint(facts, number, [one])).toMatchObject({
      wrongPartyAtMs: 4,
      isEmployerProvided: true,
      reassignment: { answer: 'yes', askedAboutOn: '2026-02-01' },
      litigator: { source: 'WebRecon' },
    });
    expect(foldEndpoint(facts, '+12125550102', [one])).toMatchObject({
      wrongPartyAtMs: null,
      isEmployerProvided: false,
      reassignment: null,
      litigator: { source: 'WebRecon' },
    });
    expect(wrongNumbersOf(facts)).toEqual([number]);
  });

  it('has consents that end with the first revocation after them; a new consent stands', () => {
    const given = { form: 'express', given_to: 'collector', medium: 'sms' } as const;
    const facts = readFacts([
      row({ kind: 'consent', value: given }, 1, on),
      row({ kind: 'consent-revoked', value: { medium: null } }, 2, on),
      row({ kind: 'consent', value: given }, 3, on),
    ]);
    expect(foldEndpoint(facts, number, [one]).consents?.map(({ revokedAtMs }) => revokedAtMs)).toEqual([2, null]);
    const nothing = readFacts([row({ kind: 'consent-revoked', value: { medium: 'sms' } }, 2, on)]);
    expect(foldEndpoint(nothing, number, [one]).consents).toEqual([{ medium: 'sms', receivedAtMs: 2, revokedAtMs: 2 }]);
  });
});

const agreed = (over: Partial<FactRow> = {}) =>
  row({ kind: 'calls-agreed', value: { until_on: '2026-11-25' } }, day('2026-11-23'), over);
const agreedIssues = (until_on: string, received_by = 'voice') =>
  issuesOf({ told: { kind: 'calls-agreed', value: { until_on } }, received_by });

describe('consent to more calls', () => {
  it('is for the debt that was named or any, up to the day that they said, until it is revoked for calls', () => {
    const usable = { from: '2026-11-22', until: '2026-11-25' };
    expect(foldAgreedCalls(readFacts([agreed(), agreed({ debtId: one })]))).toMatchObject([
      { debtIds: null, usable, revokedAtMs: null, receivedAtMs: day('2026-11-23') },
      { debtIds: [one], usable },
    ]);
    const revoked = (medium: 'sms' | 'voice' | null, at: string) =>
      row({ kind: 'consent-revoked', value: { medium } }, day(at), { phoneNumber: number });
    const others = [revoked(null, '2026-11-22'), revoked('sms', '2026-11-24')];
    expect(foldAgreedCalls(readFacts([agreed(), ...others]))[0]?.revokedAtMs).toBeNull();
    const [ended] = foldAgreedCalls(readFacts([agreed(), ...others, revoked('voice', '2026-11-24')]));
    expect(ended?.revokedAtMs).toBe(day('2026-11-24'));
  });

  it('is given to us, for seven days at most', () => {
    expect(agreedIssues('2026-11-29')).toBeUndefined();
    expect(agreedIssues('2026-12-01')).toEqual(['told']);
    expect(agreedIssues('2026-11-20')).toEqual(['told']);
    expect(agreedIssues('2026-11-25', 'creditor')).toEqual(['received_by']);
  });
});

const said = (value: Extract<ToldInput, { kind: 'location-stated' }>['value'], atMs: number) =>
  row({ kind: 'location-stated', value }, atMs);
const placeIssues = (value: object) => issuesOf({ told: { kind: 'location-stated', value } });

describe('where somebody said they are', () => {
  it('is the last they said: a state with every clock it has, one clock of it, or a place abroad', () => {
    expect(foldLocation(readFacts([]))).toBeNull();
    const idaho = said({ state: 'ID' }, 1);
    expect(foldLocation(readFacts([idaho]))).toEqual({
      label: 'Idaho',
      zones: ['America/Boise', 'America/Los_Angeles'],
      statedAtMs: 1,
    });
    const north = said({ state: 'ID', zone: 'America/Los_Angeles' }, 3);
    expect(foldLocation(readFacts([north, idaho]))).toMatchObject({
      label: 'Idaho (Los Angeles time)',
      zones: ['America/Los_Angeles'],
    });
    const abroad = foldLocation(readFacts([north, said({ zone: 'Asia/Tokyo' }, 9)]));
    expect(abroad).toEqual({ label: 'Tokyo', zones: ['Asia/Tokyo'], statedAtMs: 9 });
  });

  it('is a state that there is, and a clock that it has', () => {
    expect(placeIssues({})).toEqual(['told.value.state']);
    expect(placeIssues({ state: 'XX' })).toEqual(['told.value.state']);
    expect(placeIssues({ zone: 'Mars/Olympus' })).toEqual(['told.value.zone']);
    expect(placeIssues({ state: 'NV', zone: 'America/New_York' })).toEqual(['told.value.zone']);
    expect(placeIssues({ state: 'NV', zone: 'America/Los_Angeles' })).toBeUndefined();
  });
});

it('passes over no row that it cannot read', () => {
  expect(() =>
    readFacts([row({ kind: 'deceased', value: {} }, 1), { ...row({ kind: 'deceased', value: {} }, 1), kind: 'new' }]),
  ).toThrow(/invalid/i);
});

const issuesOf = (body: object) =>
  factBodySchema
    .safeParse({ received_at: '2026-11-23T17:00:00Z', received_by: 'voice', ...body })
    .error?.issues.map(({ path }) => path.join('.'));

const consentIssues = (value: object, over: object) =>
  issuesOf({ told: { kind: 'consent', value: { given_to: 'collector', ...value } }, ...over });
const isPaper = (given: ToldInput) => isOnPaper(toldSchema.parse(given));

describe('what may be recorded', () => {
  it('takes a spoken wish for no cease notice, and a written one for no spoken wish', () => {
    expect(issuesOf({ told: { kind: 'cease-notice', value: {} } })).toEqual(['received_by']);
    expect(issuesOf({ told: { kind: 'leave-me-alone', value: {} }, received_by: 'letter' })).toEqual(['received_by']);
    expect(issuesOf({ told: { kind: 'leave-me-alone', value: {} } })).toBeUndefined();
  });

  it('names the number or the debt that a kind is about, and nothing that it is not about', () => {
    expect(issuesOf({ told: { kind: 'wrong-number', value: {} } })).toEqual(['phone_number']);
    expect(issuesOf({ told: { kind: 'initial-communication', value: {} } })).toEqual(['debt_id']);
    expect(issuesOf({ told: { kind: 'deceased', value: {} }, debt_id: one, phone_number: number })).toEqual([
      'debt_id',
      'phone_number',
    ]);
  });

  it('takes consent to emails for an address and to calls for a number, and consent to offers in writing only', () => {
    expect(consentIssues({ medium: 'email' }, { phone_number: number })).toEqual(['address']);
    expect(consentIssues({ medium: 'sms' }, { address: 'a@b.example' })).toEqual(['phone_number']);
    expect(consentIssues({ medium: 'email' }, { address: 'a@b.example' })).toBeUndefined();
    expect(consentIssues({ form: 'written-marketing' }, { phone_number: number })).toEqual(['received_by']);
  });

  it('takes a letter for no use of an email address', () => {
    const used = { told: { kind: 'wrote-from', value: {} }, address: 'a@b.example' };
    expect(issuesOf({ ...used, received_by: 'letter' })).toEqual(['received_by']);
    expect(issuesOf({ ...used, received_by: 'email' })).toBeUndefined();
  });
});

describe('what compliance records', () => {
  it('is what stands on a paper, and not what is heard', () => {
    expect(isPaper({ kind: 'bankruptcy', value: { status: 'claimed' } })).toBe(false);
    expect(isPaper({ kind: 'bankruptcy', value: { status: 'claimed', is_released: true } })).toBe(true);
    expect(isPaper({ kind: 'bankruptcy', value: { status: 'dismissed' } })).toBe(true);
    expect(isPaper({ kind: 'servicemember', value: { is_active: true } })).toBe(false);
    expect(isPaper({ kind: 'servicemember', value: { is_active: true, checked_on: '2026-11-02' } })).toBe(true);
    expect(isPaper({ kind: 'limitation', value: { ends_on: '2026-11-02' } })).toBe(true);
    expect(isPaper({ kind: 'consent', value: { given_to: 'collector' } })).toBe(false);
    expect(isPaper({ kind: 'consent', value: { given_to: 'creditor' } })).toBe(true);
    expect(isPaper({ kind: 'consent', value: { given_to: 'collector', form: 'written-marketing' } })).toBe(true);
    expect(isPaper({ kind: 'servicemember', value: { is_active: false } })).toBe(true);
    for (const is_agreed of [true, false])
      expect(isPaper({ kind: 'electronic-notices', value: { is_agreed } })).toBe(is_agreed);
    for (const preference of ['only-then', 'not-then'] as const)
      expect(isPaper({ kind: 'time-preference', value: { preference, from_minute: 600 } })).toBe(
        preference === 'only-then',
      );
    expect(isPaper({ kind: 'attorney-asked', value: {} })).toBe(true);
    expect(isPaper({ kind: 'attorney-answered', value: { consents_to_contact: true } })).toBe(true);
    expect(isPaper({ kind: 'attorney-answered', value: { consents_to_contact: false } })).toBe(false);
    for (const answer of ['yes', 'no', 'no-data', 'unavailable'] as const)
      expect(isPaper({ kind: 'reassigned-answer', value: { answer, asked_about_on: '2026-11-02' } })).toBe(
        answer !== 'yes',
      );
  });
});
