import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';

export type Floor = Extract<LiveEvent, { type: 'floor' }>;

const replaced = <T extends { id: string }>(list: readonly T[], next: T): T[] =>
  list.some((each) => each.id === next.id) ? list.map((each) => (each.id === next.id ? next : each)) : [...list, next];

/** The floor after an event, so that a window opened later starts from the whole. Pure. */
export function floorAfter(floor: Floor | null, event: LiveEvent): Floor | null {
  if (event.type === 'floor') return event;
  if (floor === null) return null;
  if (event.type === 'agent') return { ...floor, agents: replaced(floor.agents, event.agent) };
  if (event.type === 'call') return { ...floor, calls: replaced(floor.calls, event.call) };
  if (event.type === 'call-ended') return { ...floor, calls: floor.calls.filter((call) => call.id !== event.call_id) };
  return event.type === 'today' ? { ...floor, today: event.today } : floor;
}
