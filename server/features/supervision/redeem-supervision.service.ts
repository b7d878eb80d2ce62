/**
 * The PBX asks whether a supervisor may listen to an agent.
 *
 * Promise: whatever is wrong with a permit, the caller gets the same answer; the reason is in the audit row. A permit passes
 * once, and only while the agent's call goes on.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { Refusal } from '../../http/handlers.ts';
import type { PermitFault, PermitVerdict } from '../../integrations/pbx/permits.ts';
import type { SupervisionPermitClaims } from './supervision-permit.ts';
import { findSupervisionForUpdate, markRedeemed } from './supervision.store.ts';

type Asked = { supervisor: string; agent: string };
type Fault = PermitFault | 'other-supervisor' | 'other-agent' | 'unknown' | 'used' | 'over' | 'call-over';
type Allowed = { allowed: true; agent: string; mode: SupervisionMode };

/** Uses up a permit that was read, or refuses it. */
export async function redeemSupervisionPermit(
  work: UnitOfWork,
  asked: Asked,
  verdict: PermitVerdict<SupervisionPermitClaims>,
): Promise<{ status: 200; body: Allowed } | Refusal> {
  work.audit({ detail: asked });
  const found = 'fault' in verdict ? verdict : await consume(work, asked, verdict.claims);
  if ('mode' in found) return { status: 200, body: { allowed: true, agent: asked.agent, mode: found.mode } };
  work.audit({ detail: { reason: found.fault } });
  return new Refusal('supervision.refused', new ProblemError('supervision/permit-refused'));
}

async function consume(
  work: UnitOfWork,
  asked: Asked,
  claims: SupervisionPermitClaims,
): Promise<{ mode: SupervisionMode } | { fault: Fault }> {
  work.audit({ subject: { type: 'supervision', id: claims.sub }, detail: { jti: claims.jti } });
  if (claims.supervisor !== asked.supervisor) return { fault: 'other-supervisor' };
  if (claims.agent !== asked.agent) return { fault: 'other-agent' };
  const supervision = await findSupervisionForUpdate(work.database, claims.sub);
  if (!supervision) return { fault: 'unknown' };
  if (supervision.redeemed_at !== null) return { fault: 'used' };
  if (supervision.ended_at !== null) return { fault: 'over' };
  if (supervision.call_ended_at !== null) return { fault: 'call-over' };
  await markRedeemed(work.database, supervision.id, work.at);
  return { mode: supervision.mode };
}
