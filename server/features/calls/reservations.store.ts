/**
 * Reservations as the database holds them: rows of `calls` that are no calls yet.
 *
 * A row is changed only by whoever locked it and found it `held`, so that of a release and a redemption at once one wins.
 */
import { sql } from 'kysely';
import type { ReleaseReason } from '../../../shared/domain/compliance/contact-ledger.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { subjectOf } from './call-subject.ts';
import type { KnownCall } from './calls.store.ts';
import { appendToLedger, readCallLedger } from './contact-ledger.store.ts';

/** From here to its end this transaction also sees what was reserved; nobody else does. */
export async function showReservations(database: TenantDatabase): Promise<void> {
  await sql`select set_config('deskline.shows_reservations', 'true', true)`.execute(database);
}

/** Whether the organization lets calls be cleared ahead. */
export const reservesPermits = async (database: TenantDatabase): Promise<boolean> =>
  (await database.selectFrom('organizations').select('reserves_permits').executeTakeFirstOrThrow()).reserves_permits;

/** Nobody else reserves for this agent until the transaction ends. Comes before the locks on persons. */
export async function lockReserving(database: TenantDatabase, agentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(
    current_setting('deskline.organization_id') || ':reserving:' || ${agentId}, 0))`.execute(database);
}

/** What an agent holds, the oldest first. Needs `showReservations`, as all below do. */
export const findHeld = (database: TenantDatabase, agentId: string): Promise<KnownCall[]> =>
  database
    .selectFrom('calls')
    .selectAll()
    .where('agent_id', '=', agentId)
    .where('reservation', '=', 'held')
    .orderBy('started_at')
    .execute();

/** Whether another agent holds this person or this number, with a permit that has not ended. */
export async function isHeldByAnother(
  database: TenantDatabase,
  agentId: string,
  contact: { consumerId: string | null; phoneNumber: string },
  now: string,
): Promise<boolean> {
  const found = await database
    .selectFrom('calls')
    .select('id')
    .where('reservation', '=', 'held')
    .where('agent_id', '!=', agentId)
    .where('permit_expires_at', '>', now)
    .where((where) =>
      where.or([
        where('phone_number', '=', contact.phoneNumber),
        ...(contact.consumerId === null ? [] : [where('consumer_id', '=', contact.consumerId)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** A reservation, locked until the transaction ends; undefined when it is none. */
export const lockReservation = (database: TenantDatabase, id: string): Promise<KnownCall | undefined> =>
  database
    .selectFrom('calls')
    .selectAll()
    .where('id', '=', id)
    .where('reservation', 'is not', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** The oldest of these reservations that is still held, locked; what somebody else works on is left to them. */
export const lockOldestHeld = (database: TenantDatabase, ids: readonly string[]): Promise<KnownCall | undefined> =>
  database
    .selectFrom('calls')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('reservation', '=', 'held')
    .orderBy('started_at')
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();

/** Whom a reservation is to, for the locks that go before its own. */
export async function peekReservation(
  database: TenantDatabase,
  id: string,
): Promise<{ accountId: string | null; consumerId: string | null; phoneNumber: string } | undefined> {
  const row = await database
    .selectFrom('calls')
    .select(['account_id', 'consumer_id', 'phone_number'])
    .where('id', '=', id)
    .where('reservation', 'is not', null)
    .executeTakeFirst();
  if (!row || row.phone_number === null) return undefined;
  return { accountId: row.account_id, consumerId: row.consumer_id, phoneNumber: row.phone_number };
}

/** Reservations whose permit has ended, locked; what somebody else works on is left to them. */
export const lockEnded = (database: TenantDatabase, now: string, limit: number): Promise<KnownCall[]> =>
  database
    .selectFrom('calls')
    .selectAll()
    .where('reservation', '=', 'held')
    .where('permit_expires_at', '<=', now)
    .orderBy('id')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();

/** Gives back a reservation that was locked as `held`: it counts no more, and its id can be used no more. */
export async function releaseHeld(
  database: TenantDatabase,
  reservation: KnownCall,
  recorded: { at: string; by: string | null },
  why: ReleaseReason,
): Promise<void> {
  await database.updateTable('calls').set({ reservation: 'released' }).where('id', '=', reservation.id).execute();
  const { debtIds } = await readCallLedger(database, reservation.id);
  await appendToLedger(database, subjectOf(reservation, debtIds), recorded, [{ kind: 'released', why }]);
}

/**
 * Makes a call of a reservation that was locked: its attempt is counted from the moment it was placed. One that was released
 * becomes one only when the wire says that it was placed all the same.
 */
export async function beginReserved(
  database: TenantDatabase,
  reservation: KnownCall,
  placed: { at: string; decisionId: string | null },
  recorded: { at: string; by: string | null },
): Promise<void> {
  await database
    .updateTable('calls')
    .set({ reservation: null, started_at: placed.at, decision_id: placed.decisionId })
    .where('id', '=', reservation.id)
    .execute();
  const { debtIds } = await readCallLedger(database, reservation.id);
  const subject = { ...subjectOf(reservation, debtIds), placedAt: placed.at };
  await appendToLedger(database, subject, recorded, [{ kind: 'attempt' }]);
}
