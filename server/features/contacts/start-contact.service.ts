/**
 * The gate for written messages (12 CFR 1006.6, 1006.14, 1006.42): decide, reserve, permit; in one transaction under the
 * lock on the person, at the moment of sending.
 *
 * Promise: C1 C3. No permit leaves this file without a stored decision that allows the message and a row that counts it.
 * The same message asked about twice is one message. A refusal is kept: its decision and its audit row commit.
 *
 *   lock person ► lock message ► known? ──yes──► a fresh permit while nothing has happened, else 409
 *                                  │ no
 *                                  ▼
 *   facts ► decision stored ──refused──► 422 with the decision, contact.refused
 *        │ allowed
 *        ▼
 *   message in the ledger (counts from now on) ► permit
 */
import { createHash } from 'node:crypto';
import type { StartContactBody, StartedContact } from '../../../shared/contracts/contacts/contacts.contract.ts';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { permitEndMs } from '../../integrations/pbx/permits.ts';
import { decideContact, findDecision, lockContact, type ContactOrder, whyRefused } from '../compliance/index.ts';
import { setupProblem } from '../onboarding/index.ts';
import {
  appendToMessages,
  findMessage,
  findSender,
  hasMessageBegun,
  type KnownMessage,
  lockMessage,
} from './message-ledger.store.ts';
import type { SendPermits } from './send-permit.ts';

/** Whose name a message goes out under; its decisions stand in their chain. */
export type MessageSender = { name: string; userId: string };

/**
 * Asks whether a message may be sent now.
 * @throws ProblemError `request/not-found` for an account that is none of the organisation's, `request/invalid` for an id
 * that stands for another message, `contacts/already-sent`, `auth/required` for a sender whose person is not there.
 */
export async function startContact(
  work: UnitOfWork,
  sender: MessageSender,
  body: StartContactBody,
  permits: SendPermits,
): Promise<{ status: 201; body: StartedContact } | Refusal> {
  const { database, clock } = work;
  const { contact_id: contactId, account_id: accountId, channel, address } = body;
  work.audit({
    subject: { type: 'contact', id: contactId },
    detail: { account_id: accountId, channel, sender: sender.name },
  });
  const person = await findSender(database, sender.userId);
  if (!person) throw new ProblemError('auth/required');
  const phoneNumber = channel === 'sms' ? address : '';
  const target = await lockContact(database, { accountId, phoneNumber }, clock);
  const { consumerId } = target;
  if (consumerId === null) throw new Error('An account without a consumer');
  await lockMessage(database, contactId);
  const known = await findMessage(database, contactId);
  if (known) return { status: 201, body: await repeatStart(work, known, body, permits) };

  const gate = await decideContact(
    database,
    target,
    {
      contactId,
      callerId: null,
      agent: { id: sender.userId, name: person.full_name },
      order: { action: actionOf(body, person.caller_ids), duringCallId: null },
    },
    clock,
  );
  if ('missing' in gate) return new Refusal('contact.refused', setupProblem(gate.missing));
  const { decision } = gate;
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
  if (!gate.isPermitted) {
    const message = `This message may not be sent now: ${whyRefused(decision)}`;
    return new Refusal('contact.refused', new ProblemError('compliance/blocked', { message, detail: decision }));
  }
  const permittedAt = decision.evaluated_at;
  const permitExpiresAtMs = permitEndMs(Date.parse(permittedAt), gate.isPermittedAt);
  const { debtIds } = gate;
  await appendToMessages(
    database,
    { contactId, channel, consumerId, accountId, address, debtIds, placedAt: permittedAt },
    { at: work.at, by: sender.name },
    [
      {
        value: {
          kind: 'reserved',
          purpose: body.purpose,
          templateId: body.message.template_id,
          decisionId: decision.id,
          permitExpiresAtMs,
          fingerprint: fingerprintOf(body),
        },
      },
    ],
  );
  return { status: 201, body: await startedReply(work, body, decision, permitExpiresAtMs, permits) };
}

/** The same message again: its reply was lost. It is reserved already; only a new permit is made. */
async function repeatStart(
  work: UnitOfWork,
  { reserved }: KnownMessage,
  body: StartContactBody,
  permits: SendPermits,
): Promise<StartedContact> {
  if (reserved.fingerprint !== fingerprintOf(body)) {
    const issue = { path: 'body.contact_id', message: 'This id stands for another message' };
    throw new ProblemError('request/invalid', { issues: [issue] });
  }
  const isOver = work.clock.now() >= reserved.permitExpiresAtMs;
  if (isOver || (await hasMessageBegun(work.database, body.contact_id)))
    throw new ProblemError('contacts/already-sent');
  const decision = await findDecision(work.database, reserved.decisionId);
  if (!decision) throw new Error('A message without its decision');
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict, is_repeated: true } });
  return startedReply(work, body, decision, reserved.permitExpiresAtMs, permits);
}

async function startedReply(
  work: UnitOfWork,
  { contact_id: contactId, channel, address }: StartContactBody,
  decision: Decision,
  expiresAtMs: number,
  permits: SendPermits,
): Promise<StartedContact> {
  const terms = { contactId, channel, address, organizationId: work.organizationId };
  const issued = await permits.issue(terms, expiresAtMs);
  return {
    contact_id: contactId,
    send_permit: issued.permit,
    permit_expires_at: issued.expiresAt,
    obligations: decision.obligations,
    decision,
  };
}

const fingerprintOf = (body: StartContactBody): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url');

/** The message as rules look at it. Nobody releases a message by sending it. */
function actionOf(
  { channel, address, purpose, from, message }: StartContactBody,
  callerIds: readonly { phone_number: string }[],
): ContactOrder['action'] {
  return {
    channel,
    purposes: [purpose],
    recipient: 'consumer',
    address: channel === 'sms' ? null : address,
    callerId: { phoneNumber: from, isOurs: from === null || callerIds.some((each) => each.phone_number === from) },
    isRecorded: false,
    message: {
      templateId: message.template_id,
      messageClass: message.message_class,
      subject: message.subject,
      text: message.text,
      languages: message.languages,
      optOut: message.opt_out && {
        isConspicuous: message.opt_out.is_conspicuous,
        languages: message.opt_out.languages,
        asksForMore: message.opt_out.asks_for_more,
        costsMoney: message.opt_out.costs_money,
      },
      paymentDeadlineOn: message.payment_deadline_on,
      interestPercent: message.interest_percent,
    },
  };
}
