/**
 * The floor as it grows from the live feed: one whole `floor`, then single changes. Pure. Changes that arrive before the
 * first whole floor say nothing yet and are left out, because the whole one contains them.
 */
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { type AgentState, agentStates } from '../../../shared/domain/agents/agent-states.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export type Floor = Omit<Extract<LiveEvent, { type: 'floor' }>, 'type'>;
export type FloorAgent = Floor['agents'][number];
export type FloorCall = Floor['calls'][number];

const withItem = <T extends { id: string }>(items: readonly T[], item: T): T[] =>
  items.some((each) => each.id === item.id)
    ? items.map((each) => (each.id === item.id ? item : each))
    : [...items, item];

/** The floor after one event. An agent's older state never replaces a newer one. */
export function applyLiveEvent(floor: Floor | null, event: LiveEvent): Floor | null {
  if (event.type === 'floor') return { agents: event.agents, calls: event.calls, today: event.today };
  if (floor === null) return null;
  switch (event.type) {
    case 'agent': {
      const known = floor.agents.find((agent) => agent.id === event.agent.id);
      if (known && Date.parse(known.since) > Date.parse(event.agent.since)) return floor;
      return { ...floor, agents: withItem(floor.agents, event.agent) };
    }
    case 'call':
      return { ...floor, calls: withItem(floor.calls, event.call) };
    case 'call-ended':
      return { ...floor, calls: floor.calls.filter((call) => call.id !== event.call_id) };
    case 'today':
      return { ...floor, today: event.today };
    case 'queue-changed':
    case 'account-changed':
    case 'session-ended':
    default:
      return floor;
  }
}

export const agentStateWords: Readonly<Record<AgentState, { label: string; tone: Tone }>> = {
  'on-call': { label: 'On a call', tone: 'good' },
  'wrap-up': { label: 'Wrap-up', tone: 'accent' },
  available: { label: 'Available', tone: 'neutral' },
  break: { label: 'Break', tone: 'warn' },
  offline: { label: 'Offline', tone: 'neutral' },
};
const order = Object.keys(agentStateWords);

/** Agents as a supervisor reads them: those talking first, the absent last, by name within. */
export const sortAgents = (agents: readonly FloorAgent[]): FloorAgent[] =>
  agents.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.full_name.localeCompare(b.full_name));

/** How many agents are in each state. */
export function countStates(agents: readonly FloorAgent[]): { state: AgentState; count: number }[] {
  return agentStates.map((state) => ({ state, count: agents.filter((agent) => agent.state === state).length }));
}

/** The call an agent is in, if any. */
export const callOf = (floor: Floor, agentId: string): FloorCall | null =>
  floor.calls.find((call) => call.agent_id === agentId) ?? null;
