/**
 * Decisions and violations in narrow rows, for counting: a decision whole has some 30 KB, and nobody counts a million of them.
 *
 * They go with what they are about: rows are only ever added, and removed by the removal of the decision or disposition alone
 * (docs/adr/0009). What they say is worked out here in SQL, as the version of this migration says it; the code's own reading
 * is `decision-outline.ts` and `call-record-violations.ts`, and a test holds the two together.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createTenantTable, type Migrating } from '../tenant-table.ts';

const appendOnly = ['select', 'insert'] as const;

export const decisionOutlines: Migration = {
  async up(database: Migrating) {
    // Reading every decision there is takes its time, more than the half minute that a statement may have.
    await sql`set local statement_timeout = 0`.execute(database);
    await createOutlines(database);
    await createDisclosureViolations(database);
    await letGoWithTheirParent(database);
    const { rows } = await sql<{ id: string }>`select deskline_organization_ids() as id`.execute(database);
    for (const { id } of rows) {
      await sql`select set_config('deskline.organization_id', ${id}, true)`.execute(database);
      await outlineWhatIsThere(database);
      await findWhatWasNotSaid(database);
    }
    // After the rows: an index is built faster than it is filled.
    await sql`create index decision_outlines_by_time on decision_outlines (organization_id, at) include (agent_id)`.execute(
      database,
    );
    await sql`create index decision_outlines_notable on decision_outlines (organization_id, at) where is_notable`.execute(
      database,
    );
    await sql`create index disclosure_violations_by_time
      on disclosure_violations (organization_id, call_started_at)`.execute(database);
  },
};

async function createOutlines(database: Migrating): Promise<void> {
  await createTenantTable(
    database,
    'decision_outlines',
    (table) =>
      table
        .addColumn('decision_id', 'text', (column) =>
          column.primaryKey().references('compliance_decisions.id').onDelete('cascade'),
        )
        .addColumn('at', 'timestamptz', (column) => column.notNull())
        .addColumn('agent_id', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) =>
          column.notNull().check(sql`outcome in ('clear', 'near-miss', 'overridden', 'refused')`),
        )
        /** Those that refused it, were set aside, or were nearly reached. */
        .addColumn('rules', sql`text[]`, (column) => column.notNull())
        /** Of a permitted contact: those in shadow that would have refused it. */
        .addColumn('shadow_rules', sql`text[]`, (column) => column.notNull())
        .addColumn('is_notable', 'boolean', (column) =>
          column
            .notNull()
            .generatedAlwaysAs(sql`outcome <> 'clear' or cardinality(shadow_rules) > 0`)
            .stored(),
        ),
    appendOnly,
  );
}

/** What the dispositions of calls prove was not said, or said to somebody unknown; of each version of a disposition. */
async function createDisclosureViolations(database: Migrating): Promise<void> {
  const ofDisposition = ['organization_id', 'call_id', 'disposition_version'] as const;
  await createTenantTable(
    database,
    'disclosure_violations',
    (table) =>
      table
        .addColumn('call_id', 'text', (column) => column.notNull())
        .addColumn('disposition_version', 'integer', (column) => column.notNull())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) =>
          column
            .notNull()
            .check(sql`kind in ('disclosure-missed', 'disclosure-before-right-party', 'recording-not-announced')`),
        )
        .addColumn('rule_id', 'text', (column) => column.notNull())
        .addColumn('agent_id', 'text', (column) => column.notNull())
        .addColumn('call_started_at', 'timestamptz', (column) => column.notNull())
        .addPrimaryKeyConstraint('disclosure_violations_pkey', [...ofDisposition, 'code'])
        .addForeignKeyConstraint(
          'disclosure_violations_disposition',
          [...ofDisposition],
          'call_dispositions',
          ['organization_id', 'call_id', 'version'],
          (key) => key.onDelete('cascade'),
        ),
    appendOnly,
  );
}

