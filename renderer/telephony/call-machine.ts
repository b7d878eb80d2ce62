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
 *                 │                                                        └──────set-held──────────►┘
 *                 └──refuse (do not disturb)──► ended
 *   held ──transfer-accepted──► ending, or ──into a conference──► merged ──conference-over──► ended (see call-transfer.ts)
 *   any of them ──hang-up──► ending ──terminated | ending-timeout──► ended
 *   any of them ──rejected | remote-hung-up | failed──► ended
 *   not yet answered ──signalling-lost──► ended (its answers travel on the lost connection only, RFC 7118 section 5)
 *   active, held ──signalling-lost──► the same, isReconnecting ──signalling-restored──► re-INVITE with ICE restart
 *   active, held ──re-INVITE answered 481 or 408──► ended (RFC 3261 section 14.1)
 *   active, held ──handed-over──► ended: an INVITE with Replaces took its place (RFC 3891)
 *
 * Promise: C1 C9. Every call that begins ends with exactly one `ended` record; after it nothing happens any more.
 * Hold is kept on the safe side: the sound is cut here the moment it is asked for, and comes back only when the far end
 * has agreed to the resume. A refused hold therefore still is one; a refused resume stays held.
 */
import type { CallEvent as CallRecord } from '../../shared/contracts/calls/calls.contract.ts';
import type { CallState, PhoneCall } from '../../shared/ipc/phone-snapshot.ts';
import { end, endByAgent, endByRemote, endBySystem, stepEnding } from './call-endings.ts';
import { hold, renegotiate, setHeld, settle } from './call-hold.ts';
import { askTransfer, isBeingTransferred, referWhenSettled, rollBack, settleTransfer } from './call-transfer.ts';

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
  readonly renegotiation: { readonly attempt: number; readonly isHeld: boolean; readonly restartsIce: boolean } | null;
  readonly attempts: number;
  readonly needsIceRestart: boolean;
  readonly outcome: CallOutcome | null;
  /** The far end has put us on hold. */
  readonly isHeldByRemote: boolean;
  /** Something else is sent in place of the microphone: see CallAudio. */
  readonly isReplaced: boolean;
  readonly transfer: Transfer | null;
  /** The REFER of the last transfer. `to` is null on a consultation: the other leg carries the REFER. */
  readonly referral: { readonly attempt: number; readonly to: TransferTarget | null; readonly isSent: boolean } | null;
  /** The far ends talk without us: what is left is our own BYE. */
  readonly isTransferred: boolean;
  /** The far end of a consultation left while its transfer was under way: how it ended, the other leg will tell. */
  readonly isFarEndGone: boolean;
};

export type Transfer = NonNullable<PhoneCall['transfer']>;
/** Where a REFER sends the far end: to an address, or in place of our end of a consultation (RFC 3891). */
export type TransferTarget = { sipTarget: string } | { consultationCallId: string };

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
  | { type: 'held-by-remote'; isHeld: boolean }
  | { type: 'set-replaced'; isReplaced: boolean }
  | { type: 'transfer'; kind: Transfer['kind']; targetName: string; to: TransferTarget | null }
  /** `attempt` is null when the other leg of the transfer says so. */
  | { type: 'transfer-accepted'; attempt: number | null }
  /** `sipStatus` is null when nobody answered in time. */
  | { type: 'transfer-refused'; attempt: number | null; sipStatus: number | null }
  | { type: 'conference-over'; endedBy: EndedBy }
  /** Refused here without asking the agent: do not disturb. */
  | { type: 'refuse'; sipStatus: number; endReason: string }
  | { type: 'handed-over'; endReason: string }
  | { type: 'media-lost' }
  | { type: 'media-restored' }
  | { type: 'ending-timeout' };

export type Effect =
  | { do: 'accept' }
  /** CANCEL before the answer, BYE after it, a refusal for an incoming call: the engine knows which. */
  | { do: 'hang-up' }
  | { do: 'renegotiate'; attempt: number; isHeld: boolean; restartIce: boolean }
  | { do: 'send-dtmf'; tones: string }
  | { do: 'refer'; attempt: number; to: TransferTarget }
  | { do: 'record'; type: CallRecord['type'] }
  | { do: 'await-end' }
  /** The session is over, the call is not. */
  | { do: 'release-media' }
  /** The last effect of every call: let go of media and session, whatever became of them. */
  | { do: 'release' };

export type Step = { call: CallMachine; effects: Effect[] };

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
  isHeldByRemote: false,
  isReplaced: false,
  transfer: null,
  referral: null,
  isTransferred: false,
  isFarEndGone: false,
} as const;

/** A call we place: the INVITE is being made. */
export const startOutgoing = (): Step => ({
  call: { ...fresh, direction: 'outbound', state: 'starting' },
  effects: [],
});
/** A call that came in and waits in a parking place: we place the one that fetches it. */
export const startPickUp = (): Step => ({
  call: { ...fresh, direction: 'inbound', state: 'starting' },
  effects: [],
});
/** A call that came in and rings here. */
export const startIncoming = (): Step => ({
  call: { ...fresh, direction: 'inbound', state: 'incoming' },
  effects: [{ do: 'record', type: 'ringing' }],
});

