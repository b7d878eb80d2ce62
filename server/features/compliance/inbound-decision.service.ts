/**
 * The judgement about a call that came in. Nobody can refuse it, so its verdict stops nothing; what its rules ask for binds all
 * the same: the full notice when it is the first communication (12 CFR 1006.18(e), comment 18(e)(1)-1), the announcement of a
 * recording, what may not be said to whom. It is kept like every decision, in the chain of the agent who has the call.
 */
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { evaluate } from './compliance.service.ts';
import { readContacts } from './contact-rows.read-model.ts';
import type { ContactTarget } from './contact-target.read-model.ts';
import { appendDecision } from './decisions.store.ts';

/**
 * Decides about a call that came in from a target, now, and stores that. An organization whose setup is not complete is called
 * too: its rules bind as far as they are in force. No overview counts the decision: it let nothing through and held nothing up.
 */
export async function decideInbound(
  database: TenantDatabase,
  target: ContactTarget,
  call: { id: string; agent: { id: string; name: string } },
  clock: Clock,
): Promise<Decision & { id: string }> {
  const nowMs = clock.now();
  const { id: callId, agent } = call;
  const rows = await readContacts(database, [target], nowMs, { chainOf: agent.id, heldBy: agent.id });
  const order = {
    action: { direction: 'inbound' as const },
    duringCallId: callId,
    heldCallIds: rows.heldCallIds,
  };
  const { facts, decision: judged } = evaluate(rows, target, agent, nowMs, order);
  if (!rows.chainEnd) throw new Error('A chain without an end');
  const decision = { ...judged, id: createId(clock) };
  await appendDecision(database, rows.chainEnd, {
    decision,
    facts,
    callId,
    agentId: agent.id,
    consumerId: target.consumerId,
    accountId: target.accountId,
    phoneNumber: target.phoneNumber,
    isCounted: false,
  });
  return decision;
}
