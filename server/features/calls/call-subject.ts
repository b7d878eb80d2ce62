import type { KnownCall } from './calls.store.ts';
import type { LedgerSubject } from './contact-ledger.store.ts';

/** A call as its rows in the ledger name it. */
export const subjectOf = (call: KnownCall, debtIds: readonly string[] | null): LedgerSubject => ({
  callId: call.id,
  direction: call.direction,
  consumerId: call.consumer_id,
  phoneNumber: call.phone_number,
  debtIds,
  placedAt: call.started_at,
});
