/** Overrides with their rulings and use, read in one statement. */
import { sql } from 'kysely';
import type { Finding } from '../../../shared/contracts/compliance/decision.ts';
import { type Override, type OverrideState, stateOfOverride } from '../../../shared/domain/compliance/override.ts';
import type { SetAside } from '../../../shared/domain/compliance/rule.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

type RulingRow = {
  by_id: string;
  by_name: string;
  is_approved: boolean;
  answers_for_law: boolean;
  at: string;
  reason: string;
};
export type OverrideRow = {
  id: string;
  decision_id: string;
  agent_id: string;
  agent_name: string;
  consumer_id: string | null;
  account_id: string | null;
  phone_number: string;
  findings: Finding[];
  reason: string;
  asked_at: string;
  is_used: boolean;
  rulings: RulingRow[];
};
export type KnownOverride = { row: OverrideRow; state: OverrideState; override: Override };

function known(row: OverrideRow): KnownOverride {
  const rulings = row.rulings.map((ruling) => ({ ...ruling, at: new Date(ruling.at).toISOString() }));
  const state = stateOfOverride(
    row.findings,
    row.agent_id,
    rulings.map((ruling) => ({
      byId: ruling.by_id,
      isApproved: ruling.is_approved,
      answersForLaw: ruling.answers_for_law,
      atMs: Date.parse(ruling.at),
    })),
  );
  return {
    row: { ...row, rulings },
    state,
    override: {
      id: row.id,
      agentId: row.agent_id,
      consumerId: row.consumer_id,
      accountId: row.account_id,
      phoneNumber: row.phone_number,
      findings: row.findings,
      approvedAtMs: state.state === 'approved' ? state.approvedAtMs : null,
      isUsed: row.is_used,
    },
  };
}

const overrides = (database: TenantDatabase) =>
  database
    .selectFrom('override_requests as request')
    .innerJoin('users', 'users.id', 'request.agent_id')
    .select([
      'request.id',
      'request.decision_id',
      'request.agent_id',
      'users.full_name as agent_name',
      'request.consumer_id',
      'request.account_id',
      'request.phone_number',
      'request.findings',
      'request.reason',
      'request.asked_at',
      sql<boolean>`exists (select from override_uses where override_id = request.id)`.as('is_used'),
      sql<RulingRow[]>`coalesce((select jsonb_agg(jsonb_build_object('by_id', decided_by, 'by_name', by.full_name,
          'is_approved', is_approved, 'answers_for_law', answers_for_law, 'at', decided_at,
          'reason', ruling.reason) order by sequence)
        from override_rulings as ruling join users as by on by.id = ruling.decided_by
        where ruling.override_id = request.id), '[]')`.as('rulings'),
    ]);

export async function findOverride(database: TenantDatabase, id: string): Promise<KnownOverride | undefined> {
  const row = await overrides(database).where('request.id', '=', id).executeTakeFirst();
  return row && known(row);
}

/** Asked for since a moment, newest first; everybody's without an agent. */
export async function findOverridesSince(
  database: TenantDatabase,
  since: string,
  agentId: string | undefined,
): Promise<KnownOverride[]> {
  let query = overrides(database).where('request.asked_at', '>=', since);
  if (agentId !== undefined) query = query.where('request.agent_id', '=', agentId);
  const rows = await query.orderBy('request.asked_at', 'desc').orderBy('request.id', 'desc').limit(200).execute();
  return rows.map((row) => known(row));
}

/** Lets nobody else answer this override until the transaction ends. */
export async function lockOverride(database: TenantDatabase, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(
    current_setting('deskline.organization_id') || ':override:' || ${id}, 0))`.execute(database);
}

/** False: this decision has been asked about before. */
export async function insertOverride(
  database: TenantDatabase,
  { findings, ...request }: Omit<OverrideRow, 'agent_name' | 'is_used' | 'rulings'>,
): Promise<boolean> {
  const written = await database
    .insertInto('override_requests')
    .values({ ...request, findings: json(findings) })
    .onConflict((conflict) => conflict.column('decision_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

export async function insertRuling(
  database: TenantDatabase,
  ruling: {
    override_id: string;
    decided_by: string;
    is_approved: boolean;
    answers_for_law: boolean;
    reason: string;
    decided_at: string;
  },
): Promise<void> {
  await database.insertInto('override_rulings').values(ruling).execute();
}

/** Fails when it was used before: the table holds one row of each override. */
export async function spendOverride(
  database: TenantDatabase,
  use: { override_id: string; decision_id: string; call_id: string; used_at: string },
): Promise<void> {
  await database.insertInto('override_uses').values(use).execute();
}

/** What a decision says of the override that carried it. */
export const setAsideOf = ({ row }: KnownOverride, findings: readonly Finding[]): SetAside => ({
  override_id: row.id,
  rules: findings.map(({ pack_id, rule_id }) => ({ pack_id, rule_id })),
  asked_by: row.agent_name,
  reason: row.reason,
  approvals: row.rulings.map(({ by_id, by_name, at, reason }) => ({ by_id, by_name, at, reason })),
});
