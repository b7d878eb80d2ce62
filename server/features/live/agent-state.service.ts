import type { LiveAgent } from '../../../shared/contracts/live/live.contract.ts';
import type { AgentState } from '../../../shared/domain/agents/agent-states.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { findAgents, saveState } from './presence.store.ts';

export type SaidState = {
  agentId: string;
  state: Exclude<AgentState, 'offline'>;
  /** On the agent's clock, ISO 8601 UTC; the future is taken for now. */
  since: string;
  accountId: string | null;
};

/**
 * Takes down what an agent does and tells the floor. Whether the agent is there at all is for the live connections to
 * say: without one the reply is `offline`.
 */
export async function setAgentState(work: UnitOfWork, said: SaidState): Promise<LiveAgent> {
  const since = Date.parse(said.since) > work.clock.now() ? work.at : said.since;
  await saveState(work.database, { ...said, since, at: work.at });
  const [agent] = await findAgents(work.database, work.at, [said.agentId]);
  if (!agent) throw new Error('The agent of a session is not among the users');
  work.audit({ subject: { type: 'user', id: said.agentId }, detail: { state: said.state } });
  work.publish({ type: 'agent', agent }, 'floor');
  return agent;
}
