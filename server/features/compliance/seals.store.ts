/** Seals over the chains of decisions, and what is needed to make and to prove them. */
import { type Selectable, sql } from 'kysely';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { ChainHead, ComplianceTables } from './compliance.tables.ts';

export type Seal = Selectable<ComplianceTables['decision_seals']>;
/** What the hash of a seal covers. */
export type SealRecord = Omit<Seal, 'hash' | 'signature'>;

/** Lets nobody else seal this organization until the transaction ends. */
export async function lockSeals(database: TenantDatabase): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('seals:' || current_setting('deskline.organization_id'), 0))`.execute(
    database,
  );
}

export const findLastSeal = (database: TenantDatabase): Promise<Seal | undefined> =>
  database.selectFrom('decision_seals').selectAll().orderBy('sequence', 'desc').limit(1).executeTakeFirst();

/** The next seals after a place, in order. */
export const findSeals = (database: TenantDatabase, after: number, limit: number): Promise<Seal[]> =>
  database
    .selectFrom('decision_seals')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();

/** The first seal that covers a place of an agent's chain. */
export const findSealOver = (database: TenantDatabase, agentId: string, sequence: number): Promise<Seal | undefined> =>
  database
    .selectFrom('decision_seals')
    .selectAll()
    .where(
      sql<boolean>`jsonb_path_exists(heads, '$[*] ? (@.agent_id == $agent && @.sequence >= $sequence)',
        jsonb_build_object('agent', ${agentId}::text, 'sequence', ${sequence}::bigint))`,
    )
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();

export async function insertSeal(database: TenantDatabase, seal: Seal): Promise<void> {
  await database
    .insertInto('decision_seals')
    .values({ ...seal, heads: json(seal.heads) })
    .execute();
}

/** The end of every agent's chain, in the order of the agents. */
export async function findHeads(database: TenantDatabase): Promise<ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    select users.id as agent_id, last.sequence, last.hash
    from users cross join lateral (
      select sequence, hash from compliance_decisions
      where organization_id = users.organization_id and agent_id = users.id
      order by sequence desc limit 1) as last
    order by users.id`.execute(database);
  return rows;
}

/** Those of the given ends that are no longer in their chains as they were. */
export async function findLostHeads(database: TenantDatabase, heads: readonly ChainHead[]): Promise<ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    select head.agent_id, head.sequence, head.hash
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as head(agent_id text, sequence bigint, hash text)
    left join compliance_decisions as decision
      on decision.organization_id = current_setting('deskline.organization_id')
      and decision.agent_id = head.agent_id and decision.sequence = head.sequence
    where decision.hash is distinct from head.hash`.execute(database);
  return rows;
}

/** Every chain there is, whoever its agent is, with their name. */
export async function findChains(database: TenantDatabase): Promise<{ agent_id: string; full_name: string | null }[]> {
  const { rows } = await sql<{ agent_id: string; full_name: string | null }>`
    select chain.agent_id, users.full_name
    from (select distinct agent_id from compliance_decisions) as chain
    left join users on users.id = chain.agent_id
    order by chain.agent_id`.execute(database);
  return rows;
}
