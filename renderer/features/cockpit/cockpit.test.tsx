import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { ago, fakeAccount, fakeCall, fakeId, fakeQueue, numberOf } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CallBar, useSavedNews } from '../calls/index.ts';
import { CockpitPage } from './CockpitPage.tsx';
import { openAccount } from './cockpit-store.ts';

const ended = fakeCall({ state: 'ended', endedAt: ago(0.2), endReason: 'They hung up' });
const [head] = fakeQueue(1);
if (!head) throw new Error('The fake queue is empty');

function Desk() {
  useSavedNews();
  return (
    <>
      <CallBar onCallBack={null} />
      <CockpitPage />
    </>
  );
}
const code = (name: string) => screen.getByRole('button', { name });
const buttonsOfNumbers = () => screen.getAllByRole<HTMLButtonElement>('button', { name: /^Call \(/ });
type User = ReturnType<typeof renderWindow>['user'];
const enabledNumber = async () =>
  waitFor(() => {
    const found = buttonsOfNumbers().find(({ disabled }) => !disabled);
    if (!found) throw new Error('No number can be pressed');
    return found;
  });
const dialButton = () => screen.getByRole('button', { name: /^Call( Ctrl Enter)?$|^CallCtrlEnter$/ });

describe('the work queue', () => {
  it('is walked by keyboard, and Enter opens the account with its verdict', async () => {
    const { user } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('jjk{Enter}');
    expect(await screen.findByRole('heading', { name: head.consumer_name })).toBeTruthy();
    expect(await screen.findByText('You may call')).toBeTruthy();
    expect(screen.getByText('3 of 7 calls counted in 7 days')).toBeTruthy();
  });

  it('offers the number again when the open account is opened once more', async () => {
    const { user } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByRole('heading', { name: head.consumer_name });
    await waitFor(() => expect(dialButton()).toHaveProperty('disabled', false));
    act(() => openAccount(head.account_id));
    await waitFor(() => expect(dialButton()).toHaveProperty('disabled', false));
    expect(screen.getByRole('textbox', { name: 'Phone number' })).not.toHaveProperty('value', '');
  });

  it('opens the next callable account by its key and by the global hotkey', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByRole('heading', { name: head.consumer_name });
    act(() => bridge.emit('hotkeys:pressed', 'next-account'));
    expect(await screen.findByRole('heading', { name: 'Danielle Okafor' })).toBeTruthy();
  });

  it('is pulled again when the server says that it changed', async () => {
    const { bridge } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    act(() => bridge.emit('live:event', { type: 'queue-changed' }));
    await waitFor(() => expect(bridge.requestsTo('accounts:get-queue').length).toBeGreaterThan(1));
  });

  it('says that it is old while the server is away', async () => {
    renderWindow(<Desk />, { server: 'offline' });
    expect(await screen.findByText(/Offline, as of/)).toBeTruthy();
  });
});

describe('what they said', () => {
  const other = fakeQueue(2)[1]?.account_id ?? '';
  const colleague = fakeCall({ callId: fakeId(40_777), kind: 'colleague', accountId: null, remoteName: 'Sam Ellison' });

  it.each([
    { name: 'a call', calls: [fakeCall()] },
    { name: 'its wrap-up', calls: [ended] },
    { name: 'a consultation', calls: [fakeCall({ state: 'held', isHeld: true }), { ...colleague }] },
  ])('in $name is about the person of the call, whichever account is open', async ({ calls }) => {
    const { user, bridge } = renderWindow(<Desk />, { calls });
    await screen.findByRole('button', { name: 'They said' });
    act(() => openAccount(other));
    await screen.findByRole('button', { name: `${head.consumer_name} said` });
    await user.keyboard('{Shift>}Z{/Shift}');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bridge.requestsTo('consumer-facts:report')).toHaveLength(1));
    expect(bridge.requestsTo('consumer-facts:report')[0]).toMatchObject({
      accountId: head.account_id,
      body: { call_id: calls[0]?.callId },
    });
  });
});

