import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed } from '../../shared/contracts/core/result.ts';
import { rememberSaved } from '../features/calls/saved-store.ts';
import { ago, fakeCall, fakeId } from '../testing/fake-data.ts';
import { renderWindow } from '../testing/render.tsx';
import { App } from './App.tsx';

const rail = () => screen.findByRole('navigation', { name: 'Screens' });

describe('signing in', () => {
  it('says what is wrong, then shows the cockpit', async () => {
    const { user } = renderWindow(<App home="agent" />, { signIn: 'signed-out' });
    await user.type(await screen.findByLabelText('E-mail address'), 'agent@demo.example');
    await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('E-mail address or password is wrong.');
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'practice-makes-perfect{Enter}');
    expect(await rail()).toBeTruthy();
  });

  it('shows how long a lock-out lasts and does not ask again before', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { signIn: 'signed-out' });
    bridge.answer('auth:sign-in', () =>
      failed(createProblem('auth/locked-out', { retryAt: new Date(Date.now() + 90_000).toISOString() })),
    );
    await user.type(await screen.findByLabelText('E-mail address'), 'agent@demo.example');
    await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    const button = await screen.findByRole('button', { name: /^Wait 1:/ });
    expect(button).toHaveProperty('disabled', true);
    await user.type(screen.getByLabelText('Password'), '{Enter}');
    expect(bridge.requestsTo('auth:sign-in')).toHaveLength(1);
  });

  it('says why a session ended and, without a key store, that nothing is kept', async () => {
    const first = renderWindow(<App home="agent" />, { signIn: 'signed-out', endedBy: 'auth/session-ended' });
    expect(await screen.findByText('This session has ended.')).toBeTruthy();
    first.unmount();
    renderWindow(<App home="agent" />, { isRemembered: false });
    expect(await screen.findByText('You stay signed in until you close Deskline.')).toBeTruthy();
  });
});

describe('the next person at the same window', () => {
  it('finds no account, no number and no saved wrap-up of the one before', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    const before = await bridge.invoke('auth:get-state', null);
    if (!before.ok || before.value.state !== 'signed-in') throw new Error('Nobody is signed in');
    await screen.findAllByRole('option');
    await user.keyboard('n');
    await waitFor(() => expect(screen.getByLabelText('Phone number')).not.toHaveProperty('value', ''));
    act(() => rememberSaved({ id: fakeId(1), callId: fakeId(2), kind: 'disposition', state: 'synced', at: ago(1) }));
    const { value } = before;
    act(() => bridge.emit('auth:changed', { state: 'signed-out', reason: null }));
    await screen.findByLabelText('Password');
    act(() => bridge.emit('auth:changed', { ...value, me: { ...value.me, id: fakeId(77) } }));
    await screen.findAllByRole('option');
    expect(screen.getByLabelText('Phone number')).toHaveProperty('value', '');
    expect(screen.queryByText(/^Synced/, { ignore: '.visually-hidden' })).toBeNull();
  });
});

it('begins where their role begins, whatever screen the one before had open', async () => {
  window.location.hash = '/settings';
  const { bridge } = renderWindow(<App home="agent" />);
  const before = await bridge.invoke('auth:get-state', null);
  if (!before.ok || before.value.state !== 'signed-in') throw new Error('Nobody is signed in');
  const { value } = before;
  await rail();
  act(() => bridge.emit('auth:changed', { state: 'signed-out', reason: null }));
  await screen.findByLabelText('Password');
  act(() => bridge.emit('auth:changed', { ...value, me: { ...value.me, id: fakeId(78) } }));
  expect(await screen.findByLabelText('Phone number')).toBeTruthy();
});

