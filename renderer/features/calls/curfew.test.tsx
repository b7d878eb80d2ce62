import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeCall } from '../../testing/fake-data.ts';
import { fakeDecision } from '../../testing/fake-decision.ts';
import type { Scenario } from '../../testing/fake-bridge.ts';
import { renderWindow } from '../../testing/render.tsx';
import { CallBar } from './CallBar.tsx';

/** 8:30 PM in New York. */
const evening = { startedAt: '2026-11-24T01:30:00.000Z', answeredAt: '2026-11-24T01:30:10.000Z' };
const showAt = (now: string, change: Parameters<typeof fakeCall>[0] = {}, scenario: Scenario = {}) => {
  vi.setSystemTime(new Date(now));
  const calls = [fakeCall({ remoteNumber: '+12125550110', ...evening, ...change })];
  return renderWindow(<CallBar onCallBack={null} />, { ...scenario, calls });
};
afterEach(() => {
  vi.useRealTimers();
});

describe('a call into the evening', () => {
  it('is told to end five minutes before nine where the consumer is', async () => {
    showAt('2026-11-24T01:56:00.000Z');
    expect(await screen.findByText('It is 8:56 PM EST there: end the call by 9:00 PM.')).toBeTruthy();
  });

  it('is told to end by the hour that the decision named, not by nine', async () => {
    const [first] = fakeDecision('allow').findings;
    const facts = { hours_end_at: '2026-11-24T01:45:00Z', hours_end_zone: 'America/Chicago' };
    const shorter = first ? [{ ...first, rule_id: 'S-1', facts }] : [];
    showAt('2026-11-24T01:41:00.000Z', {}, { callDecision: { ...fakeDecision('allow'), findings: shorter } });
    expect(await screen.findByText('It is 7:41 PM CST there: end the call by 7:45 PM.')).toBeTruthy();
  });

  it('is told the earliest end of every place the decision names, also after a reload, not that of its area code', async () => {
    const zones = ['America/New_York', 'America/Los_Angeles'].map((zone) => ({ zone, local_time: '', sources: [] }));
    // 8:30 PM in New York is 5:30 PM in Los Angeles, whose area code the number has.
    showAt(
      '2026-11-24T01:56:00.000Z',
      { remoteNumber: '+13105550110' },
      { callDecision: { ...fakeDecision('allow'), zones } },
    );
    expect(await screen.findByText('It is 8:56 PM EST there: end the call by 9:00 PM.')).toBeTruthy();
  });

  it('goes by the number while the server cannot be asked', async () => {
    showAt('2026-11-24T01:56:00.000Z', {}, { callDecision: null });
    expect(await screen.findByText('It is 8:56 PM EST there: end the call by 9:00 PM.')).toBeTruthy();
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
