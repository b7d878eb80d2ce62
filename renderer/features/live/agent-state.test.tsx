import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { App } from '../../app/App.tsx';
import { ago, fakeCall, fakeId } from '../../testing/fake-data.ts';
import { fakeTimes } from '../../testing/fake-telephony.ts';
import { renderWindow } from '../../testing/render.tsx';
import { dayOf, formatSpan, partsOf } from './day.model.ts';

const open = async (window: ReturnType<typeof renderWindow>) => {
  await screen.findByRole('button', { name: /^(Available|On a call)/ });
  await window.user.keyboard('{Shift>}S{/Shift}');
  return screen.findByRole('dialog', { name: 'What you do now' });
};

describe('what one does now', () => {
  it('is chosen with its reason by two keys', async () => {
    const window = renderWindow(<App home="agent" />);
    await open(window);
    await window.user.keyboard('3');
    await waitFor(() =>
      expect(window.bridge.requestsTo('live:set-state')).toEqual([{ state: 'break', reason: 'lunch' }]),
    );
    expect(await screen.findByRole('button', { name: /^Lunch/ })).toBeTruthy();
  });

  it('is walked by arrows, and where the day went stands below', async () => {
    const window = renderWindow(<App home="agent" />);
    const dialog = await open(window);
    expect(
      await within(dialog).findByRole('img', { name: /On a call 2 h 0 min.*Outage, not yours 1 min/ }),
    ).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Available'));
    await window.user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() =>
      expect(window.bridge.requestsTo('live:set-state')).toEqual([{ state: 'break', reason: 'short-break' }]),
    );
  });

  it('is during a call what comes after it', async () => {
    const window = renderWindow(<App home="agent" />, { calls: [fakeCall()] });
    const dialog = await open(window);
    expect(within(dialog).getByText('After this call')).toBeTruthy();
    await window.user.keyboard('4');
    expect(await screen.findByRole('button', { name: /^On a call\s*then meeting/ })).toBeTruthy();
  });

  it('goes back to what it was when it could not be kept', async () => {
    const window = renderWindow(<App home="agent" />);
    window.bridge.answer('live:set-state', () => failed(createProblem('local/save-failed')));
    await open(window);
    await window.user.keyboard('3');
    await waitFor(() => expect(screen.getByTestId('assertive').textContent).toContain('could not be saved'));
    expect(screen.getByRole('button', { name: /^Available/ })).toBeTruthy();
  });

  it('follows the server, with the moment since when', async () => {
    const { bridge } = renderWindow(<App home="agent" />);
    await screen.findByRole('button', { name: /^Available/ });
    act(() =>
      bridge.emit('live:event', {
        type: 'agent',
        agent: {
          id: fakeId(1),
          full_name: 'Jordan Avery',
          state: 'break',
          reason: 'coaching',
          is_outage: false,
          since: ago(5),
          account_id: null,
          account_reference: null,
        },
      }),
    );
    expect(await screen.findByRole('button', { name: /^Coaching/ })).toBeTruthy();
  });
});

describe('queues', () => {
  it('are signed in to and out of, with who waits', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    await screen.findByRole('button', { name: /^2 queues/ });
    await user.keyboard('{Shift>}Q{/Shift}');
    const spanish = await screen.findByRole('switch', { name: 'Spanish line' });
    expect(spanish).toHaveProperty('checked', false);
    expect(screen.getAllByText('3 waiting').length).toBeGreaterThan(0);
    await user.click(spanish);
    await waitFor(() =>
      expect(bridge.requestsTo('telephony:set-queue')).toEqual([{ queueId: 'spanish', isSignedIn: true }]),
    );
    expect(await screen.findByRole('button', { name: /^3 queues/ })).toBeTruthy();
  });

  it('show what the telephone system answered, not what was pressed', async () => {
    const { user, bridge } = renderWindow(<App home="agent" />);
    bridge.answer('telephony:set-queue', () => failed(createProblem('telephony/pbx-silent')));
    await user.click(await screen.findByRole('button', { name: /^2 queues/ }));
    await user.click(await screen.findByRole('switch', { name: 'Spanish line' }));
    expect(await screen.findByText('The telephone system did not confirm this.')).toBeTruthy();
    expect(screen.getByRole('switch', { name: 'Spanish line' })).toHaveProperty('checked', false);
  });

  it('are not there where the telephone system has none', async () => {
    renderWindow(<App home="agent" />, { services: { hasQueues: false } });
    await screen.findByRole('button', { name: /^Available/ });
    expect(screen.queryByRole('button', { name: /queue/i })).toBeNull();
  });
});

describe('a day', () => {
  it('is drawn by shares of the whole, empty parts left out', () => {
    const [time] = fakeTimes(fakeId(1));
    const parts = partsOf(time ?? null);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(parts.map(({ category }) => category)).not.toContain('meeting');
    expect(partsOf(null)).toEqual([]);
  });

  it('is written in hours and minutes, and dated on this calendar', () => {
    expect([formatSpan(59), formatSpan(3599), formatSpan(3660)]).toEqual(['59 s', '59 min', '1 h 1 min']);
    expect(dayOf(new Date(2026, 0, 5, 0, 1).getTime())).toBe('2026-01-05');
  });
});
