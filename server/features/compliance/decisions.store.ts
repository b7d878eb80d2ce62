/**
 * Decisions as evidence: each one whole, with the facts it was made from, linked to the agent's decision before it.
 *
 * Promise: a stored decision never changes; the app's role can neither update nor delete one, and a trigger refuses it to
 * the owner (12 CFR 1006.100). A change behind all of that breaks the chain, which `npm run compliance:verify` walks.
 *
 * Order of locks, the same in every transaction, so that none waits for another in a ring:
 *   person ► number ► call ► the agent's chain ► live events
 * Whoever holds the agent's chain asks for no person any more. It is the agent's own, so nobody but their own calls wait.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { outlineOf } from '../../../shared/domain/compliance/decision-outline.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { factsToJson } from '../../../shared/domain/compliance/facts/facts-json.ts';
import { hashOfRecord } from '../../db/hash-chain.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { ComplianceTables } from './compliance.tables.ts';

export type NewDecision = {
  decision: Decision & { id: string };
  facts: ContactFacts;
  callId: string;
  agentId: string;
  consumerId: string | null;
  accountId: string | null;
  phoneNumber: string;
  /** False for a call that is only cleared ahead: placed, it is decided about again, and counted then. */
  isCounted: boolean;
};

export type DecisionRow = Selectable<ComplianceTables['compliance_decisions']>;
/** What the hash of a decision covers: the row, except the hash. */
export type DecisionRecord = Omit<DecisionRow, 'hash'>;

/** The end of an agent's chain: what the next decision names as the one before it. */
export type ChainEnd = { organization_id: string; sequence: number; hash: string };

/**
 * The end of the agent's chain, which nobody else adds to until the transaction ends. Must follow the locks on whom the call is
 * to, see above; it may be read together with what was locked by them, for it waits before it looks.
 */
export const chainEndQuery = (agentId: string): RawBuilder<ChainEnd> =>
  sql<ChainEnd>`select organization_id, sequence, hash from deskline_decision_head(${agentId})`;

/** In its place when nothing is to be added. */
export const noChainEndQuery = sql<ChainEnd>`
  select null::text as organization_id, null::bigint as sequence, null::text as hash where false`;

/** Adds a decision at the end of its agent's chain, which is held, and its outline if it is to be counted, in one statement. */
export async function appendDecision(database: TenantDatabase, head: ChainEnd, stored: NewDecision): Promise<void> {
  const record: DecisionRecord = {
    id: stored.decision.id,
    organization_id: head.organization_id,
    at: stored.decision.evaluated_at,
    call_id: stored.callId,
    agent_id: stored.agentId,
    consumer_id: stored.consumerId,
    account_id: stored.accountId,
    phone_number: stored.phoneNumber,
    verdict: stored.decision.verdict,
    decision: stored.decision,
    facts: factsToJson(stored.facts),
    sequence: head.sequence + 1,
    previous_hash: head.hash,
  };
  const row = { ...record, hash: hashOfRecord(record), decision: json(record.decision), facts: json(record.facts) };
  if (!stored.isCounted) {
    await database.insertInto('compliance_decisions').values(row).execute();
    return;
  }
  const { outcome, rules, shadowRules } = outlineOf(stored.decision);
  await database
    .with('stored', (query) => query.insertInto('compliance_decisions').values(row))
    .insertInto('decision_outlines')
    .values({
      decision_id: record.id,
      at: record.at,
      agent_id: record.agent_id,
      channel: stored.facts.action.channel,
      outcome,
      rules,
      shadow_rules: shadowRules,
    })
    .execute();
}

/** Whether a row says what it was hashed as. */
export function isIntact({ hash, ...record }: DecisionRow): boolean {
  return hashOfRecord(record) === hash;
}

/** A decision as it was made. */
export async function findDecision(database: TenantDatabase, id: string): Promise<Decision | undefined> {
  const row = await database
    .selectFrom('compliance_decisions')
    .select('decision')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.decision;
}

/** A decision whole, with its place in the chain. */
export const findDecisionRow = (database: TenantDatabase, id: string): Promise<DecisionRow | undefined> =>
  database.selectFrom('compliance_decisions').selectAll().where('id', '=', id).executeTakeFirst();

/**
 * The next links of an agent's chain after a place, in order. `is_exact` is false when the moment is finer than what is
 * hashed, which no decision's is.
 */
export const findLinks = (
  database: TenantDatabase,
  agentId: string,
  after: number,
  limit: number,
): Promise<(DecisionRow & { is_exact: boolean })[]> =>
  database
    .selectFrom('compliance_decisions')
    .selectAll()
    .select(sql<boolean>`at = date_trunc('milliseconds', at)`.as('is_exact'))
    .where('agent_id', '=', agentId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
