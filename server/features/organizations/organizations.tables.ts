import type { Generated } from 'kysely';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type OrganizationTables = {
  organizations: {
    id: string;
    name: string;
    caller_name: string;
    zone: string;
    is_practice: boolean;
    caller_ids: Json<{ phone_number: string; label: string }[]>;
    /** Whether an agent's window shows that somebody supervises them. */
    shows_supervision: Generated<boolean>;
    /** Whether desktops may hold permits for the next calls ahead of an outage. */
    reserves_permits: Generated<boolean>;
    created_at: Moment;
  };
  users: {
    id: string;
    organization_id: Tenant;
    email: string;
    full_name: string;
    role: string;
    password_hash: string;
    /** User part of the SIP address; unique on the server, which has one SIP domain. */
    sip_user: string;
    is_active: Generated<boolean>;
    created_at: Moment;
  };
};
