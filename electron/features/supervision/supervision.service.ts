/**
 * Supervision of an agent's live call, at most one at a time here.
 *
 *   none ──start: server issues a permit ──▶ phone calls the PBX with it ──▶ going on ──stop | phone call over──▶ none
 *                                                                            │    ▲
 *                                                                            └────┘ mode: server told first, then the PBX
 *
 * It ends with its phone call, whoever ended that, and the server is told until it answers: nobody is shown as listening who
 * is not.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Supervision, SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAway } from '../../sync/is-away.ts';
import { retryDelayMs } from '../../sync/retry-policy.ts';
import type { Schedule } from '../../sync/schedule.ts';
import { valueOf } from '../../sync/value-of.ts';
import { isLive, type PhoneService, placeCall, startingCall } from '../phone/index.ts';

export type SupervisionService = {
  current: () => Supervision | null;
  /** Whoever is supervised already is let go of first. */
  start: (agentId: string, mode: SupervisionMode, clickedAtMs: number) => Promise<Supervision>;
  /** @throws ProblemError `phone/no-such-call` when nobody is supervised. */
  setMode: (mode: SupervisionMode) => Promise<Supervision>;
  stop: () => void;
  /** In an emergency: ends an agent's call at the PBX. */
  hangUpCall: (callId: string, reason: string) => Promise<void>;
  follow: (snapshot: PhoneSnapshot) => void;
};

type SupervisionDependencies = {
  api: ApiClient;
  phone: Pick<PhoneService, 'snapshot' | 'order' | 'command' | 'noteStarted' | 'waitForCall' | 'closeRecord'>;
  schedule: Schedule;
  clock: Clock;
  random: () => number;
};

export function createSupervisionService(dependencies: SupervisionDependencies): SupervisionService {
  const { api, phone, schedule, clock, random } = dependencies;
  let current: Supervision | null = null;
  let isStarting = false;

  /** Until the server has it, or says that it knows of none. */
  async function tellEnd(id: string, attempt = 0): Promise<void> {
    const result = await api.call('endSupervision', { params: { id } });
    if (result.ok || !isAway(result.problem)) return;
    schedule(() => void tellEnd(id, attempt + 1), retryDelayMs(attempt, random, clock.now()));
  }
  function letGo(): void {
    if (current === null) return;
    const { id } = current;
    current = null;
    try {
      phone.command({ do: 'hang-up', callId: id });
    } catch {
      // The call is over already.
    }
    void tellEnd(id);
  }
  async function begin(agentId: string, mode: SupervisionMode, clickedAtMs: number): Promise<Supervision> {
    if (phone.snapshot().registration.state !== 'registered') throw new ProblemError('phone/not-registered');
    letGo();
    const id = createId(clock);
    const reply = valueOf(await api.call('startSupervision', { body: { id, agent_id: agentId, mode } }));
    const { supervision, sip_target: sipTarget, supervision_permit: supervisionPermit } = reply;
    const shown = {
      callId: id,
      remoteNumber: sipTarget.replace(/^sips?:([^@;]+).*$/, '$1'),
      remoteName: supervision.agent_name,
    };
    const about = { mode, agentId, agentName: supervision.agent_name };
    const call = startingCall({ ...shown, kind: 'supervision', supervision: about, startedAt: isoNow(clock) });
    try {
      const modeDigits = reply.mode_digits;
      await placeCall(phone, clock, call, {
        do: 'supervise',
        ...shown,
        ...about,
        sipTarget,
        supervisionPermit,
        clickedAtMs,
        modeDigits,
      });
    } catch (error) {
      void tellEnd(id);
      throw error;
    }
    current = supervision;
    return supervision;
  }

  return {
    current: () => current,
    start: async (agentId, mode, clickedAtMs) => {
      if (isStarting)
        throw new ProblemError('phone/unavailable', { message: 'A supervision is being started already.' });
      isStarting = true;
      try {
        return await begin(agentId, mode, clickedAtMs);
      } finally {
        isStarting = false;
      }
    },
    setMode: async (mode) => {
      if (current === null) throw new ProblemError('phone/no-such-call');
      const { id } = current;
      const supervision = valueOf(await api.call('setSupervisionMode', { params: { id }, body: { mode } }));
      if (current?.id !== id) throw new ProblemError('phone/no-such-call');
      phone.order({ do: 'set-supervision-mode', callId: id, mode });
      current = supervision;
      return supervision;
    },
    stop: letGo,
    hangUpCall: async (callId, reason) => {
      valueOf(await api.call('hangUpCall', { params: { id: callId }, body: { reason } }));
    },
    follow: ({ calls }) => {
      if (current === null) return;
      const { id } = current;
      if (calls.some((call) => call.callId === id && isLive(call))) return;
      current = null;
      void tellEnd(id);
    },
  };
}
