/**
 * What the phone page publishes on each change: the whole truth about registration, calls and audio, as plain data.
 * Windows draw it and keep nothing of their own, so that a window that was reloaded shows the same call a moment later.
 */
import { z } from 'zod';
import { callDirections, callIncidentSchema, callKinds } from '../contracts/calls/calls.contract.ts';
import { idSchema, momentSchema, phoneNumberSchema } from '../contracts/core/fields.ts';
import { dispatchableLocationSchema } from '../contracts/emergency/emergency.contract.ts';
import { supervisionModeSchema } from '../contracts/supervision/supervision.contract.ts';
import { checkOutItems, checkOutVerdicts } from '../domain/telephony/check-out.ts';

/** States of a call: drawn in renderer/telephony/call-machine.ts. */
export const callStates = [
  'starting',
  'dialling',
  'ringing',
  'early-media',
  'incoming',
  'answering',
  'active',
  'held',
  /** Its parties talk in a conference now; it ends when this phone leaves that. */
  'merged',
  'ending',
  'ended',
] as const;
export type CallState = (typeof callStates)[number];

export const qualitySchema = z.object({
  mos: z.number(),
  rtt_ms: z.number(),
  jitter_ms: z.number(),
  loss_percent: z.number(),
});

/** A transfer under way or refused. `asked`: the far end has the REFER; `refused`: rolled back, the call is on hold here. */
export const transferSchema = z.object({
  kind: z.enum(['blind', 'attended', 'conference', 'park']),
  targetName: z.string(),
  state: z.enum(['asked', 'refused']),
  sipStatus: z.int().nullable(),
});

export const phoneCallSchema = z.object({
  callId: idSchema,
  kind: z.enum(callKinds),
  direction: z.enum(callDirections),
  state: z.enum(callStates),
  /** The signalling connection is down while audio goes on. */
  isReconnecting: z.boolean(),
  remoteNumber: z.string(),
  remoteName: z.string().nullable(),
  accountId: idSchema.nullable(),
  startedAt: momentSchema,
  answeredAt: momentSchema.nullable(),
  endedAt: momentSchema.nullable(),
  isMuted: z.boolean(),
  isHeld: z.boolean(),
  sipStatus: z.int().nullable(),
  /** Plain words for how it ended: `Busy`, `No answer`, `You hung up`. */
  endReason: z.string().nullable(),
  endedBy: z.enum(['agent', 'remote', 'system']).nullable(),
  quality: qualitySchema.nullable(),
  /** The far end has put us on hold. */
  isHeldByRemote: z.boolean(),
  transfer: transferSchema.nullable(),
  /** The call that this one was placed to consult about. */
  consultationFor: idSchema.nullable(),
  /** Of a merged call: the call that is the conference. */
  mergedInto: idSchema.nullable(),
  supervision: z.object({ mode: supervisionModeSchema, agentId: idSchema, agentName: z.string() }).nullable(),
  /** A recorded message is being left: waiting for the beep, or being played. */
  messageDrop: z.enum(['waiting-for-beep', 'playing']).nullable(),
  /** The last things that went wrong with the sound and what became of them, newest last. */
  incidents: z.array(callIncidentSchema),
  /** What is wrong right now, in one plain sentence; null when nothing is. */
  trouble: z.string().nullable(),
});
export type PhoneCall = z.output<typeof phoneCallSchema>;

export const audioDeviceSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** Parts of one piece of hardware share it. */
  groupId: z.string(),
  kind: z.enum(['audioinput', 'audiooutput']),
});
export type AudioDevice = z.output<typeof audioDeviceSchema>;

/** The headset as the phone sees it. `contended`: another program changes it too. `permission-needed`: ask the person. */
export const headsetSchema = z.object({
  state: z.enum(['none', 'connected', 'contended', 'permission-needed']),
  name: z.string().nullable(),
  /** What its buttons and lamps can do. */
  canAnswer: z.boolean(),
  canMute: z.boolean(),
  /** One plain sentence when something is wrong. */
  notice: z.string().nullable(),
});
export type Headset = z.output<typeof headsetSchema>;

