/**
 * The floor as it grows from the live feed: one whole `floor`, then single changes. Pure. Changes that arrive before the
 * first whole floor say nothing yet and are left out, because the whole one contains them.
 */
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { type AgentState, agentStates } from '../../../shared/domain/agents/agent-states.ts';
import { agentStateWords } from '../../ui/agent-words.ts';

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
    // Supervisions, parked calls, check-outs and emergencies are followed by those who show them.
    case 'supervision':
    case 'supervisions':
    case 'supervision-ended':
    case 'call-parked':
    case 'call-picked-up':
    case 'check-out':
    case 'emergency':
    case 'queue-changed':
    case 'account-changed':
    case 'dnc-changed':
    case 'override-changed':
    case 'call-refused':
    case 'decisions-changed':
    case 'session-ended':
    default:
      return floor;
  }
}

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

/** The row a step further in the order of the table; from nothing to the first. */
export function stepAgent(agents: readonly FloorAgent[], markedId: string | null, step: 1 | -1): string | null {
  const index = agents.findIndex((agent) => agent.id === markedId);
  return agents[Math.min(agents.length - 1, Math.max(0, index < 0 ? 0 : index + step))]?.id ?? null;
}
