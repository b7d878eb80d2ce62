import type { Generated } from 'kysely';
import type { PackMode } from '../../../shared/domain/compliance/rule.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

export type RulePackTables = {
  /** Append-only: the latest row of a pack that says a mode holds, and the latest that says a sign-off. */
  rule_pack_modes: {
    sequence: Generated<number>;
    organization_id: Tenant;
    pack_id: string;
    /** Null: this row signs off, and decides nothing. */
    mode: PackMode | null;
    reason: string;
    decided_by: string;
    decided_at: Moment;
    /** Null in decisions of before it was kept. */
    pack_version: string | null;
    /** Both or neither: the person of counsel, in their own name, and the day. */
    signed_off_by: string | null;
    signed_off_on: string | null;
  };
};
