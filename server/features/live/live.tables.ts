import type { Generated } from 'kysely';
import type { AgentState, BreakReason } from '../../../shared/domain/agents/agent-states.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

export type LiveTables = {
  agent_presence: {
    agent_id: string;
    organization_id: Tenant;
    /** What the agent said last; whether it still holds is for the leases to say. */
    state: Exclude<AgentState, 'offline'>;
    /** Of a break. */
    reason: BreakReason | null;
    is_outage: boolean;
    since: Moment;
    account_id: string | null;
    /** The finding that was last told to the floor. */
    is_online: boolean;
    went_offline_at: Moment | null;
  };
  /** Append-only: two accounts of an agent's time, each in order of `since`; the last of several at one moment counts. */
  agent_state_changes: {
    sequence: Generated<number>;
    organization_id: Tenant;
    agent_id: string;
    /** `agent`: what the agent said; `connection`: what the leases of the live connections proved. */
    source: 'agent' | 'connection';
    since: Moment;
    state: Exclude<AgentState, 'offline'> | 'online' | 'offline';
    reason: BreakReason | null;
    is_outage: Generated<boolean>;
    account_id: string | null;
    recorded_at: Moment;
  };
  /** An open live connection; it ends by itself when nobody renews it, whatever became of its server. */
  live_connections: {
    id: string;
    organization_id: Tenant;
    agent_id: string;
    expires_at: Moment;
  };
};
