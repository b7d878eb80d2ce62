import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';

export type Floor = Extract<LiveEvent, { type: 'floor' }>;

const replaced = <T extends { id: string }>(list: readonly T[], next: T): T[] =>
  list.some((each) => each.id === next.id) ? list.map((each) => (each.id === next.id ? next : each)) : [...list, next];

/** The floor after an event, so that a window opened later starts from the whole. Pure. */
export function floorAfter(floor: Floor | null, event: LiveEvent): Floor | null {
  if (event.type === 'floor') return event;
  if (floor === null) return null;
  switch (event.type) {
    case 'agent':
      return { ...floor, agents: replaced(floor.agents, event.agent) };
    case 'call':
      return { ...floor, calls: replaced(floor.calls, event.call) };
    case 'call-ended':
      return { ...floor, calls: floor.calls.filter((call) => call.id !== event.call_id) };
    case 'today':
      return { ...floor, today: event.today };
    default:
      return floor;
  }
}
