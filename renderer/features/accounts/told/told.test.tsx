import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../../shared/contracts/core/problem.ts';
import { failed } from '../../../../shared/contracts/core/result.ts';
import { factBodySchema } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { fakeAccount, fakeCall, fakeId, fakeQueue } from '../../../testing/fake-data.ts';
import { renderWindow } from '../../../testing/render.tsx';
import { AccountCard } from '../AccountCard.tsx';
import type { ConsumerCall } from './told-about.ts';
import { ABROAD, factOf, noAnswers, sayings } from './told.model.ts';
import { agreedDays, minuteOf, preferenceOf } from './told-times.ts';

const [head] = fakeQueue(1);
if (!head) throw new Error('The fake queue is empty');
const accountId = head.account_id;
const call = { callId: fakeCall({}).callId, phoneNumber: '+12125550111', accountId, name: head.consumer_name };
const nothing = () => undefined;

const cardOf = (ofCall: ConsumerCall | null) => (
  <AccountCard
    accountId={accountId}
    call={ofCall}
    chosenNumber={null}
    dialObstacle={null}
    onChoose={nothing}
    onDial={nothing}
    onNext={nothing}
  />
);
const open = (options: Parameters<typeof renderWindow>[1] = {}, over: { call?: ConsumerCall | null } = {}) =>
  renderWindow(cardOf(over.call === undefined ? call : over.call), options);

/** A card before, during and after a call. */
function CardOfCall({ call: during, beginsUp = true }: { call: ConsumerCall; beginsUp?: boolean }) {
  const [isUp, setUp] = useState(beginsUp);
  return (
    <>
      <button type="button" onClick={() => setUp(!isUp)}>
        {isUp ? 'The call is over' : 'The call begins'}
      </button>
      {cardOf(isUp ? during : null)}
    </>
  );
}
const ready = () => screen.findByRole('button', { name: 'They said' });

