import type { Actor } from '../../http/handlers.ts';

/** Whether a live event is for this connection: everybody, the floor, this agent, or this session. */
export function mayHear(listener: Pick<Actor, 'userId' | 'sessionId' | 'permissions'>, audience: string): boolean {
  if (audience === 'everybody') return true;
  if (audience === 'floor') return listener.permissions.has('floor.read');
  return audience === `agent:${listener.userId}` || audience === `session:${listener.sessionId}`;
}
