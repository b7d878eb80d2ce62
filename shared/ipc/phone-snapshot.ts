/**
 * What the phone page publishes on each change: the whole truth about registration, calls and audio, as plain data.
 * Windows draw it and keep nothing of their own, so that a window that was reloaded shows the same call a moment later.
 */
import { z } from 'zod';
import { callDirections } from '../contracts/calls/calls.contract.ts';
import { idSchema, momentSchema } from '../contracts/core/fields.ts';

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

export const phoneCallSchema = z.object({
  callId: idSchema,
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
});
export type PhoneCall = z.output<typeof phoneCallSchema>;

export const audioDeviceSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['audioinput', 'audiooutput']),
});
export type AudioDevice = z.output<typeof audioDeviceSchema>;

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
    inputDeviceId: z.string().nullable(),
    outputDeviceId: z.string().nullable(),
    devices: z.array(audioDeviceSchema),
  }),
  isPractice: z.boolean(),
});
export type PhoneSnapshot = z.output<typeof phoneSnapshotSchema>;

/** Levels of the active call, ten times a second; dBFS of the last 100 ms, -100 for silence. */
export const phoneLevelsSchema = z.object({ callId: idSchema, inputDb: z.number(), outputDb: z.number() });
export type PhoneLevels = z.output<typeof phoneLevelsSchema>;

/** What windows, hotkeys and main may ask of the phone page. */
export const phoneCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('answer'), callId: idSchema }),
  z.object({ do: z.literal('hang-up'), callId: idSchema }),
  z.object({ do: z.literal('set-muted'), callId: idSchema, isMuted: z.boolean() }),
  z.object({ do: z.literal('set-held'), callId: idSchema, isHeld: z.boolean() }),
  z.object({ do: z.literal('send-dtmf'), callId: idSchema, tones: z.string().regex(/^[0-9A-D#*]{1,32}$/) }),
  /** Wrap-up is over: forget the ended call. */
  z.object({ do: z.literal('dismiss'), callId: idSchema }),
  z.object({
    do: z.literal('choose-devices'),
    inputDeviceId: z.string().nullable(),
    outputDeviceId: z.string().nullable(),
  }),
]);
export type PhoneCommand = z.output<typeof phoneCommandSchema>;

/** Main's own orders to the phone page: the permit and the credentials never pass through an agent window. */
export const phoneOrderSchema = z.discriminatedUnion('do', [
  ...phoneCommandSchema.options,
  z.object({
    do: z.literal('dial'),
    callId: idSchema,
    sipTarget: z.string(),
    dialPermit: z.string(),
    remoteNumber: z.string(),
    remoteName: z.string().nullable(),
    accountId: idSchema.nullable(),
    /** When the person clicked, epoch milliseconds: the start of the click-to-INVITE measure. */
    clickedAtMs: z.number(),
  }),
  z.object({ do: z.literal('register') }),
  z.object({ do: z.literal('unregister') }),
  /** The system woke up or changed network: check the connection now. */
  z.object({ do: z.literal('check-connection') }),
]);
export type PhoneOrder = z.output<typeof phoneOrderSchema>;
