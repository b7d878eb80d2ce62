import { sql } from 'kysely';
import type { Purge, PurgeFindings } from '../../../shared/contracts/retention/retention.contract.ts';
import type { KeptKind, PurgeKind } from '../../../shared/domain/compliance/retention/record-classes.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

const shownPurges = 50;

export type PurgeItem = { place: number; kind: PurgeKind; record_id: string };
export type Outcome = { place: number; outcome: 'removed' | 'refused'; why: string };

/** The zone in which the organization writes down its days. */
export async function findZone(database: TenantDatabase): Promise<string> {
  const { zone } = await database.selectFrom('organizations').select('zone').executeTakeFirstOrThrow();
  return zone;
}

const tablesNeverPurged = {
  seal: 'decision_seals',
  'legal-hold': 'legal_holds',
  'do-not-call': 'dnc_numbers',
  debt: 'debts',
  audit: 'audit_log',
  feedback: 'feedback_reports',
  'delivery-key': 'idempotency_keys',
} as const satisfies Partial<Record<KeptKind, string>>;

/** How many rows of a kind there are that no purge takes; null: they are kept elsewhere. */
export async function countKept(database: TenantDatabase, kind: KeptKind): Promise<number | null> {
  if (kind === 'recording') return null;
  const { count } = await database
    .selectFrom(tablesNeverPurged[kind])
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds what may go after the places already taken. */
export async function insertItems(
  database: TenantDatabase,
  purgeId: string,
  { kind, ids, after }: { kind: PurgeKind; ids: readonly string[]; after: number },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into purge_items (purge_id, place, kind, record_id)
    select ${purgeId}, ${after}::integer + item.place, ${kind}, item.id
    from unnest(${ids}::text[]) with ordinality as item(id, place)`.execute(database);
}

export async function insertPurge(
  database: TenantDatabase,
  purge: { id: string; planned_by: string; planned_at: string },
): Promise<void> {
  await database.insertInto('purges').values(purge).execute();
}

export async function insertFindings(
  database: TenantDatabase,
  found: { purge_id: string; found_at: string; findings: PurgeFindings },
): Promise<void> {
  await database
    .insertInto('purge_findings')
    .values({ ...found, findings: json(found.findings) })
    .execute();
}

export async function insertRun(
  database: TenantDatabase,
  run: { purge_id: string; reason: string; started_by: string; started_at: string },
): Promise<void> {
  await database.insertInto('purge_runs').values(run).execute();
}

export async function insertEnd(database: TenantDatabase, purgeId: string, at: string): Promise<void> {
  await database.insertInto('purge_ends').values({ purge_id: purgeId, ended_at: at }).execute();
}

/** The next items of a purge that nothing has become of yet, all of one kind. */
export async function findOpenItems(database: TenantDatabase, purgeId: string, limit: number): Promise<PurgeItem[]> {
  const items = await database
    .selectFrom('purge_items as item')
    .innerJoin('purge_runs as run', 'run.purge_id', 'item.purge_id')
    .leftJoin('purge_outcomes as outcome', (join) =>
      join.onRef('outcome.purge_id', '=', 'item.purge_id').onRef('outcome.place', '=', 'item.place'),
    )
    .select(['item.place', 'item.kind', 'item.record_id'])
    .where('item.purge_id', '=', purgeId)
    .where('outcome.place', 'is', null)
    .orderBy('item.place')
    .limit(limit)
    .execute();
  return items.filter(({ kind }) => kind === items[0]?.kind);
}

export async function insertOutcomes(
  database: TenantDatabase,
  purgeId: string,
  at: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await database
    .insertInto('purge_outcomes')
    .values(outcomes.map((outcome) => ({ purge_id: purgeId, at, ...outcome })))
    .execute();
}

/** Removes records that the database agrees may go; gives why not for the others, by id. */
export async function removeRecords(
  database: TenantDatabase,
  purgeId: string,
  kind: PurgeKind,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; why: string | null }>`
    select item.id, deskline_purge_record(${purgeId}, ${kind}, item.id) as why
    from unnest(${ids}::text[]) as item(id)`.execute(database);
  return new Map(rows.flatMap(({ id, why }) => (why === null ? [] : [[id, why] as const])));
}

/** The latest dry runs and purges; or one of them. */
export async function findPurges(database: TenantDatabase, id?: string): Promise<Purge[]> {
  let query = database
    .selectFrom('purges as purge')
    .innerJoin('users as planner', 'planner.id', 'purge.planned_by')
    .leftJoin('purge_findings as found', 'found.purge_id', 'purge.id')
    .leftJoin('purge_counts as count', 'count.purge_id', 'purge.id')
    .leftJoin('purge_stops as stop', (join) =>
      join
        .onRef('stop.purge_id', '=', 'purge.id')
        .on(sql<boolean>`stop.stage = case when found.purge_id is null then 'count' else 'run' end`),
    )
    .leftJoin('purge_runs as run', 'run.purge_id', 'purge.id')
    .leftJoin('users as runner', 'runner.id', 'run.started_by')
    .leftJoin('purge_ends as ending', 'ending.purge_id', 'purge.id')
    .select([
      'purge.id',
      'purge.planned_at',
      'found.findings',
      'count.looked',
      'count.total',
      'stop.stopped_at',
      'planner.full_name as planned_by',
      'runner.full_name as run_by',
      'run.started_at',
      'run.reason',
      'ending.ended_at',
    ])
    .orderBy('purge.id', 'desc')
    .limit(shownPurges);
  if (id !== undefined) query = query.where('purge.id', '=', id);
  const rows = await query.execute();
  const outcomes = await countOutcomes(
    database,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const own = outcomes.filter((outcome) => outcome.purge_id === row.id);
    return {
      id: row.id,
      planned: { by: row.planned_by, at: row.planned_at },
      count: row.findings === null ? { looked: row.looked ?? 0, total: row.total, stopped_at: row.stopped_at } : null,
      findings: row.findings,
      run:
        row.started_at === null
          ? null
          : {
              by: row.run_by ?? '',
              at: row.started_at,
              reason: row.reason ?? '',
              ended_at: row.ended_at,
              stopped_at: row.stopped_at,
              moved_at: own.reduce((last, { at }) => (Date.parse(at) > Date.parse(last) ? at : last), row.started_at),
              removed: own.filter(({ outcome }) => outcome === 'removed').map(({ kind, count }) => ({ kind, count })),
              refused: own
                .filter(({ outcome }) => outcome === 'refused')
                .map(({ kind, count, why }) => ({ kind, count, why })),
            },
    };
  });
}

type OutcomeCount = {
  purge_id: string;
  kind: PurgeKind;
  outcome: 'removed' | 'refused';
  why: string;
  count: number;
  at: string;
};

const countOutcomes = (database: TenantDatabase, purgeIds: readonly string[]): Promise<OutcomeCount[]> =>
  database
    .selectFrom('purge_outcomes as outcome')
    .innerJoin('purge_items as item', (join) =>
      join.onRef('item.purge_id', '=', 'outcome.purge_id').onRef('item.place', '=', 'outcome.place'),
    )
    .select(['outcome.purge_id', 'item.kind', 'outcome.outcome', 'outcome.why'])
    .select(({ fn }) => [sql<number>`count(*)`.as('count'), fn.max('outcome.at').as('at')])
    .where('outcome.purge_id', '=', sql<string>`any(${purgeIds}::text[])`)
    .groupBy(['outcome.purge_id', 'item.kind', 'outcome.outcome', 'outcome.why'])
    .orderBy('item.kind')
    .execute();
