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

/** Decisions that are counted as this outcome, by this rule. The bounds of time are told to the index of notable ones as well. */
function outlinesLike(
  database: TenantDatabase,
  { from, to, rule_id: ruleId }: DecisionFilter,
  outcome: NotableOutcome,
) {
  const rules = outcome === 'shadow' ? 'outline.shadow_rules' : 'outline.rules';
  let query = database
    .selectFrom('decision_outlines as outline')
    .select('outline.decision_id')
    .where('outline.is_notable', '=', true);
  query =
    outcome === 'shadow'
      ? query.where(sql<boolean>`cardinality(outline.shadow_rules) > 0`)
      : query.where('outline.outcome', '=', outcome);
  if (ruleId !== undefined) query = query.where(sql<boolean>`${ruleId} = any(${sql.ref(rules)})`);
  if (from !== undefined) query = query.where('outline.at', '>=', from);
  if (to !== undefined) query = query.where('outline.at', '<', to);
  return query;
}

/** The newest decisions that match, after a place. */
export function findDecisions(
  database: TenantDatabase,
  filter: DecisionFilter,
  after: DecisionPlace | undefined,
  limit: number,
) {
  let query = withNames(database).select(shown).select(reached).select('decision.decision');
  const { from, to, outcome, rule_id: ruleId } = filter;
  for (const column of ['phone_number', 'account_id', 'agent_id', 'verdict'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(`decision.${column}`, '=', value);
  }
  if (from !== undefined) query = query.where('decision.at', '>=', from);
  if (to !== undefined) query = query.where('decision.at', '<', to);
  if (outcome !== undefined) query = query.where('decision.id', 'in', outlinesLike(database, filter, outcome));
  else if (ruleId !== undefined)
    query = query.where(
      sql<boolean>`jsonb_path_exists(decision.decision, '$.findings[*] ? (@.rule_id == $rule && @.verdict != "allow")',
        jsonb_build_object('rule', ${ruleId}::text))`,
    );
  if (after) query = query.where(sql<boolean>`(decision.at, decision.id) < (${after.at}::timestamptz, ${after.id})`);
  return query.orderBy('decision.at', 'desc').orderBy('decision.id', 'desc').limit(limit).execute();
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
