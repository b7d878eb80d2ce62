import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeCall } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CallBar } from './CallBar.tsx';
import { useCallClosings } from './use-dial.ts';

/** 8:30 PM in New York. */
const evening = { startedAt: '2026-11-24T01:30:00.000Z', answeredAt: '2026-11-24T01:30:10.000Z' };
const showAt = (now: string, change: Parameters<typeof fakeCall>[0] = {}) => {
  vi.setSystemTime(new Date(now));
  return renderWindow(<CallBar onCallBack={null} />, {
    calls: [fakeCall({ remoteNumber: '+12125550110', ...evening, ...change })],
  });
};
afterEach(() => {
  vi.useRealTimers();
  useCallClosings.setState({ byCall: {} });
});

describe('a call into the evening', () => {
  it('is told to end five minutes before nine where the consumer is', async () => {
    showAt('2026-11-24T01:56:00.000Z');
    expect(await screen.findByText('It is 8:56 PM EST there: end the call by 9:00 PM.')).toBeTruthy();
  });

  it('is told to end by the hour that the decision named, not by nine', async () => {
    const closing = { zone: 'America/Chicago', endsAtMs: Date.parse('2026-11-24T01:45:00Z') };
    useCallClosings.setState({ byCall: { [fakeCall().callId]: closing } });
    showAt('2026-11-24T01:41:00.000Z');
    expect(await screen.findByText('It is 7:41 PM CST there: end the call by 7:45 PM.')).toBeTruthy();
  });

  it('is told to tell nothing new after nine', async () => {
    showAt('2026-11-24T02:03:00.000Z');
    expect(await screen.findByText(/past 9:00 PM: end the call, and tell nothing new/)).toBeTruthy();
  });

  it('is not told so earlier', async () => {
    showAt('2026-11-24T01:40:00.000Z');
    await screen.findByRole('region', { name: 'Calls' });
    // The ticking clock comes to the moment a second later.
    await waitFor(() => expect(screen.queryByText(/end the call/)).toBeNull());
  });

  it('is not told so when the consumer called', async () => {
    const { bridge } = showAt('2026-11-24T02:03:00.000Z');
    await screen.findByText(/past 9:00 PM/);
    act(() => bridge.showCalls([fakeCall({ ...evening, remoteNumber: '+12125550110', direction: 'inbound' })]));
    await waitFor(() => expect(screen.queryByText(/past 9:00 PM/)).toBeNull());
  });
});
