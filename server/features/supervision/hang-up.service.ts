import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { type PbxControl } from '../../integrations/pbx/pbx-control.ts';
import { findOpenCall } from './supervision.store.ts';

/**
 * Ends an agent's call at the PBX; the agent's phone then reports the end. That it was asked is on record also when the
 * PBX does not confirm it.
 * @throws ProblemError `request/not-found`, `telephony/not-offered`
 */
export async function hangUpCall(
  work: UnitOfWork,
  { callId, reason }: { callId: string; reason: string },
  control: PbxControl,
): Promise<{ status: 200; body: { call_id: string } } | Refusal> {
  const call = await findOpenCall(work.database, callId);
  if (!call) throw new ProblemError('request/not-found');
  work.audit({ subject: { type: 'call', id: callId }, detail: { reason, agent_id: call.agent_id } });
  try {
    await control.hangUp({ callId, sipCallId: call.sip_call_id });
    work.audit({ detail: { is_confirmed: true } });
    return { status: 200, body: { call_id: callId } };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'telephony/pbx-silent') throw error;
    work.audit({ detail: { is_confirmed: false } });
    return new Refusal('supervision.call-hung-up', error);
  }
}
