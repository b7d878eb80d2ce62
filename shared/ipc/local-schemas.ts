import { z } from 'zod';
import { meSchema } from '../contracts/auth/auth.contract.ts';
import { centsSchema, dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../contracts/core/fields.ts';
import {
  callDirections,
  callKinds,
  dispositionBodySchema,
  recordingStates,
} from '../contracts/calls/calls.contract.ts';
import { decisionSchema } from '../contracts/compliance/decision.ts';
import { problemSchema } from '../contracts/core/problem.ts';
import { dispatchableLocationSchema } from '../contracts/emergency/emergency.contract.ts';
import { checkOutFindingSchema } from './phone-snapshot.ts';

/** Where the person stands with the server. */
export const signInStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('restoring') }),
  z.object({ state: z.literal('signed-out'), reason: problemSchema.nullable() }),
  z.object({
    state: z.literal('signed-in'),
    me: meSchema,
    /** False: no protected key store, signed in until the app closes. */ isRemembered: z.boolean(),
  }),
]);
export type SignInState = z.output<typeof signInStateSchema>;

export const serverStatusSchema = z.object({
  state: z.enum(['unknown', 'online', 'offline']),
  since: momentSchema,
  url: z.string(),
});
export type ServerStatus = z.output<typeof serverStatusSchema>;

/** Depth and age of the outbox, and whether it can be trusted. */
export const outboxStatusSchema = z.object({
  /** `unavailable`: the file could not be opened; saving refuses visibly. */
  state: z.enum(['ready', 'paused', 'unavailable']),
  waiting: z.int(),
  parked: z.int(),
  oldestAt: momentSchema.nullable(),
  /** A damaged file was set aside, in plain words. */
  notice: z.string().nullable(),
});
export type OutboxStatus = z.output<typeof outboxStatusSchema>;

export const parkedItemSchema = z.object({
  id: idSchema,
  kind: z.string(),
  title: z.string(),
  savedAt: momentSchema,
  parkedAt: momentSchema,
  problem: problemSchema,
  payload: z.record(z.string(), z.unknown()),
});
export type ParkedItem = z.output<typeof parkedItemSchema>;

/** What became of one saved item: `saved-here` is on this disk, `synced` is on the server. */
export const savedItemSchema = z.object({
  id: idSchema,
  callId: idSchema.nullable(),
  kind: z.string(),
  state: z.enum(['saved-here', 'synced', 'parked']),
  at: momentSchema,
});
export type SavedItem = z.output<typeof savedItemSchema>;

/** Wrap-up as typed so far; kept on disk while typing so that a crash loses at most a second of it. */
export const wrapUpDraftSchema = dispositionBodySchema.omit({ saved_at: true, code: true, promise: true }).extend({
  callId: idSchema,
  accountId: idSchema.nullable(),
  code: dispositionBodySchema.shape.code.nullable(),
  /** Half a promise may be typed: the amount without the day, or the other way round. */
  promise: z.object({ amount_cents: centsSchema.nullable(), due_on: dateSchema.nullable() }).nullable().default(null),
});
export type WrapUpDraft = z.output<typeof wrapUpDraftSchema>;

export const hotkeyActions = [
  'answer',
  'hang-up',
  'toggle-mute',
  'toggle-hold',
  'switch-call',
  'transfer',
  'complete-transfer',
  'merge',
  'park',
  'drop-message',
  'toggle-recording',
  'redial',
  'toggle-do-not-disturb',
  'next-account',
] as const;
export type HotkeyAction = (typeof hotkeyActions)[number];
/** What a window does when it hears `hotkeys:pressed`, for it takes a choice or a verdict that is seen; main does the others. */
export const hotkeyActionsOfWindows = [
  'transfer',
  'drop-message',
  'redial',
  'next-account',
] as const satisfies readonly HotkeyAction[];
export const hotkeySchema = z.object({
  action: z.enum(hotkeyActions),
  /** Electron accelerator, `CommandOrControl+Shift+A`; null when switched off. */
  accelerator: z.string().nullable(),
  /** `registered`: the system took it. `verified`: it was pressed once and arrived. */
  state: z.enum(['off', 'registered', 'verified', 'failed']),
  /** Why it failed, in plain words. */
  reason: z.string().nullable(),
});
export type Hotkey = z.output<typeof hotkeySchema>;

/** A device somebody chose: found again by label and group, for the raw id changes with port, profile and system. */
export const deviceChoiceSchema = z.object({ id: z.string(), label: z.string(), groupId: z.string() });
export type DeviceChoice = z.output<typeof deviceChoiceSchema>;

/** What the browser does to a microphone's sound (W3C Media Capture, section 4.3). */
export const processingSchema = z.object({
  echoCancellation: z.boolean().default(true),
  noiseSuppression: z.boolean().default(true),
  autoGainControl: z.boolean().default(true),
});
export type Processing = z.output<typeof processingSchema>;

/** Where this computer stands, as its person confirmed it, and on which network that was. */
export const confirmedLocationSchema = z.object({
  location: dispatchableLocationSchema,
  confirmedAt: momentSchema,
  networkFingerprint: z.string(),
});
export type ConfirmedLocation = z.output<typeof confirmedLocationSchema>;

