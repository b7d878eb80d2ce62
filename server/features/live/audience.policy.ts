import type { Actor } from '../../http/handlers.ts';

/** Whether a live event is for this connection: everybody, the floor, holders of a permission, this agent, or this session. */
export function mayHear(
  { userId, sessionId, permissions }: Pick<Actor, 'userId' | 'sessionId' | 'permissions'>,
  audience: string,
): boolean {
  if (audience === 'everybody') return true;
  if (audience === 'floor') return permissions.has('floor.read');
  if (audience.startsWith('holders:')) return [...permissions].some((each) => audience === `holders:${each}`);
  return audience === `agent:${userId}` || audience === `session:${sessionId}`;
}