describe('what they said in a call', () => {
  it('takes one key and Enter for a spoken wish, which is never the written notice', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}C{/Shift}');
    await screen.findByRole('dialog');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:report')).toHaveLength(1));
    expect(bridge.requestsTo('consumer-facts:report')[0]).toMatchObject({
      accountId,
      body: { told: { kind: 'leave-me-alone' }, received_by: 'voice', call_id: call.callId },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is a cease notice in writing, with the way it came', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}C{/Shift}');
    await user.click(await screen.findByText('In writing'));
    await user.selectOptions(screen.getByLabelText('How it reached us'), 'email');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body).toMatchObject({
        told: { kind: 'cease-notice' },
        received_by: 'email',
        call_id: null,
      }),
    );
  });

  it('asks the name and number of the attorney, and takes no number that is none', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}L{/Shift}');
    await user.type(await screen.findByLabelText(/Name of the attorney/), 'Dana Cole');
    await user.type(screen.getByLabelText('Phone, if given'), '12');
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('Phone, if given'), '{Backspace}{Backspace}(212) 555-0188{Enter}');
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body.told).toMatchObject({
        kind: 'attorney',
        value: { name: 'Dana Cole', phone_number: '+12125550188' },
      }),
    );
  });

  it('means the number of the call when it is wrong', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}W{/Shift}');
    await screen.findByRole('dialog');
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body.phone_number).toBe(call.phoneNumber),
    );
  });

  it('is consent to emails at the address that they name, or to texts at the number of the call, and its end', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}Y{/Shift}');
    await user.type(await screen.findByLabelText(/Email address/), 'alex@example.com{Enter}');
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body).toMatchObject({
        told: { kind: 'consent', value: { medium: 'email', given_to: 'collector' } },
        address: 'alex@example.com',
        phone_number: null,
        received_by: 'voice',
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('{Shift>}N{/Shift}');
    await user.click(await screen.findByText('Texts'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[1]?.body).toMatchObject({
        told: { kind: 'consent-revoked', value: { medium: 'sms' } },
        phone_number: call.phoneNumber,
      }),
    );
  });

  it('is where they are now; the clock is asked only where a state keeps several', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}I{/Shift}');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.selectOptions(dialog.getByLabelText(/^They are now in/), 'Hawaii');
    expect(dialog.queryByLabelText('What their clock shows')).toBeNull();
    await user.selectOptions(dialog.getByLabelText(/^They are now in/), 'Nevada');
    await user.selectOptions(dialog.getByLabelText('What their clock shows'), 'America/Los_Angeles');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body).toMatchObject({
        told: { kind: 'location-stated', value: { state: 'NV', zone: 'America/Los_Angeles' } },
        received_by: 'voice',
      }),
    );
  });

  it('is that we may call again, until one of seven days', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}U{/Shift}');
    const days = await screen.findByLabelText(/^Until the end of/);
    expect(within(days).getAllByRole('option')).toHaveLength(8);
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    const last = within(days).getAllByRole<HTMLOptionElement>('option').at(-1)?.value ?? '';
    await user.selectOptions(days, last);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body).toMatchObject({
        told: { kind: 'calls-agreed', value: { until_on: last } },
        received_by: 'voice',
        call_id: call.callId,
      }),
    );
    expect(agreedDays('2026-11-24T03:00:00.000Z', ['America/New_York', 'America/Los_Angeles'])).toEqual(
      ['23', '24', '25', '26', '27', '28', '29'].map((day) => `2026-11-${day}`),
    );
  });

  it('abroad needs a time zone', () => {
    const heard = { callId: null, nowIso: '2026-11-23T17:00:00.000Z', attorneyNumber: null, zones: [] };
    expect(factOf('location', { ...noAnswers, state: ABROAD }, heard)).toBeNull();
    expect(factOf('location', { ...noAnswers, state: ABROAD, zone: 'Asia/Tokyo' }, heard)?.told).toEqual({
      kind: 'location-stated',
      value: { state: null, zone: 'Asia/Tokyo' },
    });
  });

  it('is military service, never as looked up', async () => {
    const { user, bridge } = open();
    await ready();
    await user.keyboard('{Shift>}M{/Shift}');
    await user.click(await screen.findByLabelText(/cap of 6 percent/));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:report')[0]?.body.told).toMatchObject({
        kind: 'servicemember',
        value: { is_active: true, checked_on: null, has_certificate: false, asked_for_interest_cap: true },
      }),
    );
  });

  it('stays open and says why when it cannot be saved', async () => {
    const { user, bridge } = open();
    await ready();
    bridge.answer('consumer-facts:report', () => failed(createProblem('local/save-failed')));
    await user.keyboard('{Shift>}O{/Shift}');
    await screen.findByRole('dialog');
    await user.keyboard('{Enter}');
    expect(await within(screen.getByRole('dialog')).findByRole('alert')).toBeTruthy();
  });

  it('is about the person of the call, by name, while the account of another is open', async () => {
    const [, other] = fakeQueue(2);
    if (!other) throw new Error('The fake queue has one row');
    const { user, bridge } = open({}, { call: { ...call, accountId: other.account_id, name: null } });
    await user.click(await screen.findByRole('button', { name: `${other.consumer_name} said` }));
    await user.keyboard('{Escape}{Shift>}Z{/Shift}');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(other.consumer_name, { selector: '.told-whom strong' })).toBeTruthy();
    expect(dialog.getByText(`Not about ${head.consumer_name}`)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:report')).toHaveLength(1));
    expect(bridge.requestsTo('consumer-facts:report')[0]).toMatchObject({
      accountId: other.account_id,
      body: { told: { kind: 'deceased' }, call_id: call.callId },
    });
  });

  it('is about the person of the call when it is a dispute, too', async () => {
    const [, other] = fakeQueue(2);
    if (!other) throw new Error('The fake queue has one row');
    const { user, bridge } = open({}, { call: { ...call, accountId: other.account_id, name: null } });
    await screen.findByRole('button', { name: new RegExp(`^${other.consumer_name} disputes it`) });
    await user.keyboard('f');
    const dialog = within(await screen.findByRole('dialog', { name: `${other.consumer_name} disputes a debt` }));
    await user.click(dialog.getByRole('button', { name: 'Take it in' }));
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:file')).toMatchObject([
        { debt_id: fakeAccount(other.account_id).debts[0]?.id, call_id: call.callId },
      ]),
    );
    expect(screen.queryByText('Dispute taken in'), 'on the card of somebody else').toBeNull();
  });

  it('says so when the account of the call cannot be read, and takes in no dispute on the open one', async () => {
    const [, other] = fakeQueue(2);
    if (!other) throw new Error('The fake queue has one row');
    const { user, bridge } = renderWindow(
      <CardOfCall call={{ ...call, accountId: other.account_id, name: other.consumer_name }} beginsUp={false} />,
    );
    await ready();
    let canRead = false;
    bridge.answer('accounts:get', (wanted) =>
      wanted === other.account_id && !canRead
        ? failed(createProblem('network/offline'))
        : { account: fakeAccount(wanted), asOf: new Date().toISOString(), isStale: false },
    );
    fireEvent.click(screen.getByText('The call begins'));
    expect(await screen.findByText(/^The account of the call cannot be read/)).toBeTruthy();
    await user.keyboard('f');
    expect(screen.queryByRole('dialog')).toBeNull();
    canRead = true;
    await user.click(screen.getByRole('button', { name: 'Read it again' }));
    expect(await screen.findByRole('button', { name: new RegExp(`^${other.consumer_name} disputes it`) })).toBeTruthy();
  });

  it('stays about whom a dispute was begun for when that call is over', async () => {
    const [, other] = fakeQueue(2);
    if (!other) throw new Error('The fake queue has one row');
    const ofOther = { ...call, accountId: other.account_id, name: null };
    const { user, bridge } = renderWindow(<CardOfCall call={ofOther} />);
    await screen.findByRole('button', { name: new RegExp(`^${other.consumer_name} disputes it`) });
    await user.keyboard('f');
    await user.type(await screen.findByLabelText('What they said'), 'Not mine');
    fireEvent.click(screen.getByText('The call is over'));
    const dialog = within(screen.getByRole('dialog', { name: `${other.consumer_name} disputes a debt` }));
    await user.click(dialog.getByRole('button', { name: 'Take it in' }));
    await waitFor(() =>
      expect(bridge.requestsTo('disputes:file')).toMatchObject([
        { debt_id: fakeAccount(other.account_id).debts[0]?.id, statement: 'Not mine', call_id: call.callId },
      ]),
    );
  });

  it('of a caller nobody knows is recorded only once the agent answers for who that is', async () => {
    const { user, bridge } = open({}, { call: { ...call, accountId: null, name: null } });
    await ready();
    await user.keyboard('{Shift>}C{/Shift}');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('No account is known for (212) 555-0111')).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await user.keyboard('{Enter}');
    await user.click(dialog.getByLabelText(`I have verified that this call is about ${head.consumer_name}`));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:report')).toHaveLength(1));
    expect(bridge.requestsTo('consumer-facts:report')[0]).toMatchObject({
      accountId,
      body: { call_id: call.callId },
    });
  });

  it('asks how it reached us when no call is up', async () => {
    const { user } = open({}, { call: null });
    await ready();
    await user.keyboard('{Shift>}B{/Shift}');
    expect(await screen.findByLabelText('How it reached us')).toBeTruthy();
  });
});

