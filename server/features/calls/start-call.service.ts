/**
 * The gate (12 CFR 1006.14(b)): decide, reserve, permit; in one transaction under the lock on the person.
 *
 * Promise: C1 C3. No permit leaves this file without a stored decision that allows the call and a counted attempt. The
 * same call started twice is one attempt. A refusal is kept: its decision and its audit row commit.
 *
 *   lock person ► known call? ──yes──► a fresh permit while nothing has happened, else 409
 *        │ no
 *        ▼
 *   reserved ahead by the same agent? ► released
 *        ▼
 *   facts ► decision stored ──refused──► 422 with the decision, call.refused
 *        │ allowed
 *        ▼
 *   permit ► call + attempt (counts from now on) ► live event
 */
import type { BodyOf } from '../../../shared/contracts/core/define-endpoint.ts';
import { callEndpoints } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, Refusal } from '../../http/handlers.ts';
import {
  type ContactTarget,
  decideContact,
  findDecision,
  type GateDecision,
  lockContact,
} from '../compliance/index.ts';
import { setupProblem } from '../onboarding/index.ts';
import { findCallForUpdate, hasBegun, type KnownCall } from './calls.store.ts';
import { permitEndMs } from '../../integrations/pbx/permits.ts';
import type { DialPermits } from './dial-permit.ts';
import { type ReleaseOptions, releaseReservations } from './release-reservations.service.ts';
import { findStarter, insertStartedCall } from './start-call.store.ts';

export type StartOptions = ReleaseOptions & {
  permits: DialPermits;
  sipDomain: string;
  /** User part of the address a person registers as: the `agent` of the permit. */
  sipUserOf(user: { email: string; sip_user: string }): string;
};

type StartBody = {
  call_id: string;
  phone_number: string;
  caller_id: string;
  account_id: string | null;
  system_id?: string | undefined;
  override_id?: string | undefined;
  reserved_call_id?: string | undefined;
};
type Started = BodyOf<(typeof callEndpoints)['startCall']>;
type Caller = { agent: string; organizationId: string };

/**
 * Starts an outbound call.
 * @throws ProblemError `request/not-found`, `request/invalid` for a caller id that is not the organisation's or a call id
 * that stands for another call, `calls/already-ended`.
 */
export async function startCall(
  work: UnitOfWork,
  actor: Actor,
  body: StartBody,
  options: StartOptions,
): Promise<{ status: 201; body: Started } | Refusal> {
  const { database, clock } = work;
  work.audit({ subject: { type: 'call', id: body.call_id }, detail: { account_id: body.account_id } });
  const contact = { accountId: body.account_id, phoneNumber: body.phone_number };
  const target = await lockContact(database, contact, clock);
  const starter = await findStarter(database, actor.userId, body.call_id);
  // 47 USC 227(e): only numbers that are ours may be shown.
  if (!starter.caller_ids.some((each) => each.phone_number === body.caller_id))
    throw invalid('body.caller_id', 'Not one of the numbers of your organisation');
  const caller = { agent: options.sipUserOf(starter), organizationId: work.organizationId };
  const known = starter.is_known ? await findCallForUpdate(database, body.call_id) : undefined;
  if (known) return { status: 201, body: await repeatStart(work, known, actor, body, caller, options) };

  if (body.reserved_call_id !== undefined) await giveBack(work, actor, body.reserved_call_id, options);
  const agent = { id: actor.userId, name: actor.fullName };
  const gate = await decideContact(
    database,
    target,
    { contactId: body.call_id, agent, callerId: body.caller_id, overrideId: body.override_id },
    clock,
  );
  if ('missing' in gate) {
    work.audit({ detail: { missing_setup: gate.missing.map(({ step }) => step) } });
    return new Refusal('call.refused', setupProblem(gate.missing));
  }
  const { decision } = gate;
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
  if (body.override_id !== undefined)
    work.audit({ detail: { override_id: body.override_id, is_overridden: decision.set_aside !== undefined } });
  if (!gate.isPermitted) {
    work.publish({ type: 'today-changed' }, 'floor');
    return new Refusal('call.refused', new ProblemError('compliance/blocked', { detail: decision }));
  }
  return { status: 201, body: await reserve(work, actor, body, target, gate, caller, options) };
}