describe('the verdict', () => {
  it('says why not, by which law, and when it will be lawful', async () => {
    const { user, bridge } = renderWindow(<Desk />, { verdict: 'defer' });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    expect(await screen.findByText('Not now', { selector: '.verdict-word' })).toBeTruthy();
    const panel = screen.getByText('Calling hours').closest('li');
    expect(panel?.textContent).toContain('Law');
    expect(panel?.textContent).toContain('12 CFR 1006.6(b)(1)(i)');
    expect(screen.getByText(/Lawful again/).textContent).toContain('HST');
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it.each([
    ['the button', async (user: User) => user.click(dialButton())],
    ['its key', async (user: User) => user.keyboard('{Control>}{Enter}{/Control}')],
    ['Enter in the field', async (user: User) => user.type(screen.getByLabelText('Phone number'), '{Enter}')],
    ['the button of the number', async (user: User) => user.click(await enabledNumber())],
  ])('has a refusal put on record by %s, once, with its receipt', async (_way, press) => {
    const { user, bridge } = renderWindow(<Desk />, { verdict: 'defer' });
    const stored = { ...fakeDecision('defer'), id: fakeId(77) };
    bridge.answer('calls:dial', () => failed(createProblem('compliance/blocked', { detail: stored })));
    await screen.findAllByRole('option');
    await user.keyboard('n');
    expect(await screen.findByText(/^Refused. Press Call to put that on record/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Receipt' })).toBeNull();
    await press(user);
    expect(await screen.findByText('Refused, and that is on record: its receipt is below.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Receipt' })).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.requestsTo('calls:dial')).toHaveLength(1);
  });

  it('asks for no refusal while the phone could not call anyway', async () => {
    const { user, bridge } = renderWindow(<Desk />, { verdict: 'defer', registration: { state: 'failed' } });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByText('Not now', { selector: '.verdict-word' });
    expect(dialButton()).toHaveProperty('disabled', true);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it('marks the organization’s own policy as such', async () => {
    const { user } = renderWindow(<Desk />, { verdict: 'review' });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    const reason = await screen.findByText('Lawyer mentioned');
    expect(reason.textContent).toContain('Your policy');
    expect(reason.textContent).not.toContain('Law ');
  });

  it('calls nobody without a verdict', async () => {
    const { user } = renderWindow(<Desk />, { server: 'offline' });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    expect(await screen.findByText(/There is no verdict/)).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
  });

  it('is no verdict any more when asking again fails', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByText('You may call');
    expect(buttonsOfNumbers().some(({ disabled }) => !disabled)).toBe(true);
    bridge.answer('compliance:evaluate-pre-dial', () => failed(createProblem('network/offline')));
    act(() => bridge.emit('live:event', { type: 'queue-changed' }));
    expect(await screen.findByText(/There is no verdict/)).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
    expect(buttonsOfNumbers().every(({ disabled }) => disabled)).toBe(true);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it('says in plain words who must complete the setup before anybody dials', async () => {
    const { user } = renderWindow(<Desk />, { failing: { 'compliance:evaluate-pre-dial': 'onboarding/incomplete' } });
    await screen.findAllByRole('option');
    await user.keyboard('n');
    expect(await screen.findByText(/Your organization may not dial yet/)).toBeTruthy();
    expect(screen.getByText(/A compliance officer, administrator or owner completes it/)).toBeTruthy();
    expect(screen.queryByText(/There is no verdict/)).toBeNull();
    expect(dialButton()).toHaveProperty('disabled', true);
  });

  it('shows the reasons of a refusal that the server stored', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    bridge.answer('calls:dial', () =>
      failed(createProblem('compliance/blocked', { detail: { ...fakeDecision('block'), id: fakeId(78) } })),
    );
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await screen.findByText('You may call');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Cease communication')).toBeTruthy();
    expect(dialButton()).toHaveProperty('disabled', true);
  });
});

describe('dialing', () => {
  it('formats a pasted number, shows its verdict and dials it with the moment of the click', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    const field = screen.getByLabelText('Phone number');
    await user.click(field);
    await user.paste('tel:2125550123'.slice(4));
    expect(field).toHaveProperty('value', '(212) 555-0123');
    await screen.findByText('You may call');
    await user.click(dialButton());
    await waitFor(() => expect(bridge.requestsTo('calls:dial')).toHaveLength(1));
    const [sent] = bridge.requestsTo('calls:dial');
    expect(sent?.phoneNumber).toBe('+12125550123');
    expect(sent?.accountId).toBeNull();
    expect(sent?.clickedAtMs).toBeGreaterThan(0);
  });

  it('calls the attorney as the attorney, on the account', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    const account = fakeAccount(head.account_id);
    const [phone] = account.consumer.phone_numbers;
    if (!phone) throw new Error('No number on file');
    const attorney = { ...phone, phone_number: '+12125550177', name: 'Robin Chase' };
    const consumer = { ...account.consumer, attorneys: [attorney] };
    bridge.answer('accounts:get', () => ({ account: { ...account, consumer }, asOf: ago(0), isStale: false }));
    await screen.findAllByRole('option');
    await user.keyboard('n');
    const call = await screen.findByRole('button', { name: 'Call (212) 555-0177, Attorney: Robin Chase' });
    await waitFor(() => expect(call).toHaveProperty('disabled', false));
    await user.click(call);
    await waitFor(() =>
      expect(bridge.requestsTo('calls:dial')).toMatchObject([
        {
          phoneNumber: '+12125550177',
          accountId: head.account_id,
          remoteName: `Robin Chase for ${consumer.full_name}`,
        },
      ]),
    );
  });

  it('says that a number is on the do-not-call list, and offers only to have that on record', async () => {
    const { user, bridge } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('n');
    const blocked = await screen.findByRole('button', { name: `Call (212) 555-0120, Work` });
    await waitFor(() => expect(within(blocked.closest('li') ?? blocked).getByText('Do not call')).toBeTruthy());
    expect(numberOf(10)).toBe('+12125550120');
    expect(blocked.title).toMatch(/^Refused/);
    const stored = { ...fakeDecision('block'), id: fakeId(79) };
    bridge.answer('calls:dial', () => failed(createProblem('compliance/blocked', { detail: stored })));
    await user.click(blocked);
    await waitFor(() => expect(blocked).toHaveProperty('disabled', true));
    expect(bridge.requestsTo('calls:dial')).toHaveLength(1);
  });

  it('asks nobody for a number that was barred here a moment ago: the server may not know yet, and would allow it', async () => {
    const { user } = renderWindow(<Desk />);
    await screen.findAllByRole('option');
    await user.keyboard('n');
    const open = await enabledNumber();
    const number = /\(\d{3}\) \d{3}-\d{4}/.exec(open.getAttribute('aria-label') ?? '')?.[0] ?? '';
    await user.click(screen.getByRole('button', { name: `Do not call ${number} any more` }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Do not call' }));
    await waitFor(() => expect(open).toHaveProperty('disabled', true));
  });
});

describe('wrap-up', () => {
  it('takes the keys 1 to 9, but never while a person types', async () => {
    const { user, bridge } = renderWindow(<Desk />, { calls: [ended] });
    await screen.findByText('Ready to save.', { exact: false }).catch(() => undefined);
    await waitFor(() => code('Busy'));
    await user.keyboard('6');
    expect(code('Busy').getAttribute('aria-pressed')).toBe('true');
    await user.type(screen.getByLabelText('Notes'), 'Ext. 19, mute 3 n h m');
    expect(code('Busy').getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByLabelText('Notes')).toHaveProperty('value', 'Ext. 19, mute 3 n h m');
    expect(bridge.requestsTo('phone:command')).toEqual([]);
  });

  it('obeys the switch that turns single keys off', async () => {
    const { user, bridge } = renderWindow(<Desk />, { calls: [ended] });
    await waitFor(() => code('Busy'));
    const reply = await bridge.invoke('settings:set', { singleKeyShortcuts: false });
    expect(reply.ok).toBe(true);
    await act(async () => undefined);
    await user.keyboard('6');
    expect(code('Busy').getAttribute('aria-pressed')).toBe('false');
  });

  it('says Saved here only after main has answered, then Synced, and dismisses the call', async () => {
    const { user, bridge } = renderWindow(<Desk />, { calls: [ended] });
    await waitFor(() => code('No answer'));
    await user.keyboard('5');
    expect(screen.queryByText(/Saved here/)).toBeNull();
    await user.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText(/Saved here/)).toBeTruthy();
    expect(bridge.requestsTo('calls:save-disposition')[0]?.code).toBe('no-answer');
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'dismiss', callId: ended.callId }]);
    act(() =>
      bridge.emit('outbox:item-changed', {
        id: fakeId(60_001),
        callId: ended.callId,
        kind: 'disposition',
        state: 'synced',
        at: ago(0),
      }),
    );
    expect(await screen.findByText(/^Synced/)).toBeTruthy();
  });

  it('keeps the form and says so when it could not be saved', async () => {
    const { user } = renderWindow(<Desk />, {
      calls: [ended],
      failing: { 'calls:save-disposition': 'local/save-failed' },
    });
    await waitFor(() => code('No answer'));
    await user.keyboard('5');
    await user.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText('This could not be saved on this computer.')).toBeTruthy();
    expect(code('No answer').getAttribute('aria-pressed')).toBe('true');
    expect(screen.queryByText(/Saved here/)).toBeNull();
  });

  // Standard or daylight time, whenever this runs.
  it("agrees a callback in the zone of the call's own consumer, whichever account is open", async () => {
    const [, other] = fakeQueue(2);
    const { user } = renderWindow(<Desk />, { calls: [{ ...ended, accountId: head.account_id }] });
    await waitFor(() => code('Call back'));
    await user.click(code('Call back'));
    expect(await screen.findByText(/Call back at \(E[SD]T/)).toBeTruthy();
    await user.click((await screen.findAllByRole('option'))[1] ?? document.body);
    expect(await screen.findByRole('heading', { name: other?.consumer_name ?? '' })).toBeTruthy();
    expect(screen.queryByText(/Call back at \(C[SD]T/)).toBeNull();
    expect(screen.getByText(/Call back at \(E[SD]T/)).toBeTruthy();
  });

  it('cannot be saved while the call goes on', async () => {
    const { user, bridge } = renderWindow(<Desk />, { calls: [fakeCall()] });
    await waitFor(() => code('No answer'));
    await user.keyboard('5');
    await user.keyboard('{Control>}s{/Control}');
    expect(screen.getByText('You can save when the call has ended.')).toBeTruthy();
    expect(bridge.requestsTo('calls:save-disposition')).toEqual([]);
  });

  it('keeps the time at which a disclosure was ticked off', async () => {
    const { user, bridge } = renderWindow(<Desk />, { calls: [fakeCall()] });
    await user.click(await screen.findByLabelText('Ask for the right person first'));
    expect(await screen.findByText(/^Said /)).toBeTruthy();
    await waitFor(() => {
      const [draft] = bridge.requestsTo('calls:save-draft').slice(-1);
      expect(draft?.disclosures?.[0]?.code).toBe('right-party.confirm');
      expect(Date.parse(draft?.disclosures?.[0]?.at ?? '')).toBeGreaterThan(0);
    });
  });
});

describe('the call bar', () => {
  it('mutes, holds, sends tones and hangs up by keyboard', async () => {
    const call = fakeCall();
    const { user, bridge } = renderWindow(<Desk />, { calls: [call] });
    await screen.findByRole('button', { name: 'Mute' });
    await user.keyboard('m');
    expect(await screen.findByRole('button', { name: 'Unmute' })).toBeTruthy();
    await user.keyboard('h');
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeTruthy();
    await user.keyboard('h');
    await user.click(await screen.findByRole('button', { name: 'Keypad' }));
    await user.click(await screen.findByRole('button', { name: /^5/ }));
    await user.keyboard('7#');
    const { callId } = call;
    expect(bridge.requestsTo('phone:command').slice(3)).toEqual([
      { do: 'send-dtmf', callId, tones: '5' },
      { do: 'send-dtmf', callId, tones: '7' },
      { do: 'send-dtmf', callId, tones: '#' },
    ]);
    await user.keyboard('{Escape}');
    await user.keyboard('{Shift>}E{/Shift}');
    expect(await screen.findByText('You hung up')).toBeTruthy();
  });

  it('shows an incoming call with Answer and Decline', async () => {
    const ringing = fakeCall({ direction: 'inbound', state: 'incoming', answeredAt: null, quality: null });
    const { user, bridge } = renderWindow(<Desk />, { calls: [ringing] });
    await user.click(await screen.findByRole('button', { name: /Answer/ }));
    expect(bridge.requestsTo('phone:command')).toEqual([{ do: 'answer', callId: ringing.callId }]);
  });
});