export const settingsSchema = z.object({
  colorScheme: z.enum(['auto', 'light', 'dark']).default('auto'),
  serverUrl: z.url().default('http://127.0.0.1:4600'),
  /** Null: what the system has as its default. */
  microphone: deviceChoiceSchema.nullable().default(null),
  speaker: deviceChoiceSchema.nullable().default(null),
  ringer: deviceChoiceSchema.nullable().default(null),
  /** By label of the microphone; what is not listed has the defaults. */
  processing: z.record(z.string(), processingSchema).default({}),
  /** `rtp`: RFC 4733 events; `info`: SIP INFO, for exchanges that take nothing else. */
  dtmf: z.enum(['rtp', 'info']).default('rtp'),
  /** Incoming calls are refused as busy. */
  doNotDisturb: z.boolean().default(false),
  /** `queue`: calls of queues are answered by themselves after a tone. */
  autoAnswer: z.enum(['off', 'queue', 'all']).default('off'),
  callerId: phoneNumberSchema.nullable().default(null),
  /** Keys without a modifier inside a window, such as `1` to `9` in wrap-up (WCAG 2.1.4: they can be switched off). */
  singleKeyShortcuts: z.boolean().default(true),
  hotkeys: z.record(z.enum(hotkeyActions), z.string().nullable()).default({
    answer: 'CommandOrControl+Shift+A',
    'hang-up': 'CommandOrControl+Shift+H',
    'toggle-mute': 'CommandOrControl+Shift+M',
    'toggle-hold': 'CommandOrControl+Shift+L',
    'switch-call': 'CommandOrControl+Shift+S',
    transfer: 'CommandOrControl+Shift+T',
    'complete-transfer': 'CommandOrControl+Shift+C',
    merge: 'CommandOrControl+Shift+G',
    park: 'CommandOrControl+Shift+P',
    'drop-message': 'CommandOrControl+Shift+V',
    'toggle-recording': 'CommandOrControl+Shift+R',
    redial: 'CommandOrControl+Shift+D',
    'toggle-do-not-disturb': 'CommandOrControl+Shift+B',
    'next-account': 'CommandOrControl+Shift+N',
  }),
});
export type Settings = z.output<typeof settingsSchema>;

const { shape: setting } = settingsSchema;
/** Some settings, without the defaults: a default filled in for what was not sent would undo somebody's choice. */
export const settingsChangesSchema = z
  .object({
    colorScheme: setting.colorScheme.unwrap(),
    serverUrl: setting.serverUrl.unwrap(),
    microphone: setting.microphone.unwrap(),
    speaker: setting.speaker.unwrap(),
    ringer: setting.ringer.unwrap(),
    processing: setting.processing.unwrap(),
    dtmf: setting.dtmf.unwrap(),
    doNotDisturb: setting.doNotDisturb.unwrap(),
    autoAnswer: setting.autoAnswer.unwrap(),
    callerId: setting.callerId.unwrap(),
    singleKeyShortcuts: setting.singleKeyShortcuts.unwrap(),
    hotkeys: setting.hotkeys.unwrap(),
  } satisfies Record<keyof typeof setting, z.ZodType>)
  .partial();

/** Who opens links of a scheme on this computer. `other`: another program took it, or had it first and keeps it. */
export const linkOwnerSchema = z.object({
  scheme: z.enum(['tel', 'sip', 'callto']),
  state: z.enum(['ours', 'other', 'nobody', 'unknown']),
  /** Its name, when the system tells. */
  program: z.string().nullable(),
  /** One plain sentence with what to do, when links do not come here. */
  notice: z.string().nullable(),
});
export type LinkOwner = z.output<typeof linkOwnerSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.string(),
  /** What this window is for. */
  window: z.enum(['agent', 'supervisor', 'toast', 'phone']),
  /** The key store that protects secrets, or null: session only. */
  keyStore: z.string().nullable(),
  /** Asked of the system anew each time: somebody may install another telephone while this one runs. */
  links: z.array(linkOwnerSchema),
});
export type AppInfo = z.output<typeof appInfoSchema>;

/** One call in this computer's own history, also of those the server never hears about (colleagues, voicemail). */
export const historyRowSchema = z.object({
  callId: idSchema,
  kind: z.enum(callKinds),
  direction: z.enum(callDirections),
  remoteNumber: z.string(),
  remoteName: z.string().nullable(),
  accountId: idSchema.nullable(),
  startedAt: momentSchema,
  answeredAt: momentSchema.nullable(),
  endedAt: momentSchema,
  endReason: z.string().nullable(),
  /** Rang here and nobody answered. */
  isMissed: z.boolean(),
});
export type HistoryRow = z.output<typeof historyRowSchema>;

/** Recording of the calls in progress as the PBX confirmed it; `changing` while it is asked. */
export const recordingStatusSchema = z.object({
  callId: idSchema,
  state: z.enum([...recordingStates, 'changing']),
  asOf: momentSchema,
  reason: z.enum(['payment', 'consumer-objects', 'agent']).nullable(),
});
export type RecordingStatus = z.output<typeof recordingStatusSchema>;

/** A call that was cleared ahead and may be placed while the server is away. The permit itself stays in main. */
export const reservedCallSchema = z.object({
  callId: idSchema,
  accountId: idSchema,
  phoneNumber: phoneNumberSchema,
  clearedAt: momentSchema,
  validUntil: momentSchema,
  decision: decisionSchema,
});
export type ReservedCall = z.output<typeof reservedCallSchema>;

/** A check-out while it runs and when it is done. */
export const checkOutRunSchema = z.object({
  runId: idSchema,
  startedAt: momentSchema,
  findings: z.array(checkOutFindingSchema),
  isDone: z.boolean(),
  /** Kept for the supervisors, perhaps still in the outbox; false while it runs. */
  isSaved: z.boolean(),
});
export type CheckOutRun = z.output<typeof checkOutRunSchema>;

/** Where 911 would say we are. `unconfirmed`: never confirmed, or the network is another since. */
export const emergencyStatusSchema = z.object({
  state: z.enum(['confirmed', 'unconfirmed']),
  confirmed: confirmedLocationSchema.nullable(),
  /** Why it wants to be confirmed again, in plain words. */
  reason: z.string().nullable(),
});
export type EmergencyStatus = z.output<typeof emergencyStatusSchema>;
