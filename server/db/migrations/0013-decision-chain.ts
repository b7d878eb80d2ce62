/**
 * Decisions as a chain per agent, and seals over the ends of all chains (docs/adr/0007).
 *
 * What was decided before is put into its chain in the order of its time: from here on it cannot be changed unnoticed; what
 * happened to it earlier nobody can say.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { chainBeginning, hashOfRecord } from '../hash-chain.ts';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

export const decisionChain: Migration = {
  async up(database: Migrating) {
    await database.schema
      .alterTable('compliance_decisions')
      /** Place in the agent's chain, from 1. */
      .addColumn('sequence', 'bigint')
      .addColumn('previous_hash', 'text')
      .addColumn('hash', 'text')
      .execute();
    await chainWhatIsThere(database);
    await sql`alter table compliance_decisions
      alter column sequence set not null, alter column previous_hash set not null, alter column hash set not null,
      add constraint compliance_decisions_chain unique (organization_id, agent_id, sequence)`.execute(database);
    for (const column of ['agent_id', 'phone_number', 'account_id', 'call_id'])
      await sql`create index ${sql.id(`compliance_decisions_by_${column}`)}
        on compliance_decisions (organization_id, ${sql.ref(column)}, at)`.execute(database);
    await createChainHead(database);
    await createSeals(database);
    await refuseChanges(database);
  },
};

type OldRow = Record<string, unknown> & { id: string; agent_id: string };
const batchSize = 500;

async function chainWhatIsThere(database: Migrating): Promise<void> {
  const { rows: organizations } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
  for (const { id } of organizations) {
    await sql`select set_config('deskline.organization_id', ${id}, true)`.execute(database);
    await chainOneOrganization(database);
  }
}

async function chainOneOrganization(database: Migrating): Promise<void> {
  const heads = new Map<string, { sequence: number; hash: string }>();
  for (;;) {
    const { rows } = await sql<OldRow>`
      select id, organization_id, at, call_id, agent_id, consumer_id, account_id, phone_number, verdict, decision, facts
      from compliance_decisions
      where organization_id = current_setting('deskline.organization_id') and hash is null
      order by at, id limit ${batchSize}`.execute(database);
    if (rows.length === 0) return;
    const links = rows.map((row) => {
      const head = heads.get(row.agent_id) ?? { sequence: 0, hash: chainBeginning };
      const link = { sequence: head.sequence + 1, previous_hash: head.hash };
      const hash = hashOfRecord({ ...row, ...link });
      heads.set(row.agent_id, { sequence: link.sequence, hash });
      return { id: row.id, ...link, hash };
    });
    await sql`update compliance_decisions as decision
      set sequence = link.sequence, previous_hash = link.previous_hash, hash = link.hash
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
        as link(id text, sequence bigint, previous_hash text, hash text)
      where decision.id = link.id`.execute(database);
  }
}

/**
 * The end of an agent's chain, for whoever is about to add to it: nobody else can until the transaction ends. One call
 * takes the lock and then looks, for which each statement of the function sees what was committed before it.
 */
async function createChainHead(database: Migrating): Promise<void> {
  await sql`create function deskline_decision_head(wanted_agent text)
    returns table (organization_id text, sequence bigint, hash text)
    language plpgsql volatile set search_path = public, pg_temp
    as $$
    declare tenant text := current_setting('deskline.organization_id');
    begin
      perform pg_advisory_xact_lock(hashtextextended('decisions:' || tenant || ':' || wanted_agent, 0));
      return query
        select tenant, coalesce(last.sequence, 0), coalesce(last.hash, repeat('0', 64))
        from (select 1) as always left join lateral (
          select decision.sequence, decision.hash from compliance_decisions as decision
          where decision.organization_id = tenant and decision.agent_id = wanted_agent
          order by decision.sequence desc limit 1) as last on true;
    end $$`.execute(database);
  await sql`revoke execute on function deskline_decision_head(text) from public`.execute(database);
  await sql`grant execute on function deskline_decision_head(text) to deskline_app`.execute(database);
}

async function createSeals(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'decision_seals',
    (table) =>
      table
        .addColumn('sequence', 'bigint', (column) => column.notNull())
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        /** The end of each agent's chain at that moment: `agent_id`, `sequence`, `hash`. */
        .addColumn('heads', 'jsonb', (column) => column.notNull())
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('key_id', 'text', (column) => column.notNull())
        .addColumn('signature', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('decision_seals_pkey', ['organization_id', 'sequence']),
    ['select', 'insert'],
  );
}

/** The app has no right to change either table; this binds the owner too, until they take the trigger away. */
async function refuseChanges(database: Migrating): Promise<void> {
  await sql`create function deskline_refuse_change() returns trigger language plpgsql
    as $$ begin
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$`.execute(database);
  for (const table of ['compliance_decisions', 'decision_seals'])
    await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function deskline_refuse_change()`.execute(database);
}
