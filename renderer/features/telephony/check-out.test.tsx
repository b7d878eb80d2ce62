import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { App } from '../../app/App.tsx';
import { checkOutItems } from '../../../shared/domain/telephony/check-out.ts';
import { fakeCall } from '../../testing/fake-data.ts';
import { fakeCheckOut } from '../../testing/fake-telephony.ts';
import { renderWindow } from '../../testing/render.tsx';
import { isOfToday, rowsOf, summaryOf, worstOf } from './check-out.model.ts';

const passed = fakeCheckOut('passed');
const broken = fakeCheckOut('failed');
if (!passed || !broken) throw new Error('The fake check-out is empty');

describe('the check-out before the shift', () => {
  it('is offered at the first sign-in of a day and passed by the keyboard alone', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { checkOut: 'yesterday' });
    expect(await screen.findByText('Check your equipment before the shift.')).toBeTruthy();
    await user.keyboard('{Alt>}8{/Alt}');
    await screen.findByRole('heading', { name: /Check-out before the shift/ });
    await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    await waitFor(() => expect(bridge.requestsTo('telephony:run-check-out')).toHaveLength(1));
    expect(await screen.findByText(/^Looking…/)).toBeTruthy();
    const runId = '019ab5c0-0000-7000-8000-000000011d29';
    const started = { ...passed, runId, isDone: false, isSaved: false };
    act(() => bridge.emit('telephony:check-out-changed', { ...started, findings: passed.findings.slice(0, 2) }));
    expect(await screen.findByText(/hears you: loudest -19 dBFS/)).toBeTruthy();
    expect(screen.getAllByText('To come')).toHaveLength(7);
    act(() => bridge.emit('telephony:check-out-changed', { ...passed, runId }));
    expect(await screen.findByText('Everything is ready for your shift', { selector: 'p' })).toBeTruthy();
    expect(screen.getAllByText('Passed')).toHaveLength(checkOutItems.length);
    await waitFor(() => expect(screen.queryByText('Check your equipment before the shift.')).toBeNull());
  });

  it('begins from the offer by one press', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />, { checkOut: 'none' });
    await user.click(await screen.findByRole('button', { name: /^Begin/ }));
    await screen.findByRole('heading', { name: /Check-out before the shift/ });
    expect(bridge.requestsTo('telephony:run-check-out')).toHaveLength(1);
  });

  it('is not offered twice a day, not in a call, and not after it was put off', async () => {
    const today = renderWindow(<App home="agent" />, { checkOut: 'passed' });
    await screen.findByRole('navigation', { name: 'Screens' });
    await act(async () => undefined);
    expect(screen.queryByText(/Check your equipment/)).toBeNull();
    today.unmount();
    const { user, bridge } = renderWindow(<App home="agent" />, { checkOut: 'none', calls: [fakeCall()] });
    await screen.findByRole('region', { name: 'Calls' });
    await act(async () => undefined);
    expect(screen.queryByText(/Check your equipment/)).toBeNull();
    act(() => bridge.showCalls([]));
    await user.click(await screen.findByRole('button', { name: 'Not now' }));
    expect(screen.queryByText(/Check your equipment/)).toBeNull();
  });

  it('says what failed and where it is put right', async () => {
    window.location.hash = '/check-out';
    renderWindow(<App home="agent" />, { checkOut: 'failed' });
    expect(await screen.findByText('2 things do not work yet', { selector: 'p' })).toBeTruthy();
    expect(screen.getByText(/the loudest sound in 3 s was -91 dBFS/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Choose a microphone' })).toBeTruthy();
  });

  it('counts the heaviest finding of an item, and one that does not apply as none', () => {
    expect(worstOf([{ verdict: 'passed' }, { verdict: 'failed' }, { verdict: 'warning' }])).toBe('failed');
    expect(worstOf([])).toBeNull();
    expect(summaryOf([{ verdict: 'passed' }, { verdict: 'not-applicable' }]).tone).toBe('good');
    expect(summaryOf(broken.findings).text).toBe('2 things do not work yet');
    expect(
      rowsOf({ ...passed, isDone: false, findings: passed.findings.slice(0, 3) }).find((row) => row.isRunning)?.item,
    ).toBe('headset');
    expect(rowsOf(passed).some((row) => row.isRunning)).toBe(false);
  });

  it('is of today by this calendar, not within 24 hours', () => {
    const at = new Date(2026, 10, 23, 23, 50);
    expect(isOfToday({ ...passed, startedAt: at.toISOString() }, at.getTime() + 5 * 60_000)).toBe(true);
    expect(isOfToday({ ...passed, startedAt: at.toISOString() }, at.getTime() + 15 * 60_000)).toBe(false);
    expect(isOfToday(null, at.getTime())).toBe(false);
  });
});
