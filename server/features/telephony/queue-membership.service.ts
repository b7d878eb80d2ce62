/** Signing in to the queues of the PBX, and being paused there during a break. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { pbxSilent, unknownToPbx } from '../../integrations/pbx/pbx-control.ts';
import { findPresence } from '../live/index.ts';
import { describeQueue, type DirectoryOptions, type QueueRow } from './directory.service.ts';
import { findPhoneAddress } from './directory.store.ts';
import { sipUserOf } from './telephony.service.ts';

/**
 * Signs a person in to or out of a queue; who is on a break begins paused. The reply is what the PBX says afterwards.
 * @throws ProblemError `telephony/not-offered`, `request/not-found`
 */
export async function setQueueMembership(
  work: UnitOfWork,
  userId: string,
  wanted: { queueId: string; isSignedIn: boolean },
  { queues, queueControl, sipAccounts }: DirectoryOptions,
): Promise<{ status: 200; body: QueueRow } | Refusal> {
  const { queueId, isSignedIn } = wanted;
  if (queues.length === 0) throw new ProblemError('telephony/not-offered');
  const queue = queues.find(({ id }) => id === queueId);
  const user = await findPhoneAddress(work.database, userId);
  if (!queue || !user) throw new ProblemError('request/not-found');
  const sipUser = sipUserOf(user, sipAccounts);
  const isPaused = (await findPresence(work.database, userId))?.state === 'break';
  work.audit({ subject: { type: 'queue', id: queueId }, detail: { sip_user: sipUser, is_signed_in: isSignedIn } });
  try {
    await queueControl.setQueueMembership({ queueId, sipUser, isSignedIn, isPaused });
    const state = (await queueControl.listQueues()).find(({ id }) => id === queueId);
    if (!state) throw unknownToPbx('queue');
    const row = describeQueue(queue, state, sipUser);
    // What counts is what is so now, not what was answered.
    if (row.is_signed_in !== isSignedIn) throw pbxSilent('the membership is another than asked for');
    work.audit({ detail: { is_confirmed: true, is_paused: row.is_paused } });
    return { status: 200, body: row };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'telephony/pbx-silent') throw error;
    work.audit({ detail: { is_confirmed: false } });
    return new Refusal('queue.membership-changed', error);
  }
}
