/**
 * The life of one call, as a pure function: (call, event) → (call, effects). It knows no SIP library, no page and no clock.
 *
 *   dial ──► starting ──invite-sent──► dialling ──ringing──► ringing
 *               │                         │                    │
 *               │                         └─────early-media────┴────► early-media
 *               │                         │                    │           │
 *               └───────── answered ──────┴──────answered──────┴──answered─┤
 *                                                                          ▼
 *   INVITE ──► incoming ──answer──► answering ──────answered──────────► active ◄──resume agreed── held
 *                                                                          └──────set-held──────────►┘
 *   any of them ──hang-up──► ending ──terminated | ending-timeout──► ended
 *   any of them ──rejected | remote-hung-up | failed──► ended
 *   not yet answered ──signalling-lost──► ended (its answers travel on the lost connection only, RFC 7118 section 5)
 *   active, held ──signalling-lost──► the same, isReconnecting ──signalling-restored──► re-INVITE with ICE restart
 *   active, held ──re-INVITE answered 481 or 408──► ended (RFC 3261 section 14.1)
 *
 * Promise: C1 C9. Every call that begins ends with exactly one `ended` record; after it nothing happens any more.
 * Hold is kept on the safe side: the sound is cut here the moment it is asked for, and comes back only when the far end
 * has agreed to the resume. A refused hold therefore still is one; a refused resume stays held.
 */
import type { CallEvent as CallRecord } from '../../shared/contracts/calls/calls.contract.ts';
import type { CallState } from '../../shared/ipc/phone-snapshot.ts';
import { endReasonOf } from './end-reasons.ts';

export type EndedBy = 'agent' | 'remote' | 'system';
export type CallOutcome = { sipStatus: number | null; endedBy: EndedBy; endReason: string };

export type CallMachine = {
  readonly direction: 'outbound' | 'inbound';
  readonly state: CallState;
  readonly isMuted: boolean;
  /** What the agent asked for; `state` says what is. */
  readonly wantsHold: boolean;
  readonly wasAnswered: boolean;
  /** A 18x was seen: somewhere a telephone rang, or an announcement played. */
  readonly hasRung: boolean;
  /** The signalling connection is down while the audio goes on. */
  readonly isReconnecting: boolean;
  readonly isMediaLost: boolean;
  /** The re-INVITE under way. At most one, by RFC 3261 section 14.1. */
  readonly renegotiation: { readonly attempt: number; readonly isHeld: boolean } | null;
  readonly attempts: number;
  readonly needsIceRestart: boolean;
  readonly outcome: CallOutcome | null;
};

export type MachineEvent =
  | { type: 'answer' }
  | { type: 'hang-up' }
  | { type: 'set-muted'; isMuted: boolean }
  | { type: 'set-held'; isHeld: boolean }
  | { type: 'send-dtmf'; tones: string }
  | { type: 'invite-sent' }
  | { type: 'ringing' }
  | { type: 'early-media' }
  | { type: 'answered' }
  | { type: 'rejected'; sipStatus: number }
  | { type: 'remote-hung-up' }
  /** The engine let go of the call after a hang-up. */
  | { type: 'terminated' }
  /** Something here went wrong; `reason` is one plain sentence. */
  | { type: 'failed'; reason: string }
  | { type: 'renegotiated'; attempt: number; sipStatus: number }
  | { type: 'signalling-lost' }
  | { type: 'signalling-restored' }
  /** ICE failed, or stayed disconnected, while signalling is up. */
  | { type: 'path-broken' }
  | { type: 'media-lost' }
  | { type: 'media-restored' }
  | { type: 'ending-timeout' };

export type Effect =
  | { do: 'accept' }
  /** CANCEL before the answer, BYE after it, a refusal for an incoming call: the engine knows which. */
  | { do: 'hang-up' }
  | { do: 'renegotiate'; attempt: number; isHeld: boolean; restartIce: boolean }
  | { do: 'send-dtmf'; tones: string }
  | { do: 'record'; type: CallRecord['type'] }
  | { do: 'await-end' }
  /** The last effect of every call: let go of media and session, whatever became of them. */
  | { do: 'release' };

export type Step = { call: CallMachine; effects: Effect[] };

/** What a call's audio must be in a state; whoever applies it may do so again and again. */
export type CallAudio = {
  /** `closed`: connected, but silent (muted, or not yet answered). `detached`: nothing is sent at all. */
  microphone: 'open' | 'closed' | 'detached';
  isFarEndHeard: boolean;
  tone: 'ring' | 'ringback' | null;
};

const fresh = {
  isMuted: false,
  wantsHold: false,
  wasAnswered: false,
  hasRung: false,
  isReconnecting: false,
  isMediaLost: false,
  renegotiation: null,
  attempts: 0,
  needsIceRestart: false,
  outcome: null,
} as const;

