/** Counts of narrow rows for the overview; none of these statements touches a decision whole. */
import { sql } from 'kysely';
import type { DisclosureViolationKind } from '../../../shared/domain/compliance/violation-kinds.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

/** Ascending moments that divide time. Bucket 1 is from the first to the second; the last bucket has no end. */
export type Bounds = readonly string[];

/** The buckets as rows, so that each is one range of an index. */
const bucketsOf = (bounds: Bounds) =>
  sql`unnest(${[...bounds]}::timestamptz[], ${[...bounds.slice(1), 'infinity']}::timestamptz[])
    with ordinality as span (since, until, bucket)`;

/** Every decision since the first bound: by bucket and agent. */
export async function countDecisions(database: TenantDatabase, bounds: Bounds) {
  const { rows } = await sql<{ bucket: number; agent_id: string; decided: number }>`
    select bucket, agent_id, decided from ${bucketsOf(bounds)} cross join lateral (
      select agent_id, count(*) as decided from decision_outlines where at >= since and at < until group by agent_id
    ) as counted`.execute(database);
  return rows;
}

type OutcomeCounts = { refused: number; overridden: number; near_misses: number; shadow: number };

/** What is counted of them: by bucket and agent. */
export async function countOutcomes(database: TenantDatabase, bounds: Bounds) {
  const { rows } = await sql<OutcomeCounts & { bucket: number; agent_id: string; refused_calls: number }>`
    select bucket, counted.* from ${bucketsOf(bounds)} cross join lateral (
      select agent_id,
        count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where outcome = 'refused' and channel = 'voice') as refused_calls,
        count(*) filter (where outcome = 'overridden') as overridden,
        count(*) filter (where outcome = 'near-miss') as near_misses,
        count(*) filter (where cardinality(shadow_rules) > 0) as shadow
      from decision_outlines where is_notable and at >= since and at < until group by agent_id
    ) as counted`.execute(database);
  return rows;
}

/** The same by bucket and rule; a decision counts for each of its rules. */
export async function countByRule(database: TenantDatabase, bounds: Bounds) {
  const { rows } = await sql<OutcomeCounts & { bucket: number; rule_id: string }>`
    select bucket, counted.* from ${bucketsOf(bounds)} cross join lateral (
      select rule_id,
        count(*) filter (where came_to = 'refused') as refused,
        count(*) filter (where came_to = 'overridden') as overridden,
        count(*) filter (where came_to = 'near-miss') as near_misses,
        count(*) filter (where came_to = 'shadow') as shadow
      from decision_outlines cross join lateral (
        select unnest(rules) as rule_id, outcome as came_to union all select unnest(shadow_rules), 'shadow') as rule
      where is_notable and at >= since and at < until group by rule_id
    ) as counted`.execute(database);
  return rows;
}

export type DisclosureCount = {
  bucket: number;
  agent_id: string;
  kind: DisclosureViolationKind;
  rule_id: string;
  count: number;
};

/** What was not said as it had to be, by the dispositions that hold now. */
export async function countDisclosures(database: TenantDatabase, bounds: Bounds): Promise<DisclosureCount[]> {
  const { rows } = await sql<DisclosureCount>`
    select bucket, counted.* from ${bucketsOf(bounds)} cross join lateral (
      select missed.agent_id, kind, rule_id, count(*) as count
      from disclosure_violations as missed join calls on calls.organization_id = missed.organization_id
        and calls.id = missed.call_id and calls.disposition_version = missed.disposition_version
      where call_started_at >= since and call_started_at < until
      group by missed.agent_id, kind, rule_id
    ) as counted`.execute(database);
  return rows;
}

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
