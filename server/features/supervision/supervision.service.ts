/**
 * Supervision of a live call.
 *
 * Promise: nobody listens without a permit of this file, and none is issued but for a call that goes on in the same organisation.
 * The floor always hears who supervises whom; the agent does where the organisation shows it. It is over when the
 * supervisor, the agent's call or the supervisor's live connection ends it.
 *
 *   started ──permit redeemed──► heard ──mode──► heard
 *      │ not redeemed in time      │ supervisor, call or connection ends it
 *      ╰──────────► ended ◄────────╯
 */
import type { BodyOf } from '../../../shared/contracts/core/define-endpoint.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import type {
  Supervision,
  supervisionEndpoints,
  SupervisionMode,
} from '../../../shared/contracts/supervision/supervision.contract.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { permitLifeMs } from '../../integrations/pbx/permits.ts';
import type { SupervisionPermits } from './supervision-permit.ts';
import {
  endSupervisions,
  findLiveCall,
  findPerson,
  findSupervision,
  findSupervisionForUpdate,
  insertSupervision,
  renewPermit,
  showsSupervision,
  updateMode,
} from './supervision.store.ts';
import type { SupervisionEnd } from './supervision.tables.ts';

export type SupervisionOptions = {
  permits: SupervisionPermits;
  sipDomain: string;
  /** User part of the address a person registers as. */
  sipUserOf(user: { email: string; sip_user: string }): string;
  /** User part that listens to the agent whose SIP user follows; null: the PBX does not offer it. */
  supervisePrefix: string | null;
};

type Started = BodyOf<(typeof supervisionEndpoints)['startSupervision']>;
type Wanted = { id: string; agent_id: string; mode: SupervisionMode };

/** Digits that switch the mode while the call is up (Asterisk's ChanSpy with option `d`). */
const modeDigits = { listen: '4', whisper: '5', barge: '6' } as const;

/**
 * Issues a permit to listen to the call an agent is in. The same supervision asked for again, before anybody has used its
 * permit, gets a fresh one.
 * @throws ProblemError `telephony/not-offered`, `request/not-found` for somebody who is not of this organisation,
 * `supervision/not-in-call`, `request/invalid` for oneself or an id that stands for another supervision.
 */
export async function startSupervision(
  work: UnitOfWork,
  actor: Actor,
  wanted: Wanted,
  options: SupervisionOptions,
): Promise<Started> {
  const { database, at } = work;
  if (options.supervisePrefix === null) throw new ProblemError('telephony/not-offered');
  const agent = await findPerson(database, wanted.agent_id);
  const supervisor = await findPerson(database, actor.userId);
  if (!agent || !supervisor) throw new ProblemError('request/not-found');
  if (agent.id === supervisor.id) throw invalid('body.agent_id', 'Nobody supervises themselves');
  const call = await findLiveCall(database, agent.id, work.clock.now());
  if (!call) throw new ProblemError('supervision/not-in-call');

  const terms = {
    supervisionId: wanted.id,
    organizationId: work.organizationId,
    supervisor: options.sipUserOf(supervisor),
    agent: options.sipUserOf(agent),
  };
  const issued = await options.permits.issue(terms, work.clock.now() + permitLifeMs);
  const who = { agent_id: agent.id, supervisor_id: supervisor.id, call_id: call.id, mode: wanted.mode };
  const isNew = await insertSupervision(database, {
    id: wanted.id,
    ...who,
    started_at: at,
    permit_expires_at: issued.expiresAt,
  });
  if (!isNew) await repeatStart(work, wanted, supervisor.id, issued.expiresAt);
  // Whoever begins again has lost the one before, even if nobody has noticed yet.
  await end(work, { supervisorId: supervisor.id, agentId: agent.id, exceptId: wanted.id }, 'replaced');
  work.audit({ subject: { type: 'supervision', id: wanted.id }, detail: who });
  const supervision = await tell(work, wanted.id);
  return {
    supervision,
    sip_target: `sip:${options.supervisePrefix}${terms.agent}@${options.sipDomain}`,
    supervision_permit: issued.permit,
    mode_digits: modeDigits,
  };
}

async function repeatStart(work: UnitOfWork, wanted: Wanted, supervisorId: string, expiresAt: string): Promise<void> {
  const known = await findSupervisionForUpdate(work.database, wanted.id);
  const isSame =
    known?.supervisor_id === supervisorId && known.agent_id === wanted.agent_id && known.mode === wanted.mode;
  if (!isSame || known.redeemed_at !== null || known.ended_at !== null)
    throw invalid('body.id', 'This id stands for another supervision');
  await renewPermit(work.database, wanted.id, expiresAt);
}

/** Switches one's own supervision. The phone presses the key; the server has been told first. */
export async function setSupervisionMode(
  work: UnitOfWork,
  actor: Actor,
  id: string,
  mode: SupervisionMode,
): Promise<Supervision> {
  const isChanged = await updateMode(work.database, { id, supervisorId: actor.userId, mode });
  if (!isChanged) throw new ProblemError('request/not-found');
  work.audit({ subject: { type: 'supervision', id }, detail: { mode } });
  return tell(work, id);
}

/** Ends one's own supervision; one that has ended already stays as it ended. */
export async function endSupervision(work: UnitOfWork, actor: Actor, id: string): Promise<Supervision> {
  const supervision = await findSupervision(work.database, id);
  if (supervision?.supervisor_id !== actor.userId) throw new ProblemError('request/not-found');
  work.audit({ subject: { type: 'supervision', id }, detail: { agent_id: supervision.agent_id } });
  await end(work, { id }, 'supervisor');
  return supervision;
}

/** Nobody can listen to a call that is over. */
export const endSupervisionsOfCall = (work: UnitOfWork, callId: string): Promise<number> =>
  end(work, { callId }, 'call-ended');

/** Ends those that match and go on, tells whoever was told of them, and gives how many those were. */
export async function end(
  work: UnitOfWork,
  which: Parameters<typeof endSupervisions>[1],
  by: SupervisionEnd,
): Promise<number> {
  const ended = await endSupervisions(work.database, which, { at: work.at, by });
  if (ended.length === 0) return 0;
  work.audit({ detail: { ended_supervisions: ended.map(({ id }) => id), supervision_ended_by: by } });
  for (const { id, agent_id } of ended)
    await publish(work, agent_id, { type: 'supervision-ended', supervision_id: id, agent_id });
  return ended.length;
}

async function tell(work: UnitOfWork, id: string): Promise<Supervision> {
  const supervision = await findSupervision(work.database, id);
  if (!supervision) throw new Error('A supervision that was just written is not there');
  await publish(work, supervision.agent_id, { type: 'supervision', supervision });
  return supervision;
}

async function publish(work: UnitOfWork, agentId: string, event: LiveEvent): Promise<void> {
  work.publish(event, 'floor');
  if (await showsSupervision(work.database)) work.publish(event, `agent:${agentId}`);
}

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });
