/** Calls that were made, with what their record says about them. */
import { type Selectable, sql } from 'kysely';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { ComplianceTables } from './compliance.tables.ts';

export type CallFilter = {
  agent_id?: string | undefined;
  account_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};
type Hours = { rule_id: string; title: string; citation: string; end_at: string };
type Asked = { code: string; title: string; citation: string; rule_id: string };

/** What is needed of a decision is cut out in the database: whole, each is some 30 KB. */
const callRecords = (database: TenantDatabase) =>
  database
    .selectFrom('calls as call')
    .innerJoin('users', 'users.id', 'call.agent_id')
    .leftJoin('accounts', 'accounts.id', 'call.account_id')
    .leftJoin('compliance_decisions as decision', 'decision.id', 'call.decision_id')
    .leftJoin('redeemed_permits as permit', 'permit.call_id', 'call.id')
    .leftJoin('call_dispositions as disposition', (join) =>
      join.onRef('disposition.call_id', '=', 'call.id').onRef('disposition.version', '=', 'call.disposition_version'),
    )
    .select([
      'call.id',
      'call.direction',
      'call.started_at',
      'call.answered_at',
      'call.ended_at',
      'call.permit_expires_at',
      'call.agent_id',
      'users.full_name as agent_name',
      'call.account_id',
      'accounts.reference as account_reference',
      'call.phone_number',
      'decision.id as decision_id',
      'permit.redeemed_at',
      'disposition.code as disposition_code',
      'disposition.body as disposition',
      sql<string[] | null>`jsonb_path_query_array(decision.decision, '$.zones[*].zone')`.as('zones'),
      sql<boolean | null>`jsonb_path_exists(decision.decision,
        '$.findings[*] ? (@.rule_id == "F-4" && @.mode == "enforce" && @.verdict == "allow")')`.as('is_within_hours'),
      sql<Hours[]>`coalesce((
        select jsonb_agg(jsonb_build_object('rule_id', finding -> 'rule_id', 'title', finding -> 'title',
          'citation', finding -> 'citation', 'end_at', finding #> '{facts,hours_end_at}'))
        from jsonb_path_query(decision.decision, '$.findings[*] ? (@.mode == "enforce" && @.verdict == "allow"
          && exists(@.facts.hours_end_at))') as finding), '[]')`.as('hours'),
      sql<Asked[]>`coalesce((
        select jsonb_agg(obligation || jsonb_build_object('rule_id', finding ->> 'rule_id'))
        from jsonb_path_query(decision.decision,
            '$.findings[*] ? (@.mode == "enforce" && @.obligations.size() > 0)') as finding,
          jsonb_array_elements(finding -> 'obligations') as obligation), '[]')`.as('obligations'),
    ]);

/**
 * The newest calls of a filter that may hold a violation, after a place: answered, disposed of, passed by the telephone system,
 * or without a decision.
 */
export function findCallRecords(
  database: TenantDatabase,
  filter: CallFilter,
  after: { at: string; id: string } | undefined,
  limit: number,
) {
  let query = callRecords(database).where((where) =>
    where.or([
      where('call.answered_at', 'is not', null),
      where('call.disposition_code', 'is not', null),
      where('permit.redeemed_at', 'is not', null),
      where.and([where('call.direction', '=', 'outbound'), where('call.decision_id', 'is', null)]),
    ]),
  );
  if (filter.agent_id !== undefined) query = query.where('call.agent_id', '=', filter.agent_id);
  if (filter.account_id !== undefined) query = query.where('call.account_id', '=', filter.account_id);
  if (filter.from !== undefined) query = query.where('call.started_at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('call.started_at', '<', filter.to);
  if (after) query = query.where(sql<boolean>`(call.started_at, call.id) < (${after.at}::timestamptz, ${after.id})`);
  return query.orderBy('call.started_at', 'desc').orderBy('call.id', 'desc').limit(limit).execute();
}

/** One call, with what its record says about it. */
export const findCallRecord = (database: TenantDatabase, callId: string): Promise<CallRecordRow | undefined> =>
  callRecords(database).where('call.id', '=', callId).executeTakeFirst();

export type NewDisclosureViolation = Omit<Selectable<ComplianceTables['disclosure_violations']>, 'organization_id'>;

/** Keeps what the disposition of a call proves, for counting. */
export async function insertDisclosureViolations(
  database: TenantDatabase,
  violations: readonly NewDisclosureViolation[],
): Promise<void> {
  if (violations.length > 0) await database.insertInto('disclosure_violations').values(violations).execute();
}

export type CallRecordRow = Awaited<ReturnType<typeof findCallRecords>>[number];
