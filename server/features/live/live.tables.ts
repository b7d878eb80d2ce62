import type { AgentState } from '../../../shared/domain/agents/agent-states.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

export type LiveTables = {
  agent_presence: {
    agent_id: string;
    organization_id: Tenant;
    /** What the agent said last; whether it still holds is for the leases to say. */
    state: Exclude<AgentState, 'offline'>;
    since: Moment;
    account_id: string | null;
    /** The finding that was last told to the floor. */
    is_online: boolean;
    went_offline_at: Moment | null;
  };
  /** An open live connection; it ends by itself when nobody renews it, whatever became of its server. */
  live_connections: {
    id: string;
    organization_id: Tenant;
    agent_id: string;
    expires_at: Moment;
  };
};
