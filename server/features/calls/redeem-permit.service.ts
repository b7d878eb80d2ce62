/**
 * The PBX asks whether an INVITE may pass.
 *
 * Promise: C3. Whatever is wrong with a permit, the caller gets the same answer; the reason is in the audit row.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { type PermitFault, type PermitVerdict } from '../../integrations/pbx/permits.ts';
import { findCallForUpdate, insertRedeemedPermit } from './calls.store.ts';
import type { DialPermitClaims } from './dial-permit.ts';

export type DialRequest = { agent: string; phoneNumber: string };
type Fault = PermitFault | 'unknown-call' | 'call-over' | 'other-agent' | 'other-number' | 'used';

/** Uses up a permit that was read, or refuses it. */
export async function redeemPermit(
  work: UnitOfWork,
  request: DialRequest,
  verdict: PermitVerdict<DialPermitClaims>,
): Promise<{ status: 200; body: { allowed: true; call_id: string; caller_id: string } } | Refusal> {
  work.audit({ detail: { agent: request.agent, phone_number: request.phoneNumber } });
  const fault = 'fault' in verdict ? verdict.fault : await findFault(work, request, verdict.claims);
  if (fault !== undefined || !('claims' in verdict)) {
    work.audit({ detail: { reason: fault } });
    return new Refusal('permit.refused', new ProblemError('calls/permit-refused'));
  }
  const { sub: callId, caller_id: callerId } = verdict.claims;
  return { status: 200, body: { allowed: true, call_id: callId, caller_id: callerId } };
}

async function findFault(work: UnitOfWork, request: DialRequest, claims: DialPermitClaims): Promise<Fault | undefined> {
  work.audit({ subject: { type: 'call', id: claims.sub }, detail: { jti: claims.jti } });
  if (claims.agent !== request.agent) return 'other-agent';
  if (claims.number !== request.phoneNumber) return 'other-number';
  const call = await findCallForUpdate(work.database, claims.sub);
  if (!call) return 'unknown-call';
  if (call.ended_at !== null) return 'call-over';
  const isFirst = await insertRedeemedPermit(work.database, { jti: claims.jti, callId: call.id, at: work.at });
  return isFirst ? undefined : 'used';
}
