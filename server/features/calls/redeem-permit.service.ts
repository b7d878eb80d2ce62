/**
 * The PBX asks whether an INVITE may pass.
 *
 * Promise: C3. Whatever is wrong with a permit, the caller gets the same answer; the reason is in the audit row.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import { findCallForUpdate, insertRedeemedPermit } from './calls.store.ts';
import { claimedOrganization, type DialPermits, type PermitClaims, type PermitFault } from './dial-permit.ts';

export type DialRequest = { permit: string; agent: string; phoneNumber: string };
type Fault = PermitFault | 'unknown-call' | 'call-over' | 'other-agent' | 'other-number' | 'used';

export type PermitVerdict = { organizationId: string } & ({ claims: PermitClaims } | { fault: PermitFault });

/** The organisation of nobody, in whose log a refusal is written that belongs to none. */
const nobodyOrganizationId = '00000000-0000-7000-8000-000000000000';

/**
 * Reads a permit and finds the organisation whose log hears about it: the one that issued it; for one that nobody issued,
 * the one it names, or the only one there is.
 */
export async function readPermit(
  permit: string,
  options: { permits: DialPermits; listOrganizationIds(): Promise<string[]> },
): Promise<PermitVerdict> {
  const read = await options.permits.verify(permit);
  if ('claims' in read) return { organizationId: read.claims.organizationId, ...read };
  const known = (await options.listOrganizationIds()).filter((id) => id !== nobodyOrganizationId);
  const claimed = claimedOrganization(permit);
  const named = known.find((id) => id === claimed);
  const only = known.length === 1 ? known[0] : undefined;
  return { organizationId: named ?? only ?? nobodyOrganizationId, ...read };
}

/** Uses up a permit that was read, or refuses it. */
export async function redeemPermit(
  work: UnitOfWork,
  request: DialRequest,
  verdict: PermitVerdict,
): Promise<{ status: 200; body: { allowed: true; call_id: string; caller_id: string } } | Refusal> {
  work.audit({ detail: { agent: request.agent, phone_number: request.phoneNumber } });
  const fault = 'fault' in verdict ? verdict.fault : await findFault(work, request, verdict.claims);
  if (fault !== undefined || !('claims' in verdict)) {
    work.audit({ detail: { reason: fault } });
    return new Refusal('permit.refused', new ProblemError('calls/permit-refused'));
  }
  const { callId, callerId } = verdict.claims;
  return { status: 200, body: { allowed: true, call_id: callId, caller_id: callerId } };
}

async function findFault(work: UnitOfWork, request: DialRequest, claims: PermitClaims): Promise<Fault | undefined> {
  work.audit({ subject: { type: 'call', id: claims.callId }, detail: { jti: claims.jti } });
  if (claims.agent !== request.agent) return 'other-agent';
  if (claims.phoneNumber !== request.phoneNumber) return 'other-number';
  const call = await findCallForUpdate(work.database, claims.callId);
  if (!call) return 'unknown-call';
  if (call.ended_at !== null) return 'call-over';
  const isFirst = await insertRedeemedPermit(work.database, { jti: claims.jti, callId: call.id, at: work.at });
  return isFirst ? undefined : 'used';
}
