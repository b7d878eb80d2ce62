/**
 * A recorded message left on a voicemail is judged at the moment of leaving it: its words, the hour, the wishes, and that a
 * recorded voice speaks (12 CFR 1006.2(j), 47 CFR 64.1200(a)(1)).
 *
 * Promise: C1 C3. The phone gets no yes without a stored decision that allows it, and from then on the call is one that left
 * a message. The call itself is the attempt and counts once; before its own message it is no earlier contact.
 */
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, Refusal } from '../../http/handlers.ts';
import { decideContact, lockTarget, whyRefused } from '../compliance/index.ts';
import { setupProblem } from '../onboarding/index.ts';
import { findMessageInUse } from '../telephony/index.ts';
import { subjectOf } from './call-subject.ts';
import { findCallForUpdate, findCallTarget } from './calls.store.ts';
import { appendToLedger, readCallLedger } from './contact-ledger.store.ts';

type Allowed = { status: 200; body: { call_id: string; decision: Decision & { id: string } } };

/**
 * Asks whether a recorded message may be left in one's own outbound call now.
 * @throws ProblemError `request/not-found` for a call that is unknown, came in or is another agent's, and for a message
 * that is not in use; `calls/already-ended`
 */
export async function dropMessage(
  work: UnitOfWork,
  actor: Actor,
  callId: string,
  messageId: string,
): Promise<Allowed | Refusal> {
  const { database, clock } = work;
  work.audit({ subject: { type: 'call', id: callId }, detail: { message_id: messageId } });
  const target = await findCallTarget(database, callId);
  const message = await findMessageInUse(database, messageId);
  if (!target || !message) throw new ProblemError('request/not-found');
  await lockTarget(database, target);
  const call = await findCallForUpdate(database, callId);
  if (call?.agent_id !== actor.userId || call.direction !== 'outbound') throw new ProblemError('request/not-found');
  if (call.ended_at !== null) throw new ProblemError('calls/already-ended');

  const gate = await decideContact(
    database,
    target,
    {
      contactId: callId,
      callerId: call.caller_id,
      agent: { id: actor.userId, name: actor.fullName },
      order: {
        duringCallId: callId,
        action: {
          channel: 'voicemail',
          mode: 'prerecorded',
          callerId: { phoneNumber: call.caller_id },
          message: { templateId: messageId, messageClass: 'limited-content', text: message.transcript },
        },
      },
    },
    clock,
  );
  if ('missing' in gate) return new Refusal('call.message-refused', setupProblem(gate.missing));
  const { decision } = gate;
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
  if (!gate.isPermitted) {
    const why = `This message may not be left: ${whyRefused(decision)}`;
    return new Refusal(
      'call.message-refused',
      new ProblemError('compliance/blocked', { message: why, detail: decision }),
    );
  }
  const { debtIds } = await readCallLedger(database, callId);
  await appendToLedger(database, subjectOf(call, debtIds), { at: work.at, by: actor.userId }, [
    { kind: 'voicemail', messageId, decisionId: decision.id },
  ]);
  return { status: 200, body: { call_id: callId, decision } };
}
