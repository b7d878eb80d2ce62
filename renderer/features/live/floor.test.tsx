import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { App } from '../../app/App.tsx';
import type { Scenario } from '../../testing/fake-bridge.ts';
import { ago, fakeCall, fakeFloor, fakeId } from '../../testing/fake-data.ts';
import { renderWindow } from '../../testing/render.tsx';

const supervisor: Scenario = { role: 'supervisor', window: 'supervisor' };
const show = async (scenario: Scenario = {}) => {
  const window = renderWindow(<App home="supervisor" />, { ...supervisor, ...scenario });
  await screen.findByRole('group', { name: 'List of agents' });
  return window;
};
/** Sorted by state, then name: the first row is Bianca Moretti (104), the third Pablo Reyes (107), whose call rings. */
const bianca = fakeId(104);
const supervision = (agentId: string): Supervision => ({
  id: fakeId(900),
  agent_id: agentId,
  agent_name: 'Jordan Avery',
  supervisor_id: fakeId(90),
  supervisor_name: 'Anna Lee',
  mode: 'listen',
  started_at: ago(1),
});

describe('supervising from the floor', () => {
  it('begins by the keyboard alone, switches in the call by 1, 2, 3 and stops', async () => {
    const { user, bridge } = await show();
    await user.keyboard('jl');
    await waitFor(() =>
      expect(bridge.requestsTo('supervision:start')[0]).toMatchObject({ agentId: bianca, mode: 'listen' }),
    );
    expect(await screen.findByText('Nobody hears you.')).toBeTruthy();
    await user.keyboard('2');
    expect(await screen.findByText('Only the agent hears you.', { selector: 'span' })).toBeTruthy();
    await user.keyboard('3');
    expect(await screen.findByText('Both sides hear you.', { selector: 'span' })).toBeTruthy();
    await user.keyboard('3');
    expect(bridge.requestsTo('supervision:set-mode')).toEqual(['whisper', 'barge']);
    await user.click(screen.getByRole('button', { name: /^Stop/ }));
    await waitFor(() => expect(screen.queryByText('Both sides hear you.', { selector: 'span' })).toBeNull());
  });

  it('begins by one click in each mode', async () => {
    const { user, bridge } = await show();
    await user.click(screen.getByRole('button', { name: 'Whisper: Jordan Avery' }));
    await waitFor(() => expect(bridge.requestsTo('supervision:start')[0]?.mode).toBe('whisper'));
  });

  it('does nothing for a call that only rings or an agent who does not talk', async () => {
    const { user, bridge } = await show();
    await user.keyboard('jjjlwa');
    expect(screen.queryByRole('button', { name: 'Listen: Pablo Reyes' })).toBeNull();
    await user.keyboard('jjla');
    expect(bridge.requestsTo('supervision:start')).toEqual([]);
  });

  it('is shown with the reason, and off, where the telephone system does not offer it', async () => {
    const { user, bridge } = await show({ services: { canSupervise: false } });
    const [listen] = screen.getAllByRole('button', { name: 'The telephone system does not offer it' });
    expect(listen).toHaveProperty('disabled', true);
    await user.keyboard('jl');
    expect(bridge.requestsTo('supervision:start')).toEqual([]);
  });

  it('says why it was refused', async () => {
    const { user, bridge } = await show();
    bridge.answer('supervision:start', () => failed(createProblem('supervision/not-in-call')));
    await user.keyboard('jl');
    expect(await screen.findByText('This agent is not in a call.')).toBeTruthy();
  });

  it('ends a call in an emergency only with a reason', async () => {
    const { user, bridge } = await show();
    await user.keyboard('j{Shift>}X{/Shift}');
    const why = await screen.findByLabelText('Why');
    await user.type(why, 'no');
    expect(screen.getByRole('button', { name: 'End the call now' })).toHaveProperty('disabled', true);
    await user.type(why, ' consent to this');
    await user.click(screen.getByRole('button', { name: 'End the call now' }));
    await waitFor(() =>
      expect(bridge.requestsTo('supervision:hang-up-call')).toEqual([
        { callId: fakeId(204), reason: 'no consent to this' },
      ]),
    );
  });

  it('ends the supervised agent’s call from the bar', async () => {
    const { user, bridge } = await show();
    await user.click(screen.getByRole('button', { name: 'Listen: Sam Ellison' }));
    await user.click(await screen.findByRole('button', { name: 'End call of Sam Ellison' }));
    await user.type(await screen.findByLabelText('Why'), 'threatens the consumer{Tab}');
    await user.click(screen.getByRole('button', { name: 'End the call now' }));
    await waitFor(() => expect(bridge.requestsTo('supervision:hang-up-call')[0]?.callId).toBe(fakeId(201)));
  });

  it('shows who supervises whom, until it is over', async () => {
    const { bridge } = await show();
    act(() => bridge.emit('live:supervisions-changed', [supervision(fakeId(100))]));
    expect(await screen.findByText('Listen: Anna Lee')).toBeTruthy();
    act(() => bridge.emit('live:supervisions-changed', []));
    await waitFor(() => expect(screen.queryByText('Listen: Anna Lee')).toBeNull());
  });
});

