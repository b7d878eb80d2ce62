/**
 * The PBX asks whether an INVITE may pass.
 *
 * Promise: C3. Whatever is wrong with a permit, the caller gets the same answer; the reason is in the audit row. Only of a
 * genuine permit that was reserved ahead, and that the law or policy bars since, the reason is said.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { type PermitFault, type PermitVerdict } from '../../integrations/pbx/permits.ts';
import { findCallForUpdate, insertRedeemedPermit } from './calls.store.ts';
import type { DialPermitClaims } from './dial-permit.ts';
import { redeemReserved, type ReservedFault } from './redeem-reserved.service.ts';

export type DialRequest = { agent: string; phoneNumber: string };
type Fault = PermitFault | ReservedFault | 'unknown-call' | 'call-over' | 'other-agent' | 'other-number' | 'used';
type Refused = { fault: Fault; reason?: string };

/** Uses up a permit that was read, or refuses it. */
export async function redeemPermit(
  work: UnitOfWork,
  request: DialRequest,
  verdict: PermitVerdict<DialPermitClaims>,
): Promise<{ status: 200; body: { allowed: true; call_id: string; caller_id: string } } | Refusal> {
  work.audit({ detail: { agent: request.agent, phone_number: request.phoneNumber } });
  const refused: Refused | undefined = 'fault' in verdict ? verdict : await findFault(work, request, verdict.claims);
  if (refused !== undefined || !('claims' in verdict)) {
    work.audit({ detail: { reason: refused?.fault } });
    return new Refusal('permit.refused', problemOf(refused));
  }
  const { sub: callId, caller_id: callerId } = verdict.claims;
  return { status: 200, body: { allowed: true, call_id: callId, caller_id: callerId } };
}

const problemOf = (refused: Refused | undefined): ProblemError =>
  new ProblemError('calls/permit-refused', refused?.reason === undefined ? {} : { message: refused.reason });

async function findFault(
  work: UnitOfWork,
  request: DialRequest,
  claims: DialPermitClaims,
): Promise<Refused | undefined> {
  work.audit({ subject: { type: 'call', id: claims.sub }, detail: { jti: claims.jti } });
  if (claims.agent !== request.agent) return { fault: 'other-agent' };
  if (claims.number !== request.phoneNumber) return { fault: 'other-number' };
  if (claims.isReserved) return redeemReserved(work, claims);
  const call = await findCallForUpdate(work.database, claims.sub);
  if (!call) return { fault: 'unknown-call' };
  if (call.ended_at !== null) return { fault: 'call-over' };
  const isFirst = await insertRedeemedPermit(work.database, { jti: claims.jti, callId: call.id, at: work.at });
  return isFirst ? undefined : { fault: 'used' };
}
