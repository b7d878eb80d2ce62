/**
 * The recording of a call, which the PBX makes: asked of it, paused and resumed there.
 *
 * Promise: what is said here, and what the audit row says, is what the PBX confirmed. Silence is never taken for a pause.
 */
import type { BodyOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { callEndpoints } from '../../../shared/contracts/calls/calls.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, Refusal } from '../../http/handlers.ts';
import { type PbxCallKey, type PbxControl, problemCodeOf } from '../../integrations/pbx/pbx-control.ts';
import { findCallKey } from './calls.store.ts';

type Recording = BodyOf<(typeof callEndpoints)['getRecordingState']>;

/** What the PBX says now; `unknown` when it does not answer, or cannot be asked. */
export async function readRecording(
  database: TenantDatabase,
  actor: Actor,
  callId: string,
  { recordingControl, clock }: { recordingControl: PbxControl; clock: Clock },
): Promise<Recording> {
  const key = await findKey(database, actor, callId);
  const state = await recordingControl.getRecording(key).catch((error: unknown) => {
    const code = problemCodeOf(error);
    if (code === 'telephony/pbx-silent' || code === 'telephony/not-offered') return 'unknown' as const;
    throw error;
  });
  return { state, as_of: isoNow(clock) };
}

/** Pauses or resumes. A PBX that does not confirm is a refusal on record: that it was asked stays in the audit log. */
export async function setRecording(
  work: UnitOfWork,
  actor: Actor,
  wanted: { callId: string; isPaused: boolean; reason: string },
  control: PbxControl,
): Promise<{ status: 200; body: Recording } | Refusal> {
  const { callId, isPaused, reason } = wanted;
  const key = await findKey(work.database, actor, callId);
  work.audit({ subject: { type: 'call', id: callId }, detail: { is_paused: isPaused, reason } });
  try {
    const state = await control.setRecordingPaused(key, isPaused);
    work.audit({ detail: { confirmed: state } });
    return { status: 200, body: { state, as_of: isoNow(work.clock) } };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'telephony/pbx-silent') throw error;
    work.audit({ detail: { confirmed: null } });
    return new Refusal('recording.changed', error);
  }
}

/** One's own call, or anybody's for a supervisor. @throws ProblemError `request/not-found` */
async function findKey(database: TenantDatabase, actor: Actor, callId: string): Promise<PbxCallKey> {
  const call = await findCallKey(database, callId);
  if (!call || (call.agent_id !== actor.userId && !actor.permissions.has('call.supervise')))
    throw new ProblemError('request/not-found');
  return { callId, sipCallId: call.sip_call_id };
}
