import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import { createProblem } from '../../../../../shared/contracts/core/problem.ts';
import { failed } from '../../../../../shared/contracts/core/result.ts';
import { fakeAccount, fakeQueue, numberOf } from '../../../../testing/fake-data.ts';
import { renderWindow } from '../../../../testing/render.tsx';
import { receivedAt, todayAt } from '../../../../ui/received-day.ts';
import { RecordMenu } from './RecordMenu.tsx';
import { endOfDay } from '../../../accounts/index.ts';
import { emailOf } from './record.model.ts';

const [head] = fakeQueue(1);
if (!head) throw new Error('The fake queue is empty');
const account = fakeAccount(head.account_id);
const [firstDebt] = account.debts;

type View = ReturnType<typeof renderWindow>;
let view: View;
beforeEach(() => {
  view = renderWindow(<RecordMenu account={account} />);
});

const open = async (paper: string) => {
  await view.user.click(screen.getByRole('button', { name: 'Record' }));
  await view.user.click(await screen.findByRole('menuitem', { name: paper }));
  return within(await screen.findByRole('dialog'));
};
type Dialog = Awaited<ReturnType<typeof open>>;
const save = async (dialog: Dialog) => {
  await view.user.click(dialog.getByRole('button', { name: 'Record it' }));
  await waitFor(() => expect(view.bridge.requestsTo('consumer-facts:report')).toHaveLength(1));
  return view.bridge.requestsTo('consumer-facts:report')[0]?.body;
};
const setDate = async (dialog: Dialog, label: string | RegExp, day: string) => {
  const field = dialog.getByLabelText(label);
  await view.user.clear(field);
  await view.user.type(field, day);
};
const maySave = (dialog: Dialog): boolean =>
  !dialog.getByRole<HTMLButtonElement>('button', { name: 'Record it' }).disabled;

