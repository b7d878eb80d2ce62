import { describe, expect, it } from 'vitest';
import { fakeFloor, fakeId } from '../../testing/fake-data.ts';
import { applyLiveEvent, callOf, countStates, sortAgents } from './floor.model.ts';

const floor = applyLiveEvent(null, fakeFloor());
const [first] = fakeFloor().agents;
if (!floor || !first) throw new Error('The fake floor is empty');

describe('the floor', () => {
  it('waits for the whole before it believes a part', () => {
    expect(applyLiveEvent(null, { type: 'agent', agent: first })).toBeNull();
  });

  it('replaces an agent and adds one it did not know', () => {
    const moved = applyLiveEvent(floor, {
      type: 'agent',
      agent: { ...first, state: 'break', since: '2026-11-23T19:20:00.000Z' },
    });
    expect(moved?.agents.find((agent) => agent.id === first.id)?.state).toBe('break');
    expect(moved?.agents).toHaveLength(floor.agents.length);
    const joined = applyLiveEvent(floor, { type: 'agent', agent: { ...first, id: fakeId(999) } });
    expect(joined?.agents).toHaveLength(floor.agents.length + 1);
  });

  it('does not let an older state of an agent replace a newer one', () => {
    const late = applyLiveEvent(floor, {
      type: 'agent',
      agent: { ...first, state: 'offline', since: '2026-11-23T10:00:00.000Z' },
    });
    expect(late?.agents.find((agent) => agent.id === first.id)?.state).toBe(first.state);
  });

  it('adds, changes and ends calls', () => {
    const [call] = floor.calls;
    if (!call) throw new Error('no call');
    const worse = applyLiveEvent(floor, { type: 'call', call: { ...call, mos: 2.9 } });
    expect(worse && callOf(worse, call.agent_id)?.mos).toBe(2.9);
    expect(worse?.calls).toHaveLength(floor.calls.length);
    const over = applyLiveEvent(floor, { type: 'call-ended', call_id: call.id });
    expect(over && callOf(over, call.agent_id)).toBeNull();
  });

  it('starts anew with a whole floor and leaves what is not its own alone', () => {
    expect(applyLiveEvent(floor, { ...fakeFloor(), agents: [] })?.agents).toEqual([]);
    expect(applyLiveEvent(floor, { type: 'queue-changed' })).toBe(floor);
  });

  it('puts those who talk first and counts each state', () => {
    expect(sortAgents(floor.agents)[0]?.state).toBe('on-call');
    expect(sortAgents(floor.agents).at(-1)?.state).toBe('offline');
    expect(countStates(floor.agents).reduce((sum, { count }) => sum + count, 0)).toBe(floor.agents.length);
  });
});