describe('the agent who is supervised', () => {
  it('reads by whom and how, and nothing about others', async () => {
    const { bridge } = renderWindow(<App home="agent" />, { calls: [fakeCall()] });
    await screen.findByRole('region', { name: 'Calls' });
    act(() => bridge.emit('live:supervisions-changed', [supervision(fakeId(555))]));
    await act(async () => undefined);
    expect(screen.queryByText(/is listening/)).toBeNull();
    act(() => bridge.emit('live:supervisions-changed', [supervision(fakeId(1))]));
    expect(await screen.findByText(/Anna Lee is listening/)).toBeTruthy();
  });

  it('reads it in a window that was opened in the middle of it', async () => {
    renderWindow(<App home="agent" />, { calls: [fakeCall()], supervisions: [supervision(fakeId(1))] });
    expect(await screen.findByText(/Anna Lee is listening/)).toBeTruthy();
  });
});

describe('the rest of the floor', () => {
  it('tells an outage from a state of the agent, and a break by its reason', async () => {
    await show();
    const row = screen.getByText('Lena Fischer').closest('tr');
    expect(within(row ?? document.body).getByText('Outage')).toBeTruthy();
    expect(screen.getByText('Lunch')).toBeTruthy();
  });

  it('shows what each day went to', async () => {
    const { user } = await show();
    await user.click(screen.getByText('Times'));
    const row = (await screen.findByText('Sam Ellison', { selector: 'td *' })).closest('tr');
    expect(row?.textContent).toContain('2 h 10 min');
  });

  it('shows who has passed the check-out, what failed, and a new one at once', async () => {
    const { user, bridge } = await show();
    await user.click(screen.getByText('Check-outs'));
    const region = await screen.findByRole('group', { name: 'Check-outs of today' });
    const [first] = within(region).getAllByRole('row').slice(1);
    expect(first?.textContent).toContain('Victor Anand');
    expect(first?.textContent).toContain('is silent');
    expect(within(region).getAllByText('Not yet')).toHaveLength(3);
    const [absent] = fakeFloor().agents.slice(9);
    act(() =>
      bridge.emit('live:event', {
        type: 'check-out',
        check_out: {
          id: fakeId(901),
          agent_id: absent?.id ?? '',
          agent_name: 'Wes Harper',
          started_at: ago(0),
          duration_ms: 9000,
          results: [{ item: 'pbx', verdict: 'failed', detail: 'It does not answer.', took_ms: 5000 }],
        },
      }),
    );
    expect(await within(region).findByText(/It does not answer/)).toBeTruthy();
    expect(within(region).getAllByText('Not yet')).toHaveLength(2);
  });

  it('picks a parked call up, and forgets one that somebody else took', async () => {
    const { user, bridge } = await show();
    await user.click(await screen.findByRole('button', { name: 'Pick up the call in place 701' }));
    await waitFor(() => expect(bridge.requestsTo('calls:pick-up')[0]?.place).toBe('701'));
    act(() => bridge.emit('live:event', { type: 'call-picked-up', place: '704' }));
    await waitFor(() => expect(screen.queryByText('704')).toBeNull());
  });
});
