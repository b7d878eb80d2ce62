import type { PackMode } from '../../../shared/domain/compliance/rule.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type PackRow = {
  pack_id: string;
  mode: PackMode | null;
  reason: string;
  decided_by: string;
  decided_at: string;
  pack_version: string | null;
  signed_off_by: string | null;
  signed_off_on: string | null;
};

const rowsOf = (database: TenantDatabase) =>
  database
    .selectFrom('rule_pack_modes')
    .innerJoin('users', 'users.id', 'rule_pack_modes.decided_by')
    .distinctOn('rule_pack_modes.pack_id')
    .select([
      'pack_id',
      'mode',
      'reason',
      'users.full_name as decided_by',
      'decided_at',
      'pack_version',
      'signed_off_by',
      'signed_off_on',
    ])
    .orderBy('rule_pack_modes.pack_id')
    .orderBy('sequence', 'desc');

/** The latest decision about each pack that there is one about, with the name of who made it. */
export const findDecidedModes = (database: TenantDatabase): Promise<PackRow[]> =>
  rowsOf(database).where('mode', 'is not', null).execute();

/** The latest sign-off of each pack that has one. */
export const findSignOffs = (database: TenantDatabase): Promise<PackRow[]> =>
  rowsOf(database).where('signed_off_by', 'is not', null).execute();

export async function insertPackRow(database: TenantDatabase, row: PackRow): Promise<void> {
  await database.insertInto('rule_pack_modes').values(row).execute();
}
