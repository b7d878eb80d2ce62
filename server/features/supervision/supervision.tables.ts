import type { ColumnType } from 'kysely';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

type OptionalMoment = ColumnType<string | null, string | null | undefined, string | null>;

/** What ended a supervision. `unused`: its permit was not redeemed while it was good. */
export type SupervisionEnd = 'supervisor' | 'call-ended' | 'connection-lost' | 'unused' | 'replaced';

export type SupervisionTables = {
  supervisions: {
    /** Made by the desktop: unique within the organisation. */
    id: string;
    organization_id: Tenant;
    /** The agent's call when it began; it ends with that. */
    call_id: string;
    agent_id: string;
    supervisor_id: string;
    mode: SupervisionMode;
    started_at: Moment;
    permit_expires_at: Moment;
    redeemed_at: OptionalMoment;
    ended_at: OptionalMoment;
    ended_by: ColumnType<SupervisionEnd | null, SupervisionEnd | null | undefined, SupervisionEnd | null>;
  };
};
