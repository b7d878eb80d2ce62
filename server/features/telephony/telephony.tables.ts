import type { ColumnType } from 'kysely';
import type { CheckOut } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type TelephonyTables = {
  /** Calls that wait in a parking place now. */
  parked_calls: {
    /** The PBX has each place once, for all organisations. */
    place: string;
    organization_id: Tenant;
    call_id: string;
    account_id: string | null;
    remote_name: string | null;
    phone_number: string | null;
    parked_by: string;
    parked_at: Moment;
  };
  /** Never deleted: what was left with a message must stay known. */
  phone_messages: {
    id: string;
    organization_id: Tenant;
    title: string;
    transcript: string;
    wav: Buffer;
    duration_ms: number;
    created_at: Moment;
    created_by: string;
    removed_at: ColumnType<string | null, string | null | undefined, string | null>;
  };
  /** Append-only. The id is made by the desktop. */
  check_outs: {
    id: string;
    organization_id: Tenant;
    agent_id: string;
    started_at: Moment;
    duration_ms: number;
    results: Json<CheckOut['results']>;
  };
};
