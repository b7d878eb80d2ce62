/**
 * The last collection activity of an account, asked account by account from indexes.
 *
 * As 0022 wrote it, `max(at)` over the entries of an account was read from the index by time, backwards over everybody's entries
 * until one of this account came: with 20,000 calls that was most of a dry run. Here each question is one look into an index that
 * holds the account and the time.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Migrating } from '../tenant-table.ts';

const tenant = `current_setting('deskline.organization_id')`;

/**
 * As in 0022: what names no account counts for each of its consumer's (12 CFR 1006.100(a)). One plan for all accounts: made anew for
 * each, planning took longer than the answer.
 */
const lastActivityFunction = `create or replace function deskline_last_activity(wanted text[]) returns timestamptz
  language sql stable set search_path = public, pg_temp set plan_cache_mode = 'force_generic_plan' as $$
    with mine as (
      select id, consumer_id, last_contact_at from accounts
      where organization_id = ${tenant} and id = any(wanted)),
    whose as (select distinct consumer_id as id from mine),
    owed as (
      select array_agg(debts.id) as ids from debts
      where organization_id = ${tenant} and account_id = any(wanted)),
    called as (
      select call.id, call.started_at from unnest(wanted) as account(id), lateral (
        select id, started_at from calls
        where organization_id = ${tenant} and account_id = account.id offset 0) as call
      union all
      select call.id, call.started_at from whose, lateral (
        select id, started_at from calls
        where organization_id = ${tenant} and account_id is null and consumer_id = whose.id offset 0) as call)
    select greatest(
      (select max(last_contact_at) from mine),
      (select max(started_at) from called),
      (select max(said.at) from called, lateral (
        select max(saved_at) as at from call_dispositions
        where organization_id = ${tenant} and call_id = called.id) as said),
      (select max(latest.at) from unnest(wanted) as account(id), lateral (
        select at from timeline_entries
        where organization_id = ${tenant} and account_id = account.id order by at desc limit 1) as latest),
      (select max(latest.at) from unnest(wanted) as account(id), lateral (
        select at from compliance_decisions
        where organization_id = ${tenant} and account_id = account.id order by at desc limit 1) as latest),
      (select max(latest.at) from whose, lateral (
        select at from compliance_decisions
        where organization_id = ${tenant} and account_id is null and consumer_id = whose.id
        order by at desc limit 1) as latest),
      (select max(latest.recorded_at) from unnest(wanted) as account(id), lateral (
        select recorded_at from message_ledger
        where organization_id = ${tenant} and account_id = account.id order by recorded_at desc limit 1) as latest),
      (select max(dispute.received_at) from unnest(wanted) as account(id), lateral (
        select received_at from disputes
        where organization_id = ${tenant} and account_id = account.id offset 0) as dispute),
      (select max(ledger.placed_at) from whose, lateral (
        select placed_at from contact_ledger
        where organization_id = ${tenant} and consumer_id = whose.id
          and debt_ids ?| (select ids from owed) offset 0) as ledger))
  $$`;

export const lastActivity: Migration = {
  async up(database: Migrating) {
    await sql`create index message_ledger_by_account on message_ledger (organization_id, account_id, recorded_at)`.execute(
      database,
    );
    await sql`drop index compliance_decisions_of_no_account`.execute(database);
    await sql`create index compliance_decisions_of_no_account on compliance_decisions (organization_id, consumer_id, at)
      where account_id is null`.execute(database);
    // A call that is removed is looked for in all that refers to it.
    await sql`create index supervisions_by_call on supervisions (organization_id, call_id)`.execute(database);
    await sql.raw(lastActivityFunction).execute(database);
  },
};