const inDays = (days: number) => new Date(systemClock.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('a paper', () => {
  it('of military service says what its certificate changes', async () => {
    const dialog = await open('Servicemember status');
    expect(dialog.getByRole('status').textContent).toMatch(/before the certificate is on file/);
    await view.user.click(dialog.getByLabelText('The certificate of the look-up is on file'));
    expect(dialog.getByRole('status').textContent).not.toMatch(/before the certificate/);
    expect(await save(dialog)).toMatchObject({
      told: {
        kind: 'servicemember',
        value: { is_active: true, has_certificate: true, checked_on: expect.any(String) },
      },
      received_by: 'list',
    });
  });

  it('of consent is for an email address, one debt, and up to a day', async () => {
    const dialog = await open('Consent');
    expect(maySave(dialog)).toBe(false);
    await view.user.type(dialog.getByLabelText(/^Email address/), 'alex@example.com');
    await setDate(dialog, /^Last day/, '2027-01-31');
    await view.user.selectOptions(dialog.getByLabelText('Which debt'), firstDebt?.id ?? '');
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'consent', value: { medium: 'email', form: 'express', given_to: 'collector' } },
      address: 'alex@example.com',
      debt_id: firstDebt?.id,
      received_by: 'letter',
    });
  });

  it('of consent to offers is in writing, and consent given to the creditor opens no emails', async () => {
    const dialog = await open('Consent');
    await view.user.selectOptions(dialog.getByLabelText('Given to'), 'creditor');
    expect(dialog.getByRole('status').textContent).toMatch(/^Opens nothing/);
    await view.user.selectOptions(dialog.getByLabelText('Given to'), 'collector');
    await view.user.click(dialog.getByText('Texts'));
    await view.user.selectOptions(dialog.getByLabelText('For'), 'offers');
    expect(within(dialog.getByLabelText('How it reached us')).queryByText('By telephone')).toBeNull();
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'consent', value: { medium: 'sms', form: 'written-marketing' } },
      phone_number: account.consumer.phone_numbers[0]?.phone_number,
      address: null,
    });
  });

  it('of a revocation is about a number or an address', async () => {
    const dialog = await open('Consent revoked');
    await view.user.click(dialog.getByText('An email address'));
    await view.user.type(dialog.getByLabelText(/^Email address/), 'alex@example.com');
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'consent-revoked', value: { medium: 'email' } },
      address: 'alex@example.com',
    });
  });

  it('of a validation notice shows the end of its period as the rule computes it, and may have come back', async () => {
    const dialog = await open('Validation notice');
    await setDate(dialog, /^Provided on/, '2026-10-19');
    // Five business days after October 19 is October 26; thirty days more.
    expect(dialog.getByRole('status').textContent).toContain('Nov 25, 2026, as the rule computes it');
    await setDate(dialog, /^End that it states/, '2026-12-04');
    expect(dialog.getByRole('status').textContent).toContain('Dec 4, 2026');
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'validation-provided', value: { provided_on: '2026-10-19', stated_end_on: '2026-12-04' } },
      debt_id: firstDebt?.id,
    });
  });

  it('of a notice that came back asks for nothing but the debt and the day', async () => {
    const dialog = await open('Validation notice');
    await view.user.click(dialog.getByText('It came back'));
    expect(dialog.queryByLabelText(/^Provided on/)).toBeNull();
    expect(await save(dialog)).toMatchObject({ told: { kind: 'validation-returned' }, debt_id: firstDebt?.id });
  });

  it('of the limitation period needs its last day, and says what an old one means', async () => {
    const dialog = await open('Limitation period');
    expect(maySave(dialog)).toBe(false);
    await setDate(dialog, /^Last day to sue/, '2020-01-31');
    expect(dialog.getByRole('status').textContent).toMatch(/they cannot be sued/);
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'limitation', value: { ends_on: '2020-01-31', is_revived_by_payment: null } },
    });
  });

  it('of a medical debt says what it is owed for, and its notice when it was mailed', async () => {
    const medical = await open('Medical debt or not');
    await view.user.click(medical.getByText('For medical care'));
    expect(medical.getByRole('status').textContent).toMatch(/sixty days/);
    expect(await save(medical)).toMatchObject({
      told: { kind: 'medical-debt', value: { is_medical: true } },
      debt_id: firstDebt?.id,
      received_by: 'creditor',
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const notice = await open('Notice of a medical debt');
    expect(maySave(notice)).toBe(false);
    await setDate(notice, /^Mailed on/, '2999-01-01');
    expect(maySave(notice)).toBe(false);
    await setDate(notice, /^Mailed on/, '2026-09-01');
    await view.user.click(notice.getByRole('button', { name: 'Record it' }));
    await waitFor(() =>
      expect(view.bridge.requestsTo('consumer-facts:report')[1]?.body).toMatchObject({
        told: { kind: 'state-notice-mailed', value: { mailed_on: '2026-09-01' } },
        debt_id: firstDebt?.id,
      }),
    );
  });

  it('that ends contact is about all debts, or about the one that it names', async () => {
    const all = await open('Notice to end contact');
    expect(all.getByRole('status').textContent).toMatch(/every debt/);
    expect(await save(all)).toMatchObject({ told: { kind: 'cease-notice' }, debt_id: null, received_by: 'letter' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const one = await open('Notice to end contact');
    await view.user.selectOptions(one.getByLabelText('Which debt'), firstDebt?.id ?? '');
    await view.user.click(one.getByRole('button', { name: 'Record it' }));
    await waitFor(() =>
      expect(view.bridge.requestsTo('consumer-facts:report')[1]?.body).toMatchObject({ debt_id: firstDebt?.id }),
    );
  });

  it.each([
    { step: 'The consumer has an attorney', told: { kind: 'attorney', value: { name: 'Dana Cole' } } },
    { step: 'We asked the attorney', told: { kind: 'attorney-asked', value: {} } },
    { step: /we may speak/, told: { kind: 'attorney-answered', value: { consents_to_contact: true } } },
    { step: /attorney only/, told: { kind: 'attorney-answered', value: { consents_to_contact: false } } },
  ])('of an attorney records for one debt: $step', async ({ step, told }) => {
    const dialog = await open('Attorney');
    await view.user.selectOptions(dialog.getByLabelText('What happened'), dialog.getByRole('option', { name: step }));
    const name = dialog.queryByLabelText(/^Name of the attorney/);
    if (name) await view.user.type(name, 'Dana Cole');
    await view.user.selectOptions(dialog.getByLabelText('Which debt'), firstDebt?.id ?? '');
    expect(await save(dialog)).toMatchObject({ told, debt_id: firstDebt?.id });
  });

  it('of consent to more calls is for seven days at most, and for one debt', async () => {
    const dialog = await open('Consent to more calls');
    await setDate(dialog, /^Until the end of/, inDays(10));
    expect(maySave(dialog)).toBe(false);
    await setDate(dialog, /^Until the end of/, inDays(5));
    await view.user.selectOptions(dialog.getByLabelText('Which debt'), firstDebt?.id ?? '');
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'calls-agreed', value: { until_on: inDays(5) } },
      debt_id: firstDebt?.id,
      received_by: 'letter',
    });
  });

  it('of times to call opens the night until a last day, or takes hours away', async () => {
    const dialog = await open('Times to call');
    expect(maySave(dialog)).toBe(false);
    await setDate(dialog, /^Only from/, '22:00');
    await setDate(dialog, /^until/, '00:00');
    await setDate(dialog, /^Last day on which/, '2027-01-31');
    expect(dialog.getByRole('status').textContent).toMatch(/at no others/);
    expect(await save(dialog)).toMatchObject({
      told: {
        kind: 'time-preference',
        value: {
          preference: 'only-then',
          from_minute: 1320,
          until_minute: 1440,
          expires_at: expect.stringMatching(/^2027-02-01T/),
        },
      },
    });
  });

  it('of a bankruptcy releases nothing without naming the order, and relief is for one debt', async () => {
    const dialog = await open('Bankruptcy case');
    await view.user.click(dialog.getByLabelText(/^Released/));
    expect(maySave(dialog)).toBe(false);
    await view.user.type(dialog.getByLabelText(/^Order or search/), 'Docket 14');
    expect(maySave(dialog)).toBe(true);
    await view.user.selectOptions(dialog.getByLabelText('What the court says'), 'relief-granted');
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'bankruptcy', value: { status: 'relief-granted', document: 'Docket 14', is_released: true } },
      debt_id: firstDebt?.id,
    });
  });

  it('of the creditor’s notice gives the consumer thirty-five days, and says what is missing', async () => {
    const dialog = await open('Creditor’s notice of our emails');
    await view.user.type(dialog.getByLabelText(/^Email address/), 'alex@gmail.com');
    await setDate(dialog, /^Notice sent on/, '2026-09-01');
    expect(dialog.getByLabelText('They may opt out until')).toHaveProperty('value', '2026-10-06');
    expect(dialog.getByRole('status').textContent).toMatch(/^Opens nothing yet/);
    await view.user.click(dialog.getByLabelText('The notice names us'));
    await view.user.click(dialog.getByLabelText(/^The creditor used this address/));
    await view.user.selectOptions(dialog.getByLabelText('They opted out'), 'no');
    expect(dialog.getByRole('status').textContent).toMatch(/once Oct 6, 2026 is over/);
    expect(await save(dialog)).toMatchObject({
      told: { kind: 'creditor-notice', value: { opt_out_until_on: '2026-10-06', has_opted_out: false } },
      address: 'alex@gmail.com',
      received_by: 'creditor',
    });
  });

  it('of the collector before us, or a text of the consumer, is recorded as it is', async () => {
    const prior = await open('Use by the collector before us');
    await view.user.type(prior.getByLabelText(/^Email address/), 'alex@gmail.com');
    expect(await save(prior)).toMatchObject({
      told: { kind: 'prior-collector-use', value: { was_immediately_before: false, has_opted_out: null } },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const wrote = await open('Consumer wrote from it');
    await view.user.click(wrote.getByText('A text about the debt'));
    await view.user.click(wrote.getByRole('button', { name: 'Record it' }));
    await waitFor(() =>
      expect(view.bridge.requestsTo('consumer-facts:report')[1]?.body).toMatchObject({
        told: { kind: 'wrote-from' },
        phone_number: numberOf(0),
        received_by: 'sms',
      }),
    );
  });

  it('stays open and says why when it cannot be saved', async () => {
    view.bridge.answer('consumer-facts:report', () => failed(createProblem('local/save-failed')));
    const dialog = await open('Electronic notices');
    await view.user.click(dialog.getByRole('button', { name: 'Record it' }));
    expect(await dialog.findByRole('alert')).toBeTruthy();
  });
});

describe('its dates', () => {
  it('are the moment itself today, and noon on another day', () => {
    const nowMs = Date.parse('2026-11-23T17:00:00Z');
    expect(receivedAt(todayAt(nowMs), nowMs)).toBe('2026-11-23T17:00:00.000Z');
    expect(receivedAt('2026-11-02', nowMs)).toBe(new Date('2026-11-02T12:00:00').toISOString());
  });

  it('end where the day is over first of all places the consumer may be', () => {
    const zones = ['America/Los_Angeles', 'America/New_York'];
    expect(endOfDay('2026-12-31', zones, 'first')).toBe('2027-01-01T05:00:00.000Z');
  });

  it('belong to whole addresses', () => {
    expect([emailOf(' a@b.co '), emailOf('a@b'), emailOf('a b@c.de')]).toEqual(['a@b.co', null, null]);
  });
});