describe('the shell', () => {
  it('shows each role its own screens, and says denied to a route beyond them', async () => {
    window.location.hash = '/audit';
    renderWindow(<App home="agent" />, { role: 'agent' });
    expect((await rail()).textContent).not.toContain('Audit');
    expect(await screen.findByText('Audit is not part of your role')).toBeTruthy();
  });

  it('opens the floor in its own window', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { role: 'supervisor' });
    await user.click(await screen.findByRole('button', { name: 'Floor' }));
    expect(bridge.requestsTo('app:open-window')).toEqual(['supervisor']);
  });

  it('finds a number in the palette and shows it in the dial pad, undialed', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    await rail();
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText(/Find an account/), '2125550123');
    await user.click(await screen.findByText('Show (212) 555-0123 in the dial pad'));
    await waitFor(() => expect(screen.getByLabelText('Phone number')).toHaveProperty('value', '(212) 555-0123'));
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it('asks from the palette what the consumer said, and only while an account is open', async () => {
    const { user } = renderWindow(<App home="agent" />);
    await screen.findAllByRole('option');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText(/Find an account/), 'they said');
    expect(screen.queryByText('They said: bankruptcy')).toBeNull();
    await user.keyboard('{Escape}');
    await user.keyboard('n');
    await screen.findByRole('button', { name: 'They said' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText(/Find an account/), 'they said');
    await user.click(await screen.findByText('They said: bankruptcy'));
    expect(await screen.findByLabelText('Case number, if given')).toBeTruthy();
  });

  it('takes a tel: link into the dial pad without dialing', async () => {
    const { bridge } = renderWindow(<App home="agent" />);
    await screen.findAllByRole('option');
    act(() => bridge.emit('app:number-received', { phoneNumber: 'tel:+12125550123' }));
    await waitFor(() => expect(screen.getByLabelText('Phone number')).toHaveProperty('value', '(212) 555-0123'));
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
  });

  it('lists all keys on ? and reads out what happens to a call', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    await rail();
    await user.keyboard('{Shift>}?{/Shift}');
    expect(await screen.findByText('Choose how the call ended')).toBeTruthy();
    await user.keyboard('{Escape}');
    act(() => bridge.showCalls([fakeCall({ isMuted: true })]));
    await waitFor(() => expect(screen.getByTestId('polite').textContent).toBe('In call, muted'));
  });
});

describe('the tray', () => {
  it('names the problem, lets the item be corrected and sends it again', async () => {
    window.location.hash = '/outbox';
    const { user, bridge } = renderWindow(<App home="agent" />, { outbox: { parked: 1 } });
    expect(await screen.findByText('Somebody changed this record before your change arrived.')).toBeTruthy();
    const notes = screen.getByLabelText('Notes');
    await user.clear(notes);
    await user.type(notes, 'corrected');
    await user.click(screen.getByRole('button', { name: /Replace the server's version 2/ }));
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(bridge.requestsTo('outbox:resend')).toHaveLength(1));
    expect(bridge.requestsTo('outbox:resend')[0]?.payload).toMatchObject({ notes: 'corrected', base_version: 2 });
    expect(await screen.findByText('Nothing needs your attention')).toBeTruthy();
  });
});

describe('a broken panel', () => {
  it('stays alone with its fault, shows what a report says, and can be tried again', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { breaksAccount: true });
    await user.click((await screen.findAllByRole('option'))[0] ?? document.body);
    expect(await screen.findByText('Account has failed')).toBeTruthy();
    expect(screen.getByRole('listbox')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Report this' }));
    await user.type(screen.getByLabelText(/What were you doing/), 'opened an account');
    expect(screen.getByLabelText('What is sent').textContent).toContain('opened an account');
    await user.click(screen.getByRole('button', { name: 'Send report' }));
    expect(await screen.findByText(/The report is kept here/)).toBeTruthy();
    expect(bridge.requestsTo('feedback:send')[0]).toMatchObject({ kind: 'panel-error', context: { panel: 'Account' } });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Account has failed')).toBeTruthy();
  });
});

describe('hotkeys', () => {
  it('are rebound by pressing keys, and a failed one says why', async () => {
    window.location.hash = '/settings';
    const { user, bridge } = renderWindow(<App home="agent" />);
    expect(await screen.findByText('Another program has taken these keys.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Change the keys for: Mute or unmute/ }));
    await user.keyboard('{Control>}{Alt>}u{/Alt}{/Control}');
    await waitFor(() =>
      expect(bridge.requestsTo('hotkeys:rebind')).toEqual([
        { action: 'toggle-mute', accelerator: 'CommandOrControl+Alt+U' },
      ]),
    );
    expect((await screen.findAllByText('Press it now to verify')).length).toBeGreaterThan(1);
  });
});
