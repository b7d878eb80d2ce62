/** Stored decisions, searched. */
import { sql } from 'kysely';
import type { NotableOutcome } from '../../../shared/domain/compliance/decision-outcomes.ts';
import type { Medium } from '../../../shared/domain/compliance/facts/fields.ts';
import type { Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type DecisionFilter = {
  phone_number?: string | undefined;
  account_id?: string | undefined;
  agent_id?: string | undefined;
  verdict?: Verdict | undefined;
  outcome?: NotableOutcome | undefined;
  rule_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Where a page ended: the moment and id of its last row. */
export type DecisionPlace = { at: string; id: string };

const withNames = (database: TenantDatabase) =>
  database
    .selectFrom('compliance_decisions as decision')
    .innerJoin('users', 'users.id', 'decision.agent_id')
    .leftJoin('consumers', 'consumers.id', 'decision.consumer_id')
    .leftJoin('accounts', 'accounts.id', 'decision.account_id');

const shown = [
  'decision.id',
  'decision.at',
  'decision.verdict',
  'decision.agent_id',
  'users.full_name as agent_name',
  'consumers.full_name as consumer_name',
  'decision.account_id',
  'accounts.reference as account_reference',
] as const;
/** What the contact went to is told by the facts of the decision; those of the first versions name no channel: calls. */
const reached = [
  sql<Medium>`coalesce(decision.facts #>> '{action,channel}', 'voice')`.as('channel'),
  sql<string | null>`nullif(decision.phone_number, '')`.as('phone_number'),
  sql<string | null>`decision.facts #>> '{action,address}'`.as('address'),
] as const;

/**
 * The newest decisions that match, after a place. With an outcome they are read in the order of the outlines, of which an
 * index holds the notable ones; without, one that had no outline would still be found.
 */
export function findDecisions(
  database: TenantDatabase,
  filter: DecisionFilter,
  after: DecisionPlace | undefined,
  limit: number,
) {
  const { from, to, outcome, rule_id: ruleId } = filter;
  const moment = outcome === undefined ? 'decision.at' : 'outline.at';
  let query = withNames(database)
    .leftJoin('decision_outlines as outline', 'outline.decision_id', 'decision.id')
    .select(shown)
    .select(reached)
    .select('decision.decision');
  for (const column of ['phone_number', 'account_id', 'agent_id', 'verdict'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(`decision.${column}`, '=', value);
  }
  if (from !== undefined) query = query.where(moment, '>=', from);
  if (to !== undefined) query = query.where(moment, '<', to);
  if (outcome !== undefined) query = query.where(comesTo(outcome, ruleId));
  else if (ruleId !== undefined)
    query = query.where(
      sql<boolean>`jsonb_path_exists(decision.decision, '$.findings[*] ? (@.rule_id == $rule && @.verdict != "allow")',
        jsonb_build_object('rule', ${ruleId}::text))`,
    );
  if (after)
    query = query.where(sql<boolean>`(${sql.ref(moment)}, decision.id) < (${after.at}::timestamptz, ${after.id})`);
  return query.orderBy(moment, 'desc').orderBy('decision.id', 'desc').limit(limit).execute();
}

/** Whether a decision is counted as this outcome, and by this rule. */
function comesTo(outcome: NotableOutcome, ruleId: string | undefined) {
  const rules = sql.ref(outcome === 'shadow' ? 'outline.shadow_rules' : 'outline.rules');
  const isIt = outcome === 'shadow' ? sql`cardinality(outline.shadow_rules) > 0` : sql`outline.outcome = ${outcome}`;
  const byRule = ruleId === undefined ? sql`` : sql`and ${ruleId} = any(${rules})`;
  return sql<boolean>`outline.is_notable and ${isIt} ${byRule}`;
}

/** The names that belong to one decision. */
export const findDecisionNames = (database: TenantDatabase, id: string) =>
  withNames(database)
    .innerJoin('organizations', 'organizations.id', 'decision.organization_id')
    .select(shown)
    .select(reached)
    .select('organizations.name as organization_name')
    .where('decision.id', '=', id)
    .executeTakeFirst();
