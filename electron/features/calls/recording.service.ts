/**
 * Recording of the calls in progress, by the PBX. What is shown is what the PBX confirmed, never what was asked.
 *
 *   unknown ──asked──▶ off
 *              │
 *              ▼            set paused ──▶ changing ──▶ paused
 *              on ◀──────────────────────────┘  not confirmed: asked again what it is, said, and refused
 *
 * A pause has reasons, and the recording goes on when none is left: who pays does not end what the consumer objected to.
 * Promise (rulebook P-1): a pause for a payment ends with its panel. When its window is closed, reloaded or dies, or nothing
 * is heard of the panel for 120 s, the recording is resumed, and that is tried until the PBX confirms or the call is over.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { WindowKind } from '../../../shared/ipc/define-channel.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { RecordingStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { retryDelayMs } from '../../sync/retry-policy.ts';
import { nothingScheduled, type Schedule } from '../../sync/schedule.ts';
import { valueOf } from '../../sync/value-of.ts';
import { isLive, isOnRecord, type PhoneService } from '../phone/index.ts';

type Request = ChannelRequest<'calls:set-recording'>;
type Reason = Request['reason'];

export type RecordingService = {
  changed: Signal<RecordingStatus>;
  /**
   * @param window which asks; a pause for a payment ends with it. Null: no window.
   * @throws ProblemError when the PBX did not confirm; `changed` has told what it is then.
   */
  set: (request: Request, window: WindowKind | null) => Promise<RecordingStatus>;
  /** Asks the PBX now. */
  get: (callId: string) => Promise<RecordingStatus>;
  /** Last known, without asking; null before the first answer. */
  known: (callId: string) => RecordingStatus | null;
  follow: (snapshot: PhoneSnapshot) => void;
  /** A window was closed, reloaded, or died. */
  windowGone: (window: WindowKind) => void;
};

type RecordingDependencies = {
  api: ApiClient;
  phone: Pick<PhoneService, 'snapshot' | 'pbx'>;
  schedule: Schedule;
  clock: Clock;
  random: () => number;
  logger: Logger;
};

type Recorded = {
  status: RecordingStatus;
  /** Why it is paused, with what cancels the timer that would end it. */
  reasons: Map<Reason, () => void>;
  /** The window with the payment panel. */
  panel: WindowKind | null;
  /** Changes of one call wait for each other. */
  last: Promise<unknown>;
};

/** Without a word from the payment panel (rulebook P-1, case 3). */
const panelSilenceMs = 120_000;
/** A pause that perhaps took place and perhaps not is taken back after this. */
const undoAfterMs = 2000;
/** A PBX that has not confirmed by then is told as silent. */
const confirmWithinMs = 4000;
const strongestFirst = ['payment', 'consumer-objects', 'agent'] as const;

