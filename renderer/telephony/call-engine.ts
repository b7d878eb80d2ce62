/**
 * The door between the phone and whatever SIP library carries it. What is behind it knows SIP and WebRTC and no rule of
 * calls; what is before it (the call machine, the phone) knows calls and no SIP.
 */
import type { PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import type { DispatchableLocation } from '../../shared/contracts/emergency/emergency.contract.ts';
import type { Result } from '../../shared/contracts/core/result.ts';
import type { Settings } from '../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import type { MachineEvent } from './call-machine.ts';

/** What an engine tells about a call: those machine events that have their cause on the wire. */
export type EngineCallEvent = Extract<
  MachineEvent,
  {
    type:
      | 'invite-sent'
      | 'ringing'
      | 'early-media'
      | 'answered'
      | 'rejected'
      | 'remote-hung-up'
      | 'terminated'
      | 'failed'
      | 'renegotiated'
      | 'path-broken'
      | 'held-by-remote'
      | 'transfer-accepted'
      | 'transfer-refused';
  }
>;

export type RegistrationStatus = {
  state: PhoneSnapshot['registration']['state'];
  /** Why not registered, in plain words. */
  reason: string | null;
  serverUrl: string | null;
  /** When the next attempt is made, epoch milliseconds. */
  retryAtMs: number | null;
};

/** One call as the engine has it. All of it may be called in every state; what makes no sense any more does nothing. */
export type EngineCall = {
  /** Sends the INVITE, or accepts the incoming one. Failures arrive as events. */
  begin: () => void;
  /** CANCEL, BYE or a refusal, by the state the session is in. Kept until the connection is back when it is down. */
  hangUp: () => void;
  /** A re-INVITE; its outcome is the event `renegotiated` with the same attempt. */
  renegotiate: (request: { attempt: number; isHeld: boolean; restartIce: boolean }) => void;
  /** RFC 4733 events, or SIP INFO for exchanges that take nothing else. Resolves when they have left; false if they cannot. */
  sendDtmf: (tones: string, method: DtmfMethod) => Promise<boolean>;
  /** A REFER (RFC 3515); its outcome is `transfer-accepted` or `transfer-refused` with the same attempt. */
  refer: (request: { attempt: number; to: { sipTarget: string } | { replaces: EngineCall } }) => void;
  /** RFC 3261 Call-ID of this leg; null while there is none. */
  sipCallId: string | null;
  /** The peer connection, once there is one, for media and statistics. */
  peerConnection: () => RTCPeerConnection | null;
};

export type DtmfMethod = Settings['dtmf'];

/** What lets a call pass at the phone system, or must travel with it. */
export type CallPass =
  | { kind: 'dial-permit'; permit: string }
  | { kind: 'supervision-permit'; permit: string }
  | { kind: 'emergency'; location: DispatchableLocation | null }
  /** Inside the phone system: it lets none of these out. */
  | { kind: 'internal' };

export type OutgoingCall = {
  sipTarget: string;
  pass: CallPass;
  /** Epoch milliseconds of the click, for the click-to-INVITE measure. */
  clickedAtMs: number;
};

export type EngineListener = {
  registrationChanged: (status: RegistrationStatus) => void;
  /** The token in use: practice or not, caller ids. */
  tokenChanged: (token: PhoneToken) => void;
  signallingLost: () => void;
  /** Registered again after a loss: live calls can be renegotiated. */
  signallingRestored: () => void;
  /** Somebody calls. The listener returns where the events of the call go. */
  incoming: (call: EngineCall, caller: IncomingCaller) => (event: EngineCallEvent) => void;
  /** The message-waiting lamp (RFC 3842); null when the phone system's word is not valid any more. */
  messagesWaiting: (waiting: MessagesWaiting | null) => void;
};

export type MessagesWaiting = NonNullable<PhoneSnapshot['voicemail']>;

export type IncomingCaller = {
  /** User part of the caller's address, and its host. */
  number: string;
  host: string;
  name: string | null;
  /** The phone system asks for this call to be answered at once (a queue call). */
  asksForAutoAnswer: boolean;
  /** The call of ours whose place this one takes (RFC 3891 Replaces). */
  replaces: EngineCall | null;
};

/** What an engine needs from the page. */
export type EngineDependencies = {
  getToken: () => Promise<Result<PhoneToken>>;
  /** A track of its own for each call, silent until the call is answered; the problem's sentence if there is no microphone. */
  takeMicrophone: () => Promise<Result<MediaStreamTrack>>;
  hasLiveCall: () => boolean;
  log: (level: 'info' | 'warn', message: string) => void;
};

export type CallEngine = {
  /** Connects and registers, and keeps at it until `unregister`. */
  register: () => void;
  unregister: () => Promise<void>;
  /** The network or the computer's sleep changed: find out now whether the connection still lives. */
  checkConnection: () => void;
  isRegistered: () => boolean;
  /** A socket to the phone system is open, registered or not. */
  isConnected: () => boolean;
  /** Asks the phone system for a sign of life and measures it, milliseconds; null: none in time. */
  roundTripMs: () => Promise<number | null>;
  dial: (call: OutgoingCall, listener: (event: EngineCallEvent) => void) => EngineCall;
};
