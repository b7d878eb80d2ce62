/**
 * The letter that answers a dispute passes the gate when it leaves our hands, as every letter does: an attorney's client, somebody who
 * ceased all communication or a bankrupt is not written to by way of the desk either.
 *
 * Promise: C1. Nobody gets the letter to print without a stored decision that allows it; a refusal is kept with its decision.
 */
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { DisputeDetail } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, Refusal } from '../../http/handlers.ts';
import { findAddresses } from '../accounts/index.ts';
import { decideContact, lockContact, whyRefused } from '../compliance/index.ts';
import { setupProblem } from '../onboarding/index.ts';
import { readDispute } from './disputes.service.ts';

type Released = { status: 200; body: { letter: DisputeDetail['letter']; reference: string; decision: Decision } };

/**
 * Asks whether the letter may go out now, and gives it.
 * @throws ProblemError `request/not-found`
 */
export async function releaseLetter(work: UnitOfWork, actor: Actor, id: string): Promise<Released | Refusal> {
  const { database, clock } = work;
  const { dispute, letter } = await readDispute(database, id, clock);
  const contactId = createId(clock);
  work.audit({ subject: { type: 'dispute', id }, detail: { contact_id: contactId, title: letter.title } });
  const target = await lockContact(database, { accountId: dispute.account_id, phoneNumber: '' }, clock);
  // The one that was put on file last; nobody knows where the letter goes when there is none.
  const address = (await findAddresses(database, dispute.consumer_id, work.at)).at(-1);
  const gate = await decideContact(
    database,
    target,
    {
      contactId,
      callerId: null,
      agent: { id: actor.userId, name: actor.fullName },
      order: {
        duringCallId: null,
        action: {
          channel: 'letter',
          purposes: ['dispute-verification'],
          address: address ? `${address.lines}, ${address.city}, ${address.region} ${address.postal_code}` : null,
          isRecorded: false,
          message: {
            templateId: 'dispute-letter',
            messageClass: 'dispute-verification',
            subject: letter.title,
            text: letter.paragraphs.join('\n\n'),
            languages: ['en'],
          },
        },
      },
    },
    clock,
  );
  if ('missing' in gate) return new Refusal('dispute.letter-refused', setupProblem(gate.missing));
  const { decision } = gate;
  work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
  if (!gate.isPermitted) {
    const message = `This letter may not go out now: ${whyRefused(decision)}`;
    return new Refusal('dispute.letter-refused', new ProblemError('compliance/blocked', { message, detail: decision }));
  }
  return { status: 200, body: { letter, reference: dispute.debt_reference, decision } };
}
