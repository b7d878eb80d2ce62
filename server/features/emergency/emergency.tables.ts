import type { DispatchableLocation } from '../../../shared/contracts/emergency/emergency.contract.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type EmergencyTables = {
  /** Append-only. The id is the call's. */
  emergency_calls: {
    id: string;
    organization_id: Tenant;
    agent_id: string;
    number: string;
    at: Moment;
    location: Json<DispatchableLocation> | null;
    location_confirmed_at: Moment | null;
    received_at: Moment;
  };
};
