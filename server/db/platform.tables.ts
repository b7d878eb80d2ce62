/** Tables of the platform itself: audit log, idempotency keys, live events. */
import type { ColumnType, Generated } from 'kysely';
import type { AuditAction } from '../../shared/contracts/audit/audit-actions.ts';

/** A moment: ISO 8601 UTC text when read; text or `Date` when written. */
export type Moment = ColumnType<string, string | Date, string | Date>;
/** A jsonb column: written with `json(value)`. */
export type Json<T> = ColumnType<T, T | string, T | string>;
/** Filled from the tenant of the transaction; stores never write it. */
export type Tenant = Generated<string>;

export type PlatformTables = {
  audit_log: {
    id: string;
    organization_id: Tenant;
    at: Moment;
    action: AuditAction;
    actor_id: string | null;
    actor_name: string;
    subject_type: string | null;
    subject_id: string | null;
    request_id: string | null;
    detail: Json<Record<string, unknown>>;
  };
  idempotency_keys: {
    organization_id: Tenant;
    actor_id: string;
    key: string;
    request_hash: string;
    created_at: Moment;
    reply_status: number | null;
    reply_body: Json<unknown>;
  };
  live_events: {
    sequence: Generated<number>;
    organization_id: Tenant;
    at: Moment;
    /** `everybody`, `floor`, `agent:<id>` or `session:<id>`. */
    audience: string;
    payload: Json<unknown>;
  };
};
