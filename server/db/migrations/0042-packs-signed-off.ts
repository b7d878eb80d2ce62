/**
 * Which version of a rule pack was decided about, and who of counsel signed it off when: a sign-off by itself decides no mode. Older
 * decisions do not say.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const packsSignedOff: Migration = {
  async up(database: Migrating) {
    await sql`alter table rule_pack_modes
      alter column mode drop not null,
      add column pack_version text,
      add column signed_off_by text,
      add column signed_off_on date,
      add constraint rule_pack_modes_says_something check (mode is not null or signed_off_by is not null),
      add constraint rule_pack_modes_signed_off check ((signed_off_by is null) = (signed_off_on is null))`.execute(
      database,
    );
  },
};
