/**
 * The PBX asks about a call that was cleared minutes ago: it is judged again, now.
 *
 * Promise: C1 C3. Whatever was recorded since the reservation and bars the call, refuses it here; its own attempt is not
 * counted against it. A release and a redemption at once: the row's lock lets one of them win, and the other finds it so.
 *
 *   lock person, number ► lock reservation ──released, gone──► refused
 *                               │ held
 *                               ▼
 *   facts ► decision stored ──refused, or another script──► released, refused with the reason
 *                               │ allowed
 *                               ▼
 *   the reservation is a call, its attempt counted from now ► permit used up ► live event
 */
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { decideContact, findDecision, lockTarget, whyRefused } from '../compliance/index.ts';
import { readLiveCall } from '../live/index.ts';
import { findAgent, insertRedeemedPermit, type KnownCall } from './calls.store.ts';
import type { DialPermitClaims } from './dial-permit.ts';
import {
  beginReserved,
  lockReservation,
  peekReservation,
  releaseHeld,
  showReservations,
} from './reservations.store.ts';

export type ReservedFault = 'released' | 'used' | 'agent-gone' | 'setup-missing' | 'barred' | 'new-script';
/** `reason`: one plain sentence, where the law or policy says no. */
export type ReservedRefusal = { fault: ReservedFault; reason?: string };

/** Lets a reserved call begin, or says why not. */
export async function redeemReserved(work: UnitOfWork, claims: DialPermitClaims): Promise<ReservedRefusal | undefined> {
  const { database, clock } = work;
  await showReservations(database);
  const peeked = await peekReservation(database, claims.sub);
  // A call by now: this permit, or another of the same reservation, was used before.
  if (!peeked) return { fault: 'used' };
  const target = { ...peeked, candidateCount: 1 };
  await lockTarget(database, target);
  const reservation = await lockReservation(database, claims.sub);
  if (!reservation) return { fault: 'used' };
  if (reservation.reservation === 'released') return { fault: 'released' };

  const agent = await findAgent(database, reservation.agent_id);
  // Minutes are long enough for somebody to lose their place; their phone is registered for longer.
  if (!agent.is_active) return { fault: 'agent-gone' };
  const gate = await decideContact(
    database,
    target,
    {
      contactId: reservation.id,
      agent: { id: reservation.agent_id, name: agent.full_name },
      callerId: reservation.caller_id,
      order: { action: {}, duringCallId: reservation.id },
    },
    clock,
  );
  if ('missing' in gate) return { fault: 'setup-missing' };
  const { decision } = gate;
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
  const barred = gate.isPermitted
    ? await findNewScript(work, reservation, decision)
    : { fault: 'barred' as const, reason: whyRefused(decision) };
  if (barred) {
    // The exchange refuses it, so it is no call and counts no more.
    await releaseHeld(database, reservation, { at: work.at, by: null }, 'barred');
    // Not every exchange hands its 403's words on; the agent's own feed brings them, when the server is back at the latest.
    if (barred.reason !== undefined)
      work.publish(
        { type: 'call-refused', call_id: reservation.id, reason: barred.reason },
        `agent:${reservation.agent_id}`,
      );
    return barred;
  }
  const recorded = { at: work.at, by: reservation.agent_id };
  await beginReserved(database, reservation, { at: decision.evaluated_at, decisionId: decision.id }, recorded);
  if (!(await insertRedeemedPermit(database, { jti: claims.jti, callId: reservation.id, at: work.at })))
    throw new Error('A reservation that was held, and its permit used');
  const call = await readLiveCall(database, reservation.id);
  if (call) work.publish({ type: 'call', call }, 'floor');
  return undefined;
}

/** The agent reads the script of the reservation: what has to be said since then would stay unsaid. */
async function findNewScript(
  { database }: UnitOfWork,
  { decision_id: id }: KnownCall,
  now: Decision,
): Promise<ReservedRefusal | undefined> {
  const before = id === null ? undefined : await findDecision(database, id);
  const known = new Set(before?.obligations.map(({ code }) => code));
  const added = now.obligations.find(({ code }) => !known.has(code));
  if (!added) return undefined;
  return { fault: 'new-script', reason: `Since the call was cleared, one more thing must be said: ${added.title}.` };
}