export function createRecordingService(dependencies: RecordingDependencies): RecordingService {
  const { api, phone, schedule, clock, random, logger } = dependencies;
  const changed = createSignal<RecordingStatus>((error) => logger.error('recording.listener-failed', {}, error));
  const calls = new Map<string, Recorded>();

  const isOngoing = (callId: string): boolean =>
    phone.snapshot().calls.some((call) => call.callId === callId && isLive(call) && isOnRecord(call));
  function recordedOf(callId: string): Recorded {
    if (!isOngoing(callId)) throw new ProblemError('phone/no-such-call');
    if (phone.pbx()?.services.can_record === false) throw new ProblemError('phone/not-offered');
    const known = calls.get(callId);
    if (known !== undefined) return known;
    const status = { callId, state: 'unknown' as const, asOf: isoNow(clock), reason: null };
    const fresh: Recorded = { status, reasons: new Map(), panel: null, last: Promise.resolve() };
    calls.set(callId, fresh);
    return fresh;
  }
  function show(recorded: Recorded, state: RecordingStatus['state'], asOf: string): RecordingStatus {
    const reason = state === 'paused' ? (strongestFirst.find((each) => recorded.reasons.has(each)) ?? null) : null;
    const before = recorded.status;
    recorded.status = { callId: before.callId, state, asOf, reason };
    if (before.state !== state || before.reason !== reason) changed.emit(recorded.status);
    return recorded.status;
  }
  /** Asks the PBX; `unknown` when nobody can say. */
  async function ask(recorded: Recorded): Promise<RecordingStatus> {
    const { callId } = recorded.status;
    const asked = await api.call('getRecordingState', { params: { id: callId } }, { timeoutMs: confirmWithinMs });
    return asked.ok ? show(recorded, asked.value.state, asked.value.as_of) : show(recorded, 'unknown', isoNow(clock));
  }
  async function change(recorded: Recorded, isPaused: boolean, reason: Reason): Promise<void> {
    const { callId } = recorded.status;
    // Where nothing is recorded there is nothing to pause and nothing to go on with.
    const wanted: readonly RecordingStatus['state'][] = [isPaused ? 'paused' : 'on', 'off'];
    show(recorded, 'changing', isoNow(clock));
    const body = { is_paused: isPaused, reason };
    const result = await api.call('setRecording', { params: { id: callId }, body }, { timeoutMs: confirmWithinMs });
    const isConfirmed = result.ok && wanted.includes(result.value.state);
    if (isConfirmed) show(recorded, result.value.state, result.value.as_of);
    // A reply that was lost is no refusal: what counts is what the PBX says.
    else if (!wanted.includes((await ask(recorded)).state)) {
      if (!result.ok) valueOf(result);
      throw new ProblemError('telephony/pbx-silent');
    }
  }

  async function pause(recorded: Recorded, reason: Reason, window: WindowKind | null): Promise<RecordingStatus> {
    const { reasons } = recorded;
    const isKnown = reasons.has(reason);
    if (!isKnown) reasons.set(reason, nothingScheduled);
    try {
      const isStillPaused = isKnown && (await ask(recorded)).state === 'paused';
      if (!isStillPaused) await change(recorded, true, reason);
    } catch (error) {
      // Perhaps it is paused after all, and then nobody would ever end that.
      if (recorded.status.state === 'unknown') endLater(recorded, reason, 'not-confirmed', undoAfterMs);
      else end(recorded, reason);
      throw error;
    }
    reasons.get(reason)?.();
    reasons.set(reason, nothingScheduled);
    if (reason === 'payment') {
      recorded.panel = window;
      endLater(recorded, reason, 'panel-silent', panelSilenceMs);
    }
    return show(recorded, recorded.status.state, recorded.status.asOf);
  }
  async function resume(recorded: Recorded, reason: Reason): Promise<RecordingStatus> {
    const { reasons } = recorded;
    if (reason === 'agent' && reasons.has('payment')) {
      throw new ProblemError('phone/not-possible-now', {
        message: 'A payment is being taken; recording stays paused.',
      });
    }
    // A person who says "go on" means it, whatever the pause was for; a panel that closes speaks for itself only.
    const ended: readonly Reason[] = reason === 'agent' ? ['agent', 'consumer-objects'] : [reason];
    const isLeft = strongestFirst.some((each) => reasons.has(each) && !ended.includes(each));
    if (isLeft) await ask(recorded);
    else await change(recorded, false, reason);
    for (const each of ended) end(recorded, each);
    return show(recorded, recorded.status.state, recorded.status.asOf);
  }
  function end(recorded: Recorded, reason: Reason): void {
    recorded.reasons.get(reason)?.();
    recorded.reasons.delete(reason);
    if (reason === 'payment') recorded.panel = null;
  }
  function endLater(recorded: Recorded, reason: Reason, why: string, delayMs: number): void {
    recorded.reasons.get(reason)?.();
    recorded.reasons.set(
      reason,
      schedule(() => endByItself(recorded, reason, why), delayMs),
    );
  }
  /** Nobody will end this pause any more: resumes, and goes on trying while the call lasts. */
  function endByItself(recorded: Recorded, reason: Reason, why: string, attempt = 0): void {
    const { callId } = recorded.status;
    if (!isOngoing(callId)) return;
    logger.warn('recording.resumed-by-itself', { call: callId, why });
    const ending = inTurn(recorded, () =>
      recorded.reasons.has(reason) ? resume(recorded, reason) : Promise.resolve(null),
    );
    ending.catch((error: unknown) => {
      logger.warn('recording.not-resumed', { call: callId }, error);
      if (!recorded.reasons.has(reason)) return;
      const delayMs = retryDelayMs(attempt, random, clock.now());
      recorded.reasons.set(
        reason,
        schedule(() => endByItself(recorded, reason, why, attempt + 1), delayMs),
      );
    });
  }
  function inTurn<T>(recorded: Recorded, run: () => Promise<T>): Promise<T> {
    const turn = recorded.last.then(run, run);
    recorded.last = turn.catch(() => {});
    return turn;
  }

  return {
    changed,
    set: async ({ callId, isPaused, reason }, window) => {
      const recorded = recordedOf(callId);
      return await inTurn(recorded, () => (isPaused ? pause(recorded, reason, window) : resume(recorded, reason)));
    },
    get: async (callId) => {
      const recorded = recordedOf(callId);
      return await inTurn(recorded, () => ask(recorded));
    },
    known: (callId) => calls.get(callId)?.status ?? null,
    follow: (snapshot) => {
      const live = new Set(snapshot.calls.filter(isLive).map((call) => call.callId));
      for (const [callId, recorded] of calls) {
        if (live.has(callId)) continue;
        for (const cancel of recorded.reasons.values()) cancel();
        calls.delete(callId);
      }
    },
    windowGone: (window) => {
      for (const recorded of calls.values()) {
        if (recorded.panel === window) endLater(recorded, 'payment', 'window-gone', 0);
      }
    },
  };
}
