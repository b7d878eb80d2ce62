/**
 * The contact ledger as the database holds it.
 *
 * Promise: a row is never changed or removed; what is learned later is a later row. The app's role holds no other right.
 */
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type LedgerSubject = {
  callId: string;
  direction: 'outbound' | 'inbound';
  consumerId: string | null;
  phoneNumber: string | null;
  debtIds: readonly string[] | null;
  /** When the call was placed or came in, ISO 8601 UTC. */
  placedAt: string;
};

/** Adds what was learned about a call. `by` is the person who said it, null for the wire. */
export async function appendToLedger(
  database: TenantDatabase,
  subject: LedgerSubject,
  recorded: { at: string; by: string | null },
  values: readonly LedgerValue[],
): Promise<void> {
  if (values.length === 0) return;
  await database
    .insertInto('contact_ledger')
    .values(
      values.map((value) => ({
        kind: value.kind,
        call_id: subject.callId,
        direction: subject.direction,
        consumer_id: subject.consumerId,
        phone_number: subject.phoneNumber,
        debt_ids: subject.debtIds === null ? null : json(subject.debtIds),
        placed_at: subject.placedAt,
        recorded_at: recorded.at,
        recorded_by: recorded.by,
        value: json(value),
      })),
    )
    .execute();
}

export type KnownOfCall = {
  debtIds: readonly string[] | null;
  settled: Extract<LedgerValue, { kind: 'settled' }> | undefined;
  talk: Extract<LedgerValue, { kind: 'talk' }> | undefined;
  consent: Extract<LedgerValue, { kind: 'consent' }> | undefined;
  wrongNumber: Extract<LedgerValue, { kind: 'wrong-number' }> | undefined;
};

/** What the ledger says about one call now: the latest row of each kind. */
export async function readCallLedger(database: TenantDatabase, callId: string): Promise<KnownOfCall> {
  const rows = await database
    .selectFrom('contact_ledger')
    .select(['debt_ids', 'value'])
    .where('call_id', '=', callId)
    .orderBy('sequence')
    .execute();
  const known: KnownOfCall = {
    debtIds: rows[0]?.debt_ids ?? null,
    settled: undefined,
    talk: undefined,
    consent: undefined,
    wrongNumber: undefined,
  };
  for (const { value } of rows) {
    if (value.kind === 'settled') known.settled = value;
    else if (value.kind === 'talk') known.talk = value;
    else if (value.kind === 'consent') known.consent = value;
    else if (value.kind === 'wrong-number') known.wrongNumber = value;
  }
  return known;
}