it('takes consent that came on paper from nobody here: compliance reads and records it', async () => {
  const { user } = open({}, { call: null });
  await ready();
  await user.keyboard('{Shift>}Y{/Shift}');
  const routes = within(await screen.findByLabelText('How it reached us'));
  expect(routes.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['By telephone', 'On voicemail']);
});

describe('the list on the card', () => {
  it('shows each with date and source, what was taken back struck through, and nothing to take back to an agent', async () => {
    open();
    const standing = await screen.findByText('Place not to call');
    expect(standing.closest('li')?.textContent).toMatch(/work.*by telephone, recorded by Sam Rivera/);
    const gone = screen.getByText('Bankruptcy').closest('li');
    expect(gone?.textContent).toMatch(/Taken back .* by Jordan Avery: The case is that of another person/);
    expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull();
  });

  it('lets compliance take back what stands, with a reason', async () => {
    const { user, bridge } = open({ role: 'compliance' });
    await user.click(await screen.findByRole('button', { name: 'Take back' }));
    await user.type(await screen.findByLabelText('Why it does not hold'), 'They meant last year{Enter}');
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(bridge.requestsTo('consumer-facts:take-back')[0]).toMatchObject({ reason: 'They meant last year' }),
    );
  });

  it('is asked again when the server has what was saved here, also without a live feed', async () => {
    const { bridge } = open();
    await screen.findByText('Place not to call');
    const before = bridge.requestsTo('consumer-facts:list').length;
    const item = { id: fakeId(61_003), callId: null, kind: 'consumer-fact', at: '2026-11-23T17:00:00.000Z' };
    act(() => bridge.emit('outbox:item-changed', { ...item, state: 'synced' }));
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:list').length).toBeGreaterThan(before));
  });

  it('is asked again when the server says that the account changed', async () => {
    const { bridge } = open();
    await screen.findByText('Place not to call');
    const before = bridge.requestsTo('consumer-facts:list').length;
    act(() => bridge.emit('live:event', { type: 'account-changed', account_id: accountId }));
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:list').length).toBeGreaterThan(before));
  });
});