/** A call we place: the INVITE is being made. */
export const startOutgoing = (): Step => ({
  call: { ...fresh, direction: 'outbound', state: 'starting' },
  effects: [],
});
/** A call that came in and rings here. */
export const startIncoming = (): Step => ({
  call: { ...fresh, direction: 'inbound', state: 'incoming' },
  effects: [{ do: 'record', type: 'ringing' }],
});

const quiet: CallAudio = { microphone: 'closed', isFarEndHeard: false, tone: null };
const audioByState: Record<CallState, CallAudio> = {
  starting: quiet,
  dialling: quiet,
  ringing: { ...quiet, tone: 'ringback' },
  'early-media': { ...quiet, isFarEndHeard: true },
  incoming: { ...quiet, tone: 'ring' },
  answering: quiet,
  active: { ...quiet, microphone: 'open', isFarEndHeard: true },
  held: { ...quiet, microphone: 'detached' },
  merged: { ...quiet, microphone: 'detached' },
  ending: quiet,
  ended: quiet,
};

export function audioOf({ state, isMuted }: CallMachine): CallAudio {
  const audio = audioByState[state];
  return isMuted && audio.microphone === 'open' ? { ...audio, microphone: 'closed' } : audio;
}

const stay = (call: CallMachine): Step => ({ call, effects: [] });

function end(call: CallMachine, outcome: CallOutcome): Step {
  return {
    call: { ...call, state: 'ended', outcome, isReconnecting: false, renegotiation: null },
    effects: [{ do: 'record', type: 'ended' }, { do: 'release' }],
  };
}

const endBySystem = (call: CallMachine, endReason: string, sipStatus: number | null = null): Step =>
  end(call, { sipStatus: sipStatus ?? (call.wasAnswered ? 200 : null), endedBy: 'system', endReason });

function endByRemote(call: CallMachine, sipStatus: number): Step {
  return end(call, { sipStatus, endedBy: 'remote', endReason: endReasonOf(sipStatus, call) });
}

/** How a call ends that the agent hung up: 200 after an answer, else 487, "Request Terminated" (RFC 3261 section 21.4.25). */
function endByAgent(call: CallMachine): Step {
  const endReason = call.wasAnswered ? 'You hung up' : call.direction === 'inbound' ? 'You declined' : 'You cancelled';
  return end(call, { sipStatus: call.wasAnswered ? 200 : 487, endedBy: 'agent', endReason });
}

/** Sends a re-INVITE that brings the far end up to what is wanted, unless one is under way or nobody is there to hear it. */
function renegotiate(call: CallMachine, effects: Effect[] = []): Step {
  if (call.renegotiation || call.isReconnecting) return { call, effects };
  const attempt = call.attempts + 1;
  const isHeld = call.wantsHold;
  return {
    call: { ...call, attempts: attempt, renegotiation: { attempt, isHeld }, needsIceRestart: false },
    effects: [...effects, { do: 'renegotiate', attempt, isHeld, restartIce: call.needsIceRestart }],
  };
}

/** What every call that is neither ending nor ended does alike; null where the state has its own answer. */
function stepAlive(call: CallMachine, event: MachineEvent): Step | null {
  if (event.type === 'hang-up') {
    // Without signalling nobody answers a BYE: the engine owes it to the far end, the agent need not wait for it.
    if (call.isReconnecting) {
      const { call: over, effects } = endByAgent(call);
      return { call: over, effects: [{ do: 'hang-up' }, ...effects] };
    }
    return {
      call: { ...call, state: 'ending', renegotiation: null },
      effects: [{ do: 'hang-up' }, { do: 'await-end' }],
    };
  }
  if (event.type === 'set-muted') return stay({ ...call, isMuted: event.isMuted });
  if (event.type === 'rejected') return endByRemote(call, event.sipStatus);
  if (event.type === 'failed') return endBySystem(call, event.reason);
  if (event.type === 'remote-hung-up' || event.type === 'terminated') {
    return endByRemote(call, call.wasAnswered ? 200 : 487);
  }
  return null;
}

function answered(call: CallMachine): Step {
  return { call: { ...call, state: 'active', wasAnswered: true }, effects: [{ do: 'record', type: 'answered' }] };
}

const unansweredLoss = 'The connection to the phone system was lost before the call was answered';

