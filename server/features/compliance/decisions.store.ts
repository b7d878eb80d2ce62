/**
 * Decisions as evidence: each one whole, with the facts it was made from.
 *
 * Promise: a stored decision never changes; the app's role can neither update nor delete one (12 CFR 1006.100).
 */
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export type StoredDecision = {
  decision: Decision & { id: string };
  facts: ContactFacts;
  callId: string;
  agentId: string;
  consumerId: string | null;
  accountId: string | null;
  phoneNumber: string;
};

export async function insertDecision(database: TenantDatabase, stored: StoredDecision): Promise<void> {
  await database
    .insertInto('compliance_decisions')
    .values({
      id: stored.decision.id,
      at: stored.decision.evaluated_at,
      call_id: stored.callId,
      agent_id: stored.agentId,
      consumer_id: stored.consumerId,
      account_id: stored.accountId,
      phone_number: stored.phoneNumber,
      verdict: stored.decision.verdict,
      decision: json(stored.decision),
      facts: json(stored.facts),
    })
    .execute();
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
