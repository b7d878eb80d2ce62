import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { ago, fakeCall } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CallBar } from './CallBar.tsx';
import { resumesAtMs } from './recording.model.ts';

const call = fakeCall();
const { callId } = call;
const show = () => renderWindow(<CallBar onCallBack={null} />, { calls: [call] });

describe('recording', () => {
  it('is paused for a payment by key, and says paused only when the telephone system has confirmed it', async () => {
    const { user, bridge } = show();
    await screen.findByRole('button', { name: /^Recording/ });
    const { promise: answered, resolve: confirm } = Promise.withResolvers<undefined>();
    const { invoke } = bridge;
    bridge.invoke = async (channel, request) => {
      if (channel === 'calls:set-recording') await answered;
      return invoke(channel, request);
    };
    await user.keyboard('r');
    expect(await screen.findByRole('button', { name: /^Asking/ })).toBeTruthy();
    expect(screen.queryByText(/Recording paused/)).toBeNull();
    await act(async () => confirm(undefined));
    expect(await screen.findByRole('button', { name: /^Recording paused [12]:/ })).toBeTruthy();
    expect(bridge.requestsTo('calls:set-recording')).toEqual([{ callId, isPaused: true, reason: 'payment' }]);
  });

  it('stays recording, and says so, when the telephone system is silent', async () => {
    const { user, bridge } = show();
    await screen.findByRole('button', { name: /^Recording/ });
    bridge.answer('calls:set-recording', () => failed(createProblem('telephony/pbx-silent')));
    await user.click(screen.getByRole('button', { name: /^Recording/ }));
    await user.click(await screen.findByRole('button', { name: /Pause for payment/ }));
    expect(await screen.findByText('The telephone system did not confirm this.')).toBeTruthy();
    expect(screen.queryByText(/Recording paused/)).toBeNull();
  });

  it('is unknown, not off, when nobody can tell', async () => {
    const { bridge } = show();
    await screen.findByRole('button', { name: /^Recording/ });
    act(() => bridge.emit('calls:recording-changed', { callId, state: 'unknown', asOf: ago(-1), reason: null }));
    expect(await screen.findByRole('button', { name: /^Recording unknown/ })).toBeTruthy();
  });

  it('takes no older news for newer ones', async () => {
    const { bridge } = show();
    await screen.findByRole('button', { name: /^Recording/ });
    act(() => bridge.emit('calls:recording-changed', { callId, state: 'paused', asOf: ago(1), reason: 'agent' }));
    await screen.findByRole('button', { name: /^Recording paused/ });
    act(() => bridge.emit('calls:recording-changed', { callId, state: 'on', asOf: ago(2), reason: null }));
    await act(async () => undefined);
    expect(screen.getByRole('button', { name: /^Recording paused/ })).toBeTruthy();
  });

  it('takes a pause back by the reason it was made for', async () => {
    const { user, bridge } = show();
    await user.click(await screen.findByRole('button', { name: /^Recording/ }));
    await user.click(await screen.findByRole('button', { name: 'They object' }));
    await user.click(await screen.findByRole('button', { name: /Resume recording/ }));
    await waitFor(() =>
      expect(bridge.requestsTo('calls:set-recording')).toEqual([
        { callId, isPaused: true, reason: 'consumer-objects' },
        { callId, isPaused: false, reason: 'consumer-objects' },
      ]),
    );
  });

  it('knows when a payment pause ends by itself, and that others do not', () => {
    const paused = { callId, state: 'paused', asOf: ago(0), reason: 'payment' } as const;
    expect(resumesAtMs(paused)).toBe(Date.parse(ago(0)) + 120_000);
    expect(resumesAtMs({ ...paused, reason: 'consumer-objects' })).toBeNull();
    expect(resumesAtMs({ ...paused, state: 'unknown' })).toBeNull();
  });
});
