import type { LiveAgent } from '../../../shared/contracts/live/live.contract.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { insertSaidState, type SaidChange } from './agent-time.store.ts';
import { findAgents, findPresence, takeOverLastSaid } from './presence.store.ts';

/** The job that pauses an agent in the queues of the PBX during a break, and lets calls through again after it. */
export const pauseInQueuesTask = 'pause-in-queues';

/**
 * Takes down what an agent does and tells the floor. What comes late, after something that was said for a later moment, is
 * kept for the account of the day and changes nothing of now. Whether the agent is there at all is for the live
 * connections to say: without one the reply is `offline`.
 *
 * `since` is on the agent's clock; the future is taken for now.
 */
export async function setAgentState(
  work: UnitOfWork,
  given: SaidChange,
  { hasQueues }: { hasQueues: boolean },
): Promise<LiveAgent> {
  const { database } = work;
  const { agentId } = given;
  const since = Date.parse(given.since) > work.clock.now() ? work.at : given.since;
  const said = { ...given, since, reason: given.state === 'break' ? given.reason : null };
  const before = await findPresence(database, agentId);
  await insertSaidState(database, said, work.at);
  const now = await takeOverLastSaid(database, agentId, work.at);
  const [agent] = await findAgents(database, work.at, [agentId]);
  if (!agent) throw new Error('The agent of a session is not among the users');
  const { state, reason, isOutage } = said;
  work.audit({ subject: { type: 'user', id: agentId }, detail: { state, reason, is_outage: isOutage, since } });
  work.publish({ type: 'agent', agent }, 'floor');
  const isPauseChanged = (before?.state === 'break') !== (now.state === 'break');
  if (hasQueues && isPauseChanged) work.addJob(pauseInQueuesTask, { agent_id: agentId });
  return agent;
}
