import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { App } from '../../app/App.tsx';
import { ago, fakeCall, fakeId } from '../../testing/fake-data.ts';
import { fakeLocation } from '../../testing/fake-telephony.ts';
import { renderWindow } from '../../testing/render.tsx';
import { createAlarm } from './alarm-sound.ts';
import { emergencyNumberIn, readLocation } from './emergency.model.ts';

const noah: LiveEvent = {
  type: 'emergency',
  emergency: {
    id: fakeId(1),
    agent_id: fakeId(102),
    agent_name: 'Noor Haddad',
    number: '911',
    at: ago(0),
    location: fakeLocation.location,
    location_confirmed_at: ago(60),
  },
};
const unconfirmed = { state: 'unconfirmed', confirmed: null, reason: null } as const;

describe('an emergency number', () => {
  it.each([
    ['911', '911'],
    [' 9-1-1 ', '911'],
    ['933', '933'],
    ['9110', null],
    ['1911', null],
    ['tel:911', null],
    ['', null],
  ])('in %j is %j', (text, number) => expect(emergencyNumberIn(text)).toBe(number));
});

describe('an emergency call', () => {
  it('is placed from the dial field at once, whatever the phone, the law or the location say', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, {
      verdict: 'block',
      server: 'offline',
      emergency: unconfirmed,
      registration: { state: 'failed', reason: 'no answer' },
      audio: { microphone: 'missing' },
    });
    await user.type(await screen.findByLabelText('Phone number'), '911');
    expect(screen.getByRole('button', { name: /^Call 911/ })).toHaveProperty('disabled', false);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial-emergency')[0]?.number).toBe('911'));
    expect(bridge.requestsTo('compliance:evaluate-pre-dial')).toEqual([]);
    expect(bridge.requestsTo('calls:dial')).toEqual([]);
    expect(await screen.findByText('Emergency call 911')).toBeTruthy();
  });

  it('is placed by Ctrl+Enter, from the palette, and while transferring', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { calls: [] });
    await user.type(await screen.findByLabelText('Phone number'), '933');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial-emergency')).toHaveLength(1));
    act(() => bridge.showCalls([fakeCall()]));
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByPlaceholderText(/Find an account/), '911');
    await user.click(await screen.findByText('Call 911 now'));
    await waitFor(() => expect(bridge.requestsTo('calls:dial-emergency')).toHaveLength(2));
    act(() => bridge.showCalls([fakeCall()]));
    await user.click(await screen.findByRole('button', { name: 'Transfer' }));
    await user.type(await screen.findByRole('combobox', { name: /^Transfer/ }), '911');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(bridge.requestsTo('calls:dial-emergency')).toHaveLength(3));
  });

  it('that fails says to take any other phone', async () => {
    const { user } = renderWindow(<App home="agent" />, {
      failing: { 'calls:dial-emergency': 'phone/not-registered' },
    });
    await user.type(await screen.findByLabelText('Phone number'), '911{Enter}');
    expect(await screen.findByText('Do not wait: call 911 from any other phone.')).toBeTruthy();
  });
});

describe('the location for 911', () => {
  it('is asked for without standing in the way, and confirmed by one press where it is known', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, {
      emergency: { ...unconfirmed, confirmed: fakeLocation, reason: 'The network is another.' },
    });
    expect(await screen.findByText(/Still at 120 Pearl St/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Still here' }));
    await waitFor(() => expect(bridge.requestsTo('emergency:confirm-location')).toEqual([fakeLocation.location]));
    await waitFor(() => expect(screen.queryByText(/Still at/)).toBeNull());
  });

  it('is typed in a form that says what is wrong with each field', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { emergency: unconfirmed });
    await user.click(await screen.findByRole('button', { name: 'Enter the address' }));
    await user.type(await screen.findByLabelText('Street'), '120 Pearl St');
    await user.type(screen.getByLabelText('ZIP code'), '1000{Enter}');
    expect(await screen.findByText('Five digits, or nine with a hyphen.')).toBeTruthy();
    expect(screen.queryByText('House number and street.')).toBeNull();
    expect(bridge.requestsTo('emergency:confirm-location')).toEqual([]);
  });

  it('asks again when the network has changed after it was put off', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { emergency: unconfirmed });
    await user.click(await screen.findByRole('button', { name: 'Later' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Enter the address' })).toBeNull());
    act(() => bridge.emit('emergency:changed', { ...unconfirmed, reason: 'The network is another.' }));
    expect(await screen.findByRole('button', { name: 'Enter the address' })).toBeTruthy();
  });

  it('reads a whole address and keeps what finds a person inside', () => {
    expect(readLocation({ ...fakeLocation.location })).toEqual({ location: fakeLocation.location });
    expect(readLocation({ ...fakeLocation.location, state: 'New York' })).toEqual({
      wrong: { state: 'Choose the state.' },
    });
  });
});

describe('the floor', () => {
  it('is told who, where and when, above everything, until somebody takes care of it', async () => {
    const { user, bridge } = renderWindow(<App home="supervisor" />, { role: 'supervisor', window: 'supervisor' });
    await screen.findByRole('group', { name: 'List of agents' });
    act(() => bridge.emit('live:event', noah));
    act(() => bridge.emit('live:event', noah));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Noor Haddad called 911');
    expect(alert.textContent).toContain('120 Pearl St, Floor 7, desk 12, New York, NY 10005');
    expect(screen.getAllByText(/called 911/, { ignore: '.visually-hidden' })).toHaveLength(1);
    expect(screen.getByTestId('assertive').textContent).toContain('Emergency: Noor Haddad called 911');
    expect(document.title).toContain('911');
    await user.click(screen.getByRole('button', { name: 'I take care of it' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.title).not.toContain('911');
  });

  it('says when nobody knows where', async () => {
    const { bridge } = renderWindow(<App home="supervisor" />, { role: 'supervisor', window: 'supervisor' });
    await screen.findByRole('group', { name: 'List of agents' });
    act(() => bridge.emit('live:event', { ...noah, emergency: { ...noah.emergency, location: null } }));
    expect(await screen.findByText('No location was confirmed: go and find Noor Haddad')).toBeTruthy();
  });

  it('hears it: the alarm is a playable WAV', async () => {
    const bytes = new DataView(await createAlarm().arrayBuffer());
    const text = (at: number): string =>
      String.fromCharCode(...[0, 1, 2, 3].map((index) => bytes.getUint8(at + index)));
    expect([text(0), text(8), text(36)]).toEqual(['RIFF', 'WAVE', 'data']);
    expect(bytes.getUint32(4, true)).toBe(bytes.byteLength - 8);
    const samples = Array.from({ length: 4000 }, (_, index) => Math.abs(bytes.getInt16(44 + index * 2, true)));
    expect(Math.max(...samples)).toBeGreaterThan(12_000);
  });
});
