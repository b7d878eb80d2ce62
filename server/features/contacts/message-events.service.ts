/**
 * What is heard of messages: that their permit is used, what became of them, and what comes in.
 *
 * Promise: C2 C3. A permit passes once; whatever is wrong with it, the carrier gets the same answer, and the reason is in
 * the audit row. A message that nobody reports on counts.
 */
import type { MessageEvent, ReceivedMessageBody } from '../../../shared/contracts/contacts/contacts.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { isSameAddress, type MessageMedium } from '../../../shared/domain/compliance/message-ledger.ts';
import { asksToStop, refusesOrCeases } from '../../../shared/domain/compliance/opt-outs.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import type { PermitFault, PermitVerdict } from '../../integrations/pbx/permits.ts';
import { lockTarget } from '../compliance/index.ts';
import { keepFact } from '../consumer-facts/index.ts';
import { appendToMessages, findAccountHolder, findMessage, lockMessage } from './message-ledger.store.ts';
import type { SendPermitClaims } from './send-permit.ts';
import type { MessageSender } from './start-contact.service.ts';

type Carried = { channel: MessageMedium; address: string };
type Fault = PermitFault | 'other-organization' | 'other-channel' | 'other-address' | 'unknown-message' | 'used';

/** Uses up a send permit that was read, or refuses it. */
export async function redeemSendPermit(
  work: UnitOfWork,
  sender: MessageSender,
  carried: Carried,
  verdict: PermitVerdict<SendPermitClaims>,
): Promise<{ status: 200; body: { allowed: true; contact_id: string } } | Refusal> {
  work.audit({ detail: { sender: sender.name, channel: carried.channel, address: carried.address } });
  const fault = 'fault' in verdict ? verdict.fault : await findFault(work, sender, carried, verdict.claims);
  if (fault !== undefined || !('claims' in verdict)) {
    work.audit({ detail: { reason: fault } });
    return new Refusal('send-permit.refused', new ProblemError('contacts/permit-refused'));
  }
  return { status: 200, body: { allowed: true, contact_id: verdict.claims.sub } };
}

async function findFault(
  work: UnitOfWork,
  sender: MessageSender,
  { channel, address }: Carried,
  claims: SendPermitClaims,
): Promise<Fault | undefined> {
  if (claims.organizationId !== work.organizationId) return 'other-organization';
  work.audit({ subject: { type: 'contact', id: claims.sub }, detail: { jti: claims.jti } });
  if (claims.channel !== channel) return 'other-channel';
  if (!isSameAddress(claims.address, address)) return 'other-address';
  await lockMessage(work.database, claims.sub);
  const known = await findMessage(work.database, claims.sub);
  if (!known) return 'unknown-message';
  const recorded = { at: work.at, by: sender.name };
  const added = await appendToMessages(work.database, known, recorded, [
    { value: { kind: 'permit-used', jti: claims.jti } },
  ]);
  return added === 1 ? undefined : 'used';
}

/**
 * Records what became of a message; events may come late, twice and in any order.
 * @throws ProblemError `request/not-found` for a message that was never permitted
 */
export async function recordContactEvents(
  work: UnitOfWork,
  sender: MessageSender,
  contactId: string,
  events: readonly MessageEvent[],
): Promise<{ contact_id: string; recorded: number }> {
  const { database } = work;
  work.audit({
    subject: { type: 'contact', id: contactId },
    detail: { sender: sender.name, types: events.map(({ type }) => type) },
  });
  await lockMessage(database, contactId);
  const known = await findMessage(database, contactId);
  if (!known) throw new ProblemError('request/not-found');
  const recorded = await appendToMessages(
    database,
    known,
    { at: work.at, by: sender.name },
    events.map(({ id, type, at }) => ({ eventId: id, value: { kind: 'event', type, atMs: Date.parse(at) } })),
  );
  return { contact_id: contactId, recorded };
}

/**
 * Records a message that came in. A wish to stop, and a notice that ceases all communication (12 CFR 1006.6(c)), hold from the
 * commit on, under the lock that every send takes.
 * @throws ProblemError `request/not-found` for an account that is none of the organisation's
 */
export async function recordReceivedMessage(
  work: UnitOfWork,
  sender: MessageSender,
  body: ReceivedMessageBody,
): Promise<{ contact_id: string; asks_to_stop: boolean; ceases: boolean; recorded: boolean }> {
  const { database } = work;
  const { contact_id: contactId, account_id: accountId, channel, address } = body;
  const written = { subject: body.subject, body: body.text };
  const wantsNoMore = asksToStop(written);
  // Of the person whose debt it is: somebody who says that this is the wrong person does not cease for them.
  const ceases = refusesOrCeases(written) && !body.says_wrong_party;
  const flags = {
    isAboutDebt: body.is_about_debt,
    asksToStop: wantsNoMore,
    saysWrongParty: body.says_wrong_party,
  };
  work.audit({
    subject: { type: 'contact', id: contactId },
    detail: { sender: sender.name, account_id: accountId, channel, asks_to_stop: wantsNoMore, ceases },
  });
  const consumerId = await findAccountHolder(database, accountId);
  if (consumerId === undefined) throw new ProblemError('request/not-found');
  const phoneNumber = channel === 'sms' ? address : '';
  await lockTarget(database, { accountId, consumerId, phoneNumber, candidateCount: 1 });
  // A clock that runs ahead must not make a wish to stop begin later.
  const placedAt = Date.parse(body.received_at) > Date.parse(work.at) ? work.at : body.received_at;
  const added = await appendToMessages(
    database,
    { contactId, channel, consumerId, accountId, address, debtIds: null, placedAt },
    { at: work.at, by: sender.name },
    [{ value: { kind: 'received', ...flags } }],
  );
  if (ceases && added === 1) {
    const { fact } = await recordCease(work, sender, accountId, { channel, receivedAt: placedAt });
    work.audit({ detail: { cease_notice_id: fact.id } });
  }
  return { contact_id: contactId, asks_to_stop: wantsNoMore, ceases, recorded: added === 1 };
}

/** For every debt of the consumer: a message names none. Compliance takes it back for those it was not about. */
const recordCease = (
  work: UnitOfWork,
  { userId }: MessageSender,
  accountId: string,
  { channel, receivedAt }: { channel: MessageMedium; receivedAt: string },
) =>
  keepFact(work, userId, accountId, {
    told: { kind: 'cease-notice', value: {} },
    debt_id: null,
    phone_number: null,
    address: null,
    received_at: receivedAt,
    received_by: channel === 'direct-message' ? 'portal' : channel,
    call_id: null,
    note: 'A message said that nothing will be paid, or asked for no further contact.',
  });
