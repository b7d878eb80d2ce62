import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';

/** Before the phone page has said anything, and while it restarts. */
export const silentSnapshot = (since: string, reason: string | null): PhoneSnapshot => ({
  sequence: 0,
  registration: { state: 'signed-out', since, reason, serverUrl: null, retryAt: null },
  calls: [],
  audio: {
    microphone: 'unknown',
    inputDeviceId: null,
    outputDeviceId: null,
    ringerDeviceId: null,
    devices: [],
    notice: null,
    test: null,
  },
  headset: { state: 'none', name: null, canAnswer: false, canMute: false, notice: null },
  voicemail: null,
  isPractice: false,
  services: {
    canPark: false,
    canConference: false,
    canSupervise: false,
    canRecord: false,
    hasVoicemail: false,
    hasQueues: false,
  },
});

type CallToPlace = Pick<PhoneCall, 'callId' | 'kind' | 'remoteNumber' | 'remoteName' | 'startedAt'> &
  Partial<Pick<PhoneCall, 'accountId' | 'consultationFor' | 'supervision' | 'direction'>>;

/** A call main has begun and the phone page has not shown yet. */
export const startingCall = (call: CallToPlace): PhoneCall => ({
  accountId: null,
  consultationFor: null,
  supervision: null,
  direction: 'outbound',
  ...call,
  state: 'starting',
  isReconnecting: false,
  answeredAt: null,
  endedAt: null,
  isMuted: false,
  isHeld: false,
  sipStatus: null,
  endReason: null,
  endedBy: null,
  quality: null,
  isHeldByRemote: false,
  transfer: null,
  mergedInto: null,
  messageDrop: null,
  incidents: [],
  trouble: null,
});

export const isLive = (call: PhoneCall): boolean => call.state !== 'ended';
/** Rings here and was not answered yet. */
export const isRinging = (call: PhoneCall): boolean => call.state === 'incoming';
/** The agent is in it. */
export const isAgentInCall = (call: PhoneCall): boolean => isLive(call) && !isRinging(call);
/** Both sides talk, or one waits on hold. */
export const isTalking = (call: PhoneCall): boolean => call.state === 'active' || call.state === 'held';
/** The server keeps a record of it, and it wants a disposition: only contacts in the sense of the law do. */
export const isOnRecord = (call: PhoneCall): boolean => call.kind === 'consumer';
/** A parked call that is being fetched: nothing is on record before it is answered. */
export const isBeingPickedUp = (call: PhoneCall): boolean =>
  call.direction === 'inbound' && (call.state === 'starting' || call.state === 'dialling' || call.state === 'ringing');
/** Ended and not dispositioned or dismissed yet. */
export const isInWrapUp = (call: PhoneCall): boolean => !isLive(call) && isOnRecord(call);

/** The call hotkeys and commands speak of: the one being talked in, else the newest that can still be acted on. */
export const currentCallOf = (snapshot: PhoneSnapshot): PhoneCall | null =>
  snapshot.calls.find((call) => call.state === 'active') ??
  snapshot.calls.findLast((call) => isAgentInCall(call) && call.state !== 'merged' && call.state !== 'ending') ??
  null;

/** A call that ended without the phone page being able to say so. */
export const cutOff = (call: PhoneCall, endedAt: string, endReason: string): PhoneCall => ({
  ...call,
  state: 'ended',
  isReconnecting: false,
  endedAt,
  endReason,
  endedBy: 'system',
  transfer: null,
  messageDrop: null,
  trouble: null,
});
