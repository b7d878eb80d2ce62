/**
 * What the next file does to a screening list can be undone: an entry of a list of litigators says which file took its place, an
 * answer about a reassigned number is kept once for each file that gave it. And a repetition of a dispute is open until its
 * notice was sent.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../pool.ts';
import type { Migrating } from '../tenant-table.ts';

export const whatStillCounts: Migration = {
  async up(database: Migrating) {
    /**
     * The file because of which an entry does not stand, and without which it may stand again; null while it stands, and once it, or the
     * entry that took its place, was taken back for itself.
     */
    await sql`alter table litigator_entries add column replaced_by text`.execute(database);
    await sql`alter table litigator_entries add constraint litigator_entries_replaced
      foreign key (organization_id, replaced_by) references screening_imports (organization_id, id)
      deferrable initially deferred`.execute(database);
    await sql`alter table litigator_entries add constraint litigator_entries_replaced_is_closed
      check (replaced_by is null or removed_at is not null)`.execute(database);
    await sql`grant update (replaced_by) on litigator_entries to ${sql.id(appRole)}`.execute(database);
    await sql`create index litigator_entries_behind on litigator_entries
      (organization_id, coalesce(phone_number, person_key), source) where replaced_by is not null`.execute(database);
    await sql`drop index reassignment_answers_by_number`.execute(database);
    await sql`create unique index reassignment_answers_by_number on reassignment_answers
      (organization_id, phone_number, queried_at, asked_about_on, answer, import_id) where removed_at is null`.execute(
      database,
    );
    await sql`drop index disputes_open`.execute(database);
    await sql`create index disputes_open on disputes (organization_id, received_at, id)
      where standing in ('received', 'investigating') or (standing = 'duplicate' and answer_sent_at is null)`.execute(
      database,
    );
  },
};