/** The self-tests of sound: what is under way and what the last one found. */
export const audioTestSchema = z.object({
  what: z.enum(['loop-back', 'speaker', 'ringer', 'microphone']),
  state: z.enum(['speak-now', 'playing', 'passed', 'failed']),
  /** Loudest 100 ms heard, dBFS; null before there is any. */
  heardDb: z.number().nullable(),
  sentence: z.string(),
});
export type AudioTest = z.output<typeof audioTestSchema>;

export const phoneSnapshotSchema = z.object({
  /** Grows with every publication of one phone page. */
  sequence: z.int(),
  registration: z.object({
    state: z.enum(['signed-out', 'connecting', 'registered', 'reconnecting', 'failed']),
    since: momentSchema,
    /** Why not registered, in plain words. */
    reason: z.string().nullable(),
    serverUrl: z.string().nullable(),
    /** When the next attempt is made, while reconnecting. */
    retryAt: momentSchema.nullable(),
  }),
  /** Live calls and the last ended one until its wrap-up is saved. */
  calls: z.array(phoneCallSchema),
  audio: z.object({
    microphone: z.enum(['unknown', 'ready', 'denied', 'missing', 'silent']),
    /** Devices in use now, which are the chosen ones while those are plugged in. */
    inputDeviceId: z.string().nullable(),
    outputDeviceId: z.string().nullable(),
    ringerDeviceId: z.string().nullable(),
    devices: z.array(audioDeviceSchema),
    /** `Jabra Evolve2 was unplugged; Built-in Audio is used`; null once it is old news. */
    notice: z.string().nullable(),
    test: audioTestSchema.nullable(),
  }),
  headset: headsetSchema,
  /** The message-waiting lamp (RFC 3842); null while the PBX has not said. */
  voicemail: z.object({ newMessages: z.int(), oldMessages: z.int() }).nullable(),
  isPractice: z.boolean(),
  /** What the PBX offers, so that no button is shown that could do nothing. */
  services: z.object({
    canPark: z.boolean(),
    canConference: z.boolean(),
    canSupervise: z.boolean(),
    canRecord: z.boolean(),
    hasVoicemail: z.boolean(),
    hasQueues: z.boolean(),
  }),
});
export type PhoneSnapshot = z.output<typeof phoneSnapshotSchema>;

/**
 * Levels of the active call, ten times a second; dBFS of the last 100 ms, -100 for silence. Without a call: of the
 * self-test that runs.
 */
export const phoneLevelsSchema = z.object({ callId: idSchema.nullable(), inputDb: z.number(), outputDb: z.number() });
export type PhoneLevels = z.output<typeof phoneLevelsSchema>;

/** One second of a live call's quality, for the graph. */
export const qualityPointSchema = qualitySchema.extend({ callId: idSchema, at: momentSchema });
export type QualityPoint = z.output<typeof qualityPointSchema>;

/** One finding of the check-out's parts that the phone page can see: sound, headset, PBX, media path. */
export const checkOutFindingSchema = z.object({
  item: z.enum(checkOutItems),
  verdict: z.enum(checkOutVerdicts),
  detail: z.string().max(400),
  tookMs: z.int(),
});
export type CheckOutFinding = z.output<typeof checkOutFindingSchema>;

