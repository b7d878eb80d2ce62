/** Counts of narrow rows for the overview; none of these statements touches a decision whole. */
import { sql } from 'kysely';
import type { DisclosureViolationKind } from '../../../shared/domain/compliance/violation-kinds.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

/** Ascending moments that divide time; a row's bucket is the number of bounds that are not after it. */
export type Bounds = readonly string[];

const bucketOf = (column: string, bounds: Bounds) =>
  sql<number>`width_bucket(${sql.ref(column)}, ${[...bounds]}::timestamptz[])`;
const first = (bounds: Bounds): string => bounds[0] ?? 'infinity';

/** Every decision since the first bound: by bucket and agent. */
export const countDecisions = (database: TenantDatabase, bounds: Bounds) =>
  database
    .selectFrom('decision_outlines')
    .select([bucketOf('at', bounds).as('bucket'), 'agent_id', ({ fn }) => fn.countAll<number>().as('decided')])
    .where('at', '>=', first(bounds))
    .groupBy([sql`1`, 'agent_id'])
    .execute();

const countOf = (condition: string) => sql<number>`count(*) filter (where ${sql.raw(condition)})`;

/** What is counted of them: by bucket and agent. */
export const countOutcomes = (database: TenantDatabase, bounds: Bounds) =>
  database
    .selectFrom('decision_outlines')
    .select([
      bucketOf('at', bounds).as('bucket'),
      'agent_id',
      countOf(`outcome = 'refused'`).as('refused'),
      countOf(`outcome = 'refused' and channel = 'voice'`).as('refused_calls'),
      countOf(`outcome = 'overridden'`).as('overridden'),
      countOf(`outcome = 'near-miss'`).as('near_misses'),
      countOf('cardinality(shadow_rules) > 0').as('shadow'),
    ])
    .where('is_notable', '=', true)
    .where('at', '>=', first(bounds))
    .groupBy([sql`1`, 'agent_id'])
    .execute();

/** The same by bucket and rule; a decision counts for each of its rules. */
export const countByRule = (database: TenantDatabase, bounds: Bounds) =>
  database
    .selectFrom('decision_outlines')
    .innerJoinLateral(
      sql<{ rule_id: string; counted: string }>`(
        select unnest(rules) as rule_id, outcome as counted
        union all select unnest(shadow_rules), 'shadow')`.as('rule'),
      (join) => join.onTrue(),
    )
    .select([
      bucketOf('at', bounds).as('bucket'),
      'rule.rule_id',
      countOf(`counted = 'refused'`).as('refused'),
      countOf(`counted = 'overridden'`).as('overridden'),
      countOf(`counted = 'near-miss'`).as('near_misses'),
      countOf(`counted = 'shadow'`).as('shadow'),
    ])
    .where('is_notable', '=', true)
    .where('at', '>=', first(bounds))
    .groupBy([sql`1`, 'rule.rule_id'])
    .execute();

export type DisclosureCount = {
  bucket: number;
  agent_id: string;
  kind: DisclosureViolationKind;
  rule_id: string;
  count: number;
};

/** What was not said as it had to be, by the dispositions that hold now. */
export const countDisclosures = (database: TenantDatabase, bounds: Bounds): Promise<DisclosureCount[]> =>
  database
    .selectFrom('disclosure_violations as missed')
    .innerJoin('calls as call', (join) =>
      join
        .onRef('call.organization_id', '=', 'missed.organization_id')
        .onRef('call.id', '=', 'missed.call_id')
        .onRef('call.disposition_version', '=', 'missed.disposition_version'),
    )
    .select([
      bucketOf('missed.call_started_at', bounds).as('bucket'),
      'missed.agent_id',
      'missed.kind',
      'missed.rule_id',
      ({ fn }) => fn.countAll<number>().as('count'),
    ])
    .where('missed.call_started_at', '>=', first(bounds))
    .groupBy([sql`1`, 'missed.agent_id', 'missed.kind', 'missed.rule_id'])
    .execute();

export async function findZone(database: TenantDatabase): Promise<string> {
  return (await database.selectFrom('organizations').select('zone').executeTakeFirstOrThrow()).zone;
}

/** Names of users by id. */
export async function findAgentNames(
  database: TenantDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('users')
    .select(['id', 'full_name'])
    .where((where) => where('id', '=', where.fn.any(where.val(ids))))
    .execute();
  return new Map(rows.map((row) => [row.id, row.full_name]));
}