/**
 * Only who holds a reservation pays for giving it back. A start that comes so late that the desktop has dialed with what it held
 * is a call already: it begins no second one.
 */
async function giveBack(work: UnitOfWork, actor: Actor, callId: string, options: StartOptions): Promise<void> {
  const released = await releaseReservations(work, actor.userId, [callId], 'dialled-online', options);
  if (released.length > 0) return;
  const placed = await findCallForUpdate(work.database, callId);
  if (placed?.agent_id === actor.userId && placed.reservation === null) throw new ProblemError('calls/already-ended');
}

async function reserve(
  work: UnitOfWork,
  actor: Actor,
  body: StartBody,
  target: ContactTarget,
  gate: GateDecision,
  caller: Caller,
  options: StartOptions,
): Promise<Started> {
  const { database } = work;
  const startedAt = gate.decision.evaluated_at;
  const expiresAtMs = permitEndMs(Date.parse(startedAt), gate.isPermittedAt);
  const issued = await options.permits.issue(permitTerms(body, caller), expiresAtMs);
  const started = await insertStartedCall(
    database,
    {
      id: body.call_id,
      agent_id: actor.userId,
      consumer_id: target.consumerId,
      account_id: target.accountId,
      phone_number: body.phone_number,
      caller_id: body.caller_id,
      system_id: body.system_id ?? null,
      decision_id: gate.decision.id,
      permit_expires_at: issued.expiresAt,
      started_at: startedAt,
    },
    gate.debtIds,
    work.at,
  );
  // Another call took the id between the look and now, with another person's lock.
  if (!started) throw invalid('body.call_id', 'This id stands for another call');
  work.publish({ type: 'call', call: started }, 'floor');
  return startedReply(body, gate.decision, issued, options);
}

/** The same call again: its reply was lost. The attempt is reserved already; only a new permit is made. */
async function repeatStart(
  work: UnitOfWork,
  known: KnownCall,
  actor: Actor,
  body: StartBody,
  caller: Caller,
  options: StartOptions,
): Promise<Started> {
  const isSame =
    known.agent_id === actor.userId &&
    known.phone_number === body.phone_number &&
    known.account_id === body.account_id &&
    known.caller_id === body.caller_id;
  if (!isSame) throw invalid('body.call_id', 'This id stands for another call');
  const expiresAtMs = known.permit_expires_at === null ? 0 : Date.parse(known.permit_expires_at);
  const isOver = known.ended_at !== null || known.answered_at !== null || work.clock.now() >= expiresAtMs;
  if (isOver || (await hasBegun(work.database, known.id))) throw new ProblemError('calls/already-ended');
  const decision = known.decision_id === null ? undefined : await findDecision(work.database, known.decision_id);
  if (!decision) throw new Error('An outbound call without its decision');
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict, is_repeated: true } });
  return startedReply(body, decision, await options.permits.issue(permitTerms(body, caller), expiresAtMs), options);
}

const permitTerms = (body: StartBody, caller: Caller) => ({
  ...caller,
  callId: body.call_id,
  phoneNumber: body.phone_number,
  callerId: body.caller_id,
});

const startedReply = (
  body: StartBody,
  decision: Decision,
  issued: { permit: string; expiresAt: string },
  options: StartOptions,
): Started => ({
  call_id: body.call_id,
  sip_target: `sip:${body.phone_number}@${options.sipDomain}`,
  dial_permit: issued.permit,
  permit_expires_at: issued.expiresAt,
  script: decision.obligations,
  decision,
});

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });
