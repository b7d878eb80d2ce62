import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import type { Supervision } from '../../../shared/contracts/supervision/supervision.contract.ts';

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

/** Who supervises whom after an event. Pure. */
export function supervisionsAfter(all: readonly Supervision[], event: LiveEvent): readonly Supervision[] {
  if (event.type === 'supervisions') return event.supervisions;
  if (event.type === 'supervision') return [...all.filter(({ id }) => id !== event.supervision.id), event.supervision];
  if (event.type === 'supervision-ended') return all.filter(({ id }) => id !== event.supervision_id);
  return all;
}
