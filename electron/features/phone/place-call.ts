import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { PhoneCall, PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import type { PhoneService } from './phone.service.ts';

type PlacingPhone = Pick<PhoneService, 'order' | 'noteStarted' | 'waitForCall' | 'closeRecord'>;

/** The phone page shows a call at once; this long means it is not listening. */
const pageAnswerMs = 3000;

/**
 * Hands a call to the phone page and sees that it takes it; otherwise the order is taken back and the call's record closed.
 * @throws ProblemError `phone/unavailable`
 */
export async function placeCall(phone: PlacingPhone, clock: Clock, call: PhoneCall, order: PhoneOrder): Promise<void> {
  phone.noteStarted(call);
  try {
    phone.order(order);
  } catch (error) {
    phone.closeRecord(call, isoNow(clock), 'The phone was not ready; nothing was dialled');
    throw error;
  }
  if (await phone.waitForCall(call.callId, pageAnswerMs)) return;
  try {
    // The page may only be late: a call that was said to have failed must not begin behind the agent's back.
    phone.order({ do: 'hang-up', callId: call.callId });
  } catch {
    // The page is gone, and the order with it.
  }
  phone.closeRecord(call, isoNow(clock), 'The phone did not take the call');
  throw new ProblemError('phone/unavailable');
}