/** A trigger of the parent's foreign key may delete, which runs one trigger deeper; no statement of anybody's may. */
async function letGoWithTheirParent(database: Migrating): Promise<void> {
  await sql`create function deskline_refuse_change_but_cascade() returns trigger language plpgsql
    as $$ begin
      if tg_op = 'DELETE' and pg_trigger_depth() > 1 then
        return null;
      end if;
      raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
    end $$`.execute(database);
  for (const table of ['decision_outlines', 'disclosure_violations'])
    await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function deskline_refuse_change_but_cascade()`.execute(database);
}

/**
 * Decisions of versions that knew no findings, or other shapes, are left without rules rather than refused. Each decision is
 * read from its storage once: `|| '{}'` makes a value of its own, and `offset 0` keeps it one.
 */
async function outlineWhatIsThere(database: Migrating): Promise<void> {
  await sql`insert into decision_outlines (decision_id, at, agent_id, channel, outcome, rules, shadow_rules)
    select id, at, agent_id, channel,
      case when is_refused then 'refused' when is_overridden then 'overridden'
        when near is not null then 'near-miss' else 'clear' end,
      coalesce(case when is_refused then refusing when is_overridden then aside else near end, '{}'),
      coalesce(case when not is_refused then shadow end, '{}')
    from (
      select id, at, agent_id, coalesce(facts #>> '{action,channel}', 'voice') as channel, verdict,
        decision || '{}' as decision
      from compliance_decisions
      where organization_id = current_setting('deskline.organization_id') offset 0) as stored
    cross join lateral (
      select verdict in ('defer', 'review', 'block') and not decision ? 'set_aside' as is_refused,
        decision ? 'set_aside' as is_overridden,
        jsonb_path_exists(decision, '$.zones[*] ? (@.local_time >= "20:45" && @.local_time < "21:00")') as is_late
      offset 0) as judged
    cross join lateral (
      select array_agg(distinct rule order by rule) filter (where mode = 'enforce' and not permits) as refusing,
        array_agg(distinct rule order by rule) filter (where mode = 'shadow' and not permits) as shadow,
        array_agg(distinct rule order by rule) filter (where mode = 'enforce' and permits and
          case when count ~ '^[0-9]+$' and most ~ '^[0-9]+$' then count::int >= greatest(1, most::int - 1)
            else rule = 'F-4' and verdict = 'allow' and has_zones and is_late end) as near
      from (
        select (found ->> 'rule_id') collate "C" as rule, found ->> 'mode' as mode, found ->> 'verdict' as verdict,
          found ->> 'verdict' in ('allow', 'require') as permits,
          jsonb_typeof(found #> '{facts,zones}') = 'array' as has_zones,
          coalesce(found #>> '{facts,counted_attempts}', found #>> '{facts,counted_contacts}',
            found #>> '{facts,contacts}') as count,
          coalesce(found #>> '{facts,max_attempts}', found #>> '{facts,max_contacts}') as most
        from jsonb_array_elements(case jsonb_typeof(decision -> 'findings') when 'array' then decision -> 'findings'
          else '[]' end) as found) as finding) as by_rule
    cross join lateral (
      select array_agg(distinct rule order by rule) as aside
      from (select (found ->> 'rule_id') collate "C" as rule
        from jsonb_path_query(decision, '$.set_aside.rules[*]') as found) as finding) as set_aside`.execute(database);
}

async function findWhatWasNotSaid(database: Migrating): Promise<void> {
  await sql`insert into disclosure_violations
      (call_id, disposition_version, code, kind, rule_id, agent_id, call_started_at)
    select call_id, version, code,
      case when is_said then 'disclosure-before-right-party'
        when code like 'recording.%' then 'recording-not-announced' else 'disclosure-missed' end,
      rule_id, agent_id, started_at
    from (
      select distinct on (said.call_id, said.version, owed.code) said.call_id, said.version, owed.code, owed.rule_id,
        call.agent_id, call.started_at, owed.place,
        said.code in ('promise-to-pay', 'right-party-no-promise', 'callback-requested', 'refused-to-pay') as is_right_party,
        spoken.at is not null as is_said,
        owed.code like 'mini-miranda.%' and spoken.at < coalesce(confirmed.at, 'infinity') as is_early
      from call_dispositions as said
      join calls as call on call.organization_id = said.organization_id and call.id = said.call_id
      join compliance_decisions as decision on decision.id = call.decision_id
      cross join lateral (
        select obligation ->> 'code' as code, finding ->> 'rule_id' as rule_id, row_number() over () as place
        from jsonb_path_query(decision.decision, 'strict $.findings[*] ? (@.mode == "enforce")', silent => true) as finding,
          jsonb_array_elements(case jsonb_typeof(finding -> 'obligations') when 'array' then finding -> 'obligations'
            else '[]' end) as obligation) as owed
      left join lateral (
        select (each ->> 'at')::timestamptz as at from jsonb_path_query(said.body, '$.disclosures[*]') with ordinality as t(each, place)
        where each ->> 'code' = owed.code order by t.place desc limit 1) as spoken on true
      left join lateral (
        select (each ->> 'at')::timestamptz as at from jsonb_path_query(said.body, '$.disclosures[*]') with ordinality as t(each, place)
        where each ->> 'code' = 'right-party.confirm' order by t.place desc limit 1) as confirmed on true
      where said.organization_id = current_setting('deskline.organization_id')
        and (owed.code like 'mini-miranda.%' or owed.code in ('right-party.confirm', 'identity.say',
          'recording.announce', 'recording.consent', 'time-barred.disclose'))
      order by said.call_id, said.version, owed.code, owed.place desc) as owing
    where (is_right_party and not is_said) or (is_said and is_early)`.execute(database);
}
