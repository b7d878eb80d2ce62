import { sql } from 'kysely';
import type { Hold } from '../../../shared/contracts/retention/retention.contract.ts';
import type { LegalHold } from '../../../shared/domain/compliance/retention/judge-record.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

/** Holds and purges take turns: a hold that was answered for is seen by whatever is removed after it. */
export async function lockHolds(database: TenantDatabase): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('legal-holds:' || current_setting('deskline.organization_id'), 0))`.execute(
    database,
  );
}

type HoldRow = {
  id: string;
  scope: Hold['scope'];
  subject_id: string | null;
  subject_label: string | null;
  matter: string;
  reason: string;
  placed_by: string;
  placed_at: string;
  lifted_by: string | null;
  lifted_at: string | null;
  lift_reason: string | null;
};

const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  scope: row.scope,
  subject_id: row.subject_id,
  subject_label: row.subject_label,
  matter: row.matter,
  reason: row.reason,
  placed: { by: row.placed_by, at: row.placed_at },
  lifted: row.lifted_at === null ? null : { by: row.lifted_by ?? '', at: row.lifted_at, reason: row.lift_reason ?? '' },
});

const holdsWithNames = (database: TenantDatabase) =>
  database
    .selectFrom('legal_holds as hold')
    .innerJoin('users as placer', 'placer.id', 'hold.placed_by')
    .leftJoin('legal_hold_lifts as lift', 'lift.hold_id', 'hold.id')
    .leftJoin('users as lifter', 'lifter.id', 'lift.lifted_by')
    .select([
      'hold.id',
      'hold.scope',
      'hold.subject_id',
      'hold.matter',
      'hold.reason',
      'placer.full_name as placed_by',
      'hold.placed_at',
      'lifter.full_name as lifted_by',
      'lift.lifted_at',
      'lift.reason as lift_reason',
    ])
    .select(
      sql<string | null>`case hold.scope
        when 'consumer' then (select full_name from consumers
          where consumers.organization_id = hold.organization_id and consumers.id = hold.subject_id)
        when 'account' then (select reference from accounts
          where accounts.organization_id = hold.organization_id and accounts.id = hold.subject_id)
        when 'call' then (select phone_number from calls
          where calls.organization_id = hold.organization_id and calls.id = hold.subject_id) end`.as('subject_label'),
    );

/** Those that hold first, then the latest. */
export async function findHolds(database: TenantDatabase): Promise<Hold[]> {
  const rows = await holdsWithNames(database)
    .orderBy(sql`lift.lifted_at is not null`)
    .orderBy('hold.id', 'desc')
    .execute();
  return rows.map(toHold);
}

export async function findHold(database: TenantDatabase, id: string): Promise<Hold | undefined> {
  const row = await holdsWithNames(database).where('hold.id', '=', id).executeTakeFirst();
  return row && toHold(row);
}

/** Every hold as the rule asks about it, lifted ones as well. */
export async function findHoldFacts(database: TenantDatabase): Promise<LegalHold[]> {
  const holds = await findHolds(database);
  return holds.map(({ id, scope, subject_id: subjectId, matter, placed, lifted }) => ({
    id,
    scope,
    subjectId,
    matter,
    placedAtMs: Date.parse(placed.at),
    liftedAtMs: lifted ? Date.parse(lifted.at) : null,
  }));
}

/** Whether what a hold is to cover exists in this organization. */
export async function subjectExists(
  database: TenantDatabase,
  { scope, subject_id: subjectId }: Pick<Hold, 'scope' | 'subject_id'>,
): Promise<boolean> {
  if (scope === 'organization' || subjectId === null) return scope === 'organization' && subjectId === null;
  const table = ({ consumer: 'consumers', account: 'accounts', call: 'calls' } as const)[scope];
  return (await database.selectFrom(table).select('id').where('id', '=', subjectId).executeTakeFirst()) !== undefined;
}

type NewHold = Pick<Hold, 'id' | 'scope' | 'subject_id' | 'matter' | 'reason'> & {
  placed_by: string;
  placed_at: string;
};

export async function insertHold(database: TenantDatabase, hold: NewHold): Promise<void> {
  await database.insertInto('legal_holds').values(hold).execute();
}

export async function insertLift(
  database: TenantDatabase,
  lift: { hold_id: string; reason: string; lifted_by: string; lifted_at: string },
): Promise<void> {
  await database.insertInto('legal_hold_lifts').values(lift).execute();
}