function stepOutgoing(call: CallMachine, event: MachineEvent): Step {
  const { type } = event;
  if (type === 'invite-sent') return stay(call.state === 'starting' ? { ...call, state: 'dialling' } : call);
  if (type === 'ringing') {
    if (call.hasRung) return stay(call);
    return { call: { ...call, state: 'ringing', hasRung: true }, effects: [{ do: 'record', type }] };
  }
  if (type === 'early-media') {
    if (call.state === 'early-media') return stay(call);
    return { call: { ...call, state: 'early-media', hasRung: true }, effects: [{ do: 'record', type }] };
  }
  if (type === 'answered') return answered(call);
  if (type === 'send-dtmf' && call.state === 'early-media') return sendDtmf(call, event.tones);
  if (type === 'signalling-lost') return endBySystem(call, unansweredLoss);
  return stepAlive(call, event) ?? stay(call);
}

function stepIncoming(call: CallMachine, event: MachineEvent): Step {
  if (event.type === 'answer' && call.state === 'incoming') {
    return { call: { ...call, state: 'answering' }, effects: [{ do: 'accept' }] };
  }
  if (event.type === 'answered' && call.state === 'answering') return answered(call);
  if (event.type === 'signalling-lost') return endBySystem(call, unansweredLoss);
  return stepAlive(call, event) ?? stay(call);
}

function stepTalking(call: CallMachine, event: MachineEvent): Step {
  const { type } = event;
  if (type === 'set-held') return setHeld(call, event.isHeld);
  if (type === 'renegotiated') return settle(call, event);
  if (type === 'send-dtmf' && call.state === 'active') return sendDtmf(call, event.tones);
  if (type === 'signalling-lost') {
    return stay({ ...call, isReconnecting: true, renegotiation: null, needsIceRestart: true });
  }
  if (type === 'signalling-restored' && call.isReconnecting) return renegotiate({ ...call, isReconnecting: false });
  if (type === 'path-broken') return renegotiate({ ...call, needsIceRestart: true });
  if (type === 'media-lost' && !call.isMediaLost && call.state === 'active') {
    return { call: { ...call, isMediaLost: true }, effects: [{ do: 'record', type }] };
  }
  if (type === 'media-restored' && call.isMediaLost) {
    return { call: { ...call, isMediaLost: false }, effects: [{ do: 'record', type }] };
  }
  return stepAlive(call, event) ?? stay(call);
}

const sendDtmf = (call: CallMachine, tones: string): Step => ({ call, effects: [{ do: 'send-dtmf', tones }] });

function setHeld(call: CallMachine, isHeld: boolean): Step {
  if (isHeld === call.wantsHold) return stay(call);
  if (!isHeld) return renegotiate({ ...call, wantsHold: false });
  const effects: Effect[] = call.state === 'held' ? [] : [{ do: 'record', type: 'held' }];
  return renegotiate({ ...call, wantsHold: true, state: 'held', isMediaLost: false }, effects);
}

/** The far end's word on a re-INVITE. Words on an attempt that was given up with its connection are not listened to. */
function settle(call: CallMachine, event: { attempt: number; sipStatus: number }): Step {
  const asked = call.renegotiation;
  if (!asked || asked.attempt !== event.attempt) return stay(call);
  const idle = { ...call, renegotiation: null };
  if (event.sipStatus === 481 || event.sipStatus === 408) {
    return endBySystem(idle, 'The phone system no longer has this call');
  }
  const isOutdated = asked.isHeld !== call.wantsHold || call.needsIceRestart;
  const isAgreed = event.sipStatus >= 200 && event.sipStatus < 300;
  if (isOutdated) return renegotiate(idle);
  if (!isAgreed) return stay({ ...idle, wantsHold: call.state === 'held' });
  if (call.state !== 'held' || call.wantsHold) return stay(idle);
  return { call: { ...idle, state: 'active' }, effects: [{ do: 'record', type: 'resumed' }] };
}

const endings = new Set<MachineEvent['type']>([
  'rejected',
  'remote-hung-up',
  'terminated',
  'failed',
  'ending-timeout',
  'signalling-lost',
]);

function stepEnding(call: CallMachine, event: MachineEvent): Step {
  // A 200 that crossed our CANCEL: the far end is in a call now and needs a BYE (RFC 3261 section 9.1).
  if (event.type === 'answered') return { call: { ...call, wasAnswered: true }, effects: [{ do: 'hang-up' }] };
  return endings.has(event.type) ? endByAgent(call) : stay(call);
}

const stepByState: Record<CallState, (call: CallMachine, event: MachineEvent) => Step> = {
  starting: stepOutgoing,
  dialling: stepOutgoing,
  ringing: stepOutgoing,
  'early-media': stepOutgoing,
  incoming: stepIncoming,
  answering: stepIncoming,
  active: stepTalking,
  held: stepTalking,
  merged: stepTalking,
  ending: stepEnding,
  ended: stay,
};

/** What an event makes of a call, and what is to be done about it. Events that mean nothing in a state change nothing. */
export const step = (call: CallMachine, event: MachineEvent): Step => stepByState[call.state](call, event);