describe('the facts', () => {
  const heard = { callId: fakeId(1), nowIso: '2026-11-23T17:00:00.000Z', attorneyNumber: null, zones: [] };

  it('are all such as the server takes', () => {
    const times = { from: '09:00', until: '12:30', state: 'NV', day: '2026-11-25' };
    const answers = { ...noAnswers, ...times, phoneNumber: '+12125550111', email: 'alex@example.com' };
    for (const saying of sayings) expect(factBodySchema.parse(factOf(saying, answers, heard))).toBeTruthy();
  });

  it('are none while something is missing', () => {
    expect(factOf('times', noAnswers, heard)).toBeNull();
    expect(factOf('times', { ...noAnswers, from: '09:00', until: '09:00' }, heard)).toBeNull();
    expect(factOf('wrong-number', noAnswers, heard)).toBeNull();
    expect(factOf('location', noAnswers, heard)).toBeNull();
    for (const saying of ['consent', 'revoked'] as const) {
      expect(factOf(saying, { ...noAnswers, email: 'alex@' }, heard)).toBeNull();
      expect(factOf(saying, { ...noAnswers, medium: 'sms' }, heard)).toBeNull();
    }
    expect(minuteOf('24:00')).toBeNull();
    expect(minuteOf('12:30')).toBe(750);
  });

  it('end with their last day: what bars where that is over last, what opens where it is over first', () => {
    const zones = ['America/Los_Angeles', 'America/New_York'];
    const times = { from: '22:00', until: '00:00', weekdays: [], lastDay: '2026-12-31' };
    const valueOf = (preference: 'not-then' | 'only-then') => preferenceOf(preference, times, zones)?.value;
    expect(valueOf('not-then')).toMatchObject({ until_minute: 1440, expires_at: '2027-01-01T08:00:00.000Z' });
    expect(valueOf('only-then')).toMatchObject({ from_minute: 1320, expires_at: '2027-01-01T05:00:00.000Z' });
  });
});
