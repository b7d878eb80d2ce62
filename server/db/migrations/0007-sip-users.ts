/**
 * A server has one SIP domain, so two people with the same SIP user would have the same address: each would get the
 * other's calls, also across organisations.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

export const sipUsers: Migration = {
  async up(database: Migrating) {
    await sql`alter table users drop constraint users_sip_user_of_organization`.execute(database);
    await sql`alter table users add constraint users_sip_user unique (sip_user)`.execute(database);
  },
};