/** What windows, hotkeys and main may ask of the phone page. */
export const phoneCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('answer'), callId: idSchema }),
  z.object({ do: z.literal('hang-up'), callId: idSchema }),
  z.object({ do: z.literal('set-muted'), callId: idSchema, isMuted: z.boolean() }),
  z.object({ do: z.literal('set-held'), callId: idSchema, isHeld: z.boolean() }),
  z.object({ do: z.literal('send-dtmf'), callId: idSchema, tones: z.string().regex(/^[0-9A-D#*]{1,32}$/) }),
  /** Wrap-up is over: forget the ended call. */
  z.object({ do: z.literal('dismiss'), callId: idSchema }),
  /** Connects the two far ends with each other and leaves (RFC 3891 Replaces). */
  z.object({ do: z.literal('complete-transfer'), callId: idSchema, consultationCallId: idSchema }),
  /** All parties of these calls and this phone into one conference on the PBX. */
  z.object({ do: z.literal('merge'), callIds: z.array(idSchema).min(2).max(8) }),
  /** Makes this the call that is talked in; every other one waits on hold. */
  z.object({ do: z.literal('switch-to'), callId: idSchema }),
  z.object({ do: z.literal('cancel-message-drop'), callId: idSchema }),
  /** Again, now, whatever the waiting time says. */
  z.object({ do: z.literal('reconnect') }),
  z.object({ do: z.literal('test-audio'), what: audioTestSchema.shape.what }),
  z.object({ do: z.literal('stop-audio-test') }),
  /** Opens the browser's chooser of HID devices; needs a click in the same moment. */
  z.object({ do: z.literal('connect-headset') }),
]);
export type PhoneCommand = z.output<typeof phoneCommandSchema>;

/** Main's own orders to the phone page: the permit and the credentials never pass through an agent window. */
/** `wake`: the computer slept. `network`: it had none. `address`: it has another one now. `wifi`: that of a wireless interface. */
export const disturbances = ['wake', 'network', 'address', 'wifi'] as const;
export type Disturbance = (typeof disturbances)[number];

/** Who is at the other end of a call that the server does not know yet. */
export const callerSchema = z.object({
  phone_number: phoneNumberSchema.nullable(),
  display_name: z.string().nullable(),
  /** What the call was about when somebody else parked it. */
  account_id: idSchema.nullable().optional(),
});
export type Caller = z.output<typeof callerSchema>;

const callToPlace = z.object({
  callId: idSchema,
  sipTarget: z.string(),
  remoteNumber: z.string(),
  remoteName: z.string().nullable(),
  /** When the person clicked, epoch milliseconds: the start of the click-to-INVITE measure. */
  clickedAtMs: z.number(),
});

export const phoneOrderSchema = z.discriminatedUnion('do', [
  ...phoneCommandSchema.options,
  callToPlace.extend({
    do: z.literal('dial'),
    dialPermit: z.string(),
    accountId: idSchema.nullable(),
    consultationFor: idSchema.nullable(),
  }),
  /** Inside the PBX: colleagues, queues, voicemail. No permit: the PBX lets none of these out. */
  callToPlace.extend({
    do: z.literal('dial-internal'),
    kind: z.enum(['colleague', 'service']),
    consultationFor: idSchema.nullable(),
  }),
  /** A consumer who waits in a parking place: from the answer on a call that came in, with a record of its own. */
  callToPlace.extend({ do: z.literal('pick-up'), accountId: idSchema.nullable(), caller: callerSchema }),
  /** Never gated. The location travels with the INVITE. */
  callToPlace.extend({ do: z.literal('dial-emergency'), location: dispatchableLocationSchema.nullable() }),
  callToPlace.extend({
    do: z.literal('supervise'),
    supervisionPermit: z.string(),
    mode: supervisionModeSchema,
    agentId: idSchema,
    agentName: z.string(),
    modeDigits: z.object({ listen: z.string(), whisper: z.string(), barge: z.string() }),
  }),
  z.object({ do: z.literal('set-supervision-mode'), callId: idSchema, mode: supervisionModeSchema }),
  /** A blind transfer (RFC 3515); `kind` says what is told while it is under way. */
  z.object({
    do: z.literal('transfer'),
    callId: idSchema,
    kind: z.enum(['blind', 'park']),
    sipTarget: z.string(),
    targetName: z.string(),
  }),
  /** Leaves this recording after the beep and hangs up. `isAfterBeep`: the person has heard the beep. */
  z.object({
    do: z.literal('drop-message'),
    callId: idSchema,
    messageId: idSchema,
    /** Of the server, which allows it: without its answer nothing is left. */
    decisionId: idSchema,
    wavBase64: z.string(),
    isAfterBeep: z.boolean(),
  }),
  /** Answers with `phone:publish-check-out`, one finding after the other. */
  z.object({ do: z.literal('check-out'), runId: idSchema }),
  z.object({ do: z.literal('register') }),
  z.object({ do: z.literal('unregister') }),
  /** Check the connection now; `why` explains what breaks around this moment. */
  z.object({ do: z.literal('check-connection'), why: z.enum(disturbances).nullable().default(null) }),
]);
export type PhoneOrder = z.output<typeof phoneOrderSchema>;