const stay = (call: CallMachine): Step => ({ call, effects: [] });

/** What every call that is neither ending nor ended does alike; null where the state has its own answer. */
function stepAlive(call: CallMachine, event: MachineEvent): Step | null {
  if (event.type === 'hang-up') {
    // Without signalling nobody answers a BYE: the engine owes it to the far end, the agent need not wait for it.
    if (call.isReconnecting) return hangUpAnd(endByAgent(call));
    return {
      call: { ...call, state: 'ending', renegotiation: null },
      effects: [{ do: 'hang-up' }, { do: 'await-end' }],
    };
  }
  if (event.type === 'set-replaced') return stay({ ...call, isReplaced: event.isReplaced });
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
  if (event.type === 'refuse' && call.state === 'incoming') {
    const { sipStatus, endReason } = event;
    return hangUpAnd(end(call, { sipStatus, endedBy: 'agent', endReason }));
  }
  if (event.type === 'signalling-lost') return endBySystem(call, unansweredLoss);
  return stepAlive(call, event) ?? stay(call);
}

function stepTalking(call: CallMachine, event: MachineEvent): Step {
  const { type } = event;
  if (type === 'set-held') return setHeld(call, event.isHeld);
  if (type === 'renegotiated') return referWhenSettled(settle(call, event));
  if (type === 'send-dtmf' && call.state === 'active') return sendDtmf(call, event.tones);
  if (type === 'held-by-remote') return stay({ ...call, isHeldByRemote: event.isHeld });
  if (type === 'signalling-lost') {
    return stay({ ...rollBack(call, null), isReconnecting: true, renegotiation: null, needsIceRestart: true });
  }
  if (type === 'signalling-restored' && call.isReconnecting) return renegotiate({ ...call, isReconnecting: false });
  // What is under way already looks for another path; it is asked for again if that does not help.
  if (type === 'path-broken' && call.renegotiation?.restartsIce) return stay(call);
  if (type === 'path-broken') return renegotiate({ ...call, needsIceRestart: true });
  if (type === 'media-lost' || type === 'media-restored') return tellMedia(call, type);
  return stepTransfer(call, event) ?? stepAlive(call, event) ?? stay(call);
}

/** What belongs to a transfer; null for everything else. */
function stepTransfer(call: CallMachine, event: MachineEvent): Step | null {
  const { type } = event;
  if (type === 'transfer') {
    const asked = askTransfer(call, event);
    return asked ? referWhenSettled(hold(asked)) : stay(call);
  }
  if (type === 'transfer-accepted' || type === 'transfer-refused') return settleTransfer(call, event);
  if (type === 'handed-over') {
    return hangUpAnd(end(call, { sipStatus: 200, endedBy: 'remote', endReason: event.endReason }));
  }
  if (type === 'remote-hung-up' && isBeingTransferred(call) && call.referral?.to === null) {
    return { call: { ...call, state: 'ending', isFarEndGone: true }, effects: [{ do: 'await-end' }] };
  }
  return null;
}

function tellMedia(call: CallMachine, type: 'media-lost' | 'media-restored'): Step {
  const isMediaLost = type === 'media-lost';
  if (isMediaLost === call.isMediaLost || (isMediaLost && call.state !== 'active')) return stay(call);
  return { call: { ...call, isMediaLost }, effects: [{ do: 'record', type }] };
}

/** The parties talk in the conference; this leg has got its BYE, and nothing that is heard about it matters any more. */
function stepMerged(call: CallMachine, event: MachineEvent): Step {
  if (event.type === 'hang-up') return endByAgent(call);
  if (event.type === 'failed') return endBySystem(call, event.reason);
  if (event.type !== 'conference-over') return stay(call);
  if (event.endedBy === 'agent') return endByAgent(call);
  return end(call, { sipStatus: 200, endedBy: event.endedBy, endReason: 'The conference ended' });
}

const sendDtmf = (call: CallMachine, tones: string): Step => ({ call, effects: [{ do: 'send-dtmf', tones }] });

const hangUpAnd = ({ call, effects }: Step): Step => ({ call, effects: [{ do: 'hang-up' }, ...effects] });

const stepByState: Record<CallState, (call: CallMachine, event: MachineEvent) => Step> = {
  starting: stepOutgoing,
  dialling: stepOutgoing,
  ringing: stepOutgoing,
  'early-media': stepOutgoing,
  incoming: stepIncoming,
  answering: stepIncoming,
  active: stepTalking,
  held: stepTalking,
  merged: stepMerged,
  ending: stepEnding,
  ended: stay,
};

/** What an event makes of a call, and what is to be done about it. Events that mean nothing in a state change nothing. */
export const step = (call: CallMachine, event: MachineEvent): Step => stepByState[call.state](call, event);
