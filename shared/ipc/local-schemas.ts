import { z } from 'zod';
import { meSchema } from '../contracts/auth/auth.contract.ts';
import { dispositionBodySchema } from '../contracts/calls/calls.contract.ts';
import { centsSchema, dateSchema, idSchema, momentSchema, phoneNumberSchema } from '../contracts/core/fields.ts';
import { problemSchema } from '../contracts/core/problem.ts';

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

export const hotkeyActions = ['answer', 'hang-up', 'toggle-mute', 'toggle-hold', 'next-account'] as const;
export type HotkeyAction = (typeof hotkeyActions)[number];
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

export const settingsSchema = z.object({
  colorScheme: z.enum(['auto', 'light', 'dark']).default('auto'),
  serverUrl: z.url().default('http://127.0.0.1:4600'),
  inputDeviceId: z.string().nullable().default(null),
  outputDeviceId: z.string().nullable().default(null),
  callerId: phoneNumberSchema.nullable().default(null),
  /** Keys without a modifier inside a window, such as `1` to `9` in wrap-up (WCAG 2.1.4: they can be switched off). */
  singleKeyShortcuts: z.boolean().default(true),
  hotkeys: z.record(z.enum(hotkeyActions), z.string().nullable()).default({
    answer: 'CommandOrControl+Shift+A',
    'hang-up': 'CommandOrControl+Shift+H',
    'toggle-mute': 'CommandOrControl+Shift+M',
    'toggle-hold': 'CommandOrControl+Shift+L',
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
    inputDeviceId: setting.inputDeviceId.unwrap(),
    outputDeviceId: setting.outputDeviceId.unwrap(),
    callerId: setting.callerId.unwrap(),
    singleKeyShortcuts: setting.singleKeyShortcuts.unwrap(),
    hotkeys: setting.hotkeys.unwrap(),
  } satisfies Record<keyof typeof setting, z.ZodType>)
  .partial();

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.string(),
  /** What this window is for. */
  window: z.enum(['agent', 'supervisor', 'toast', 'phone']),
  /** The key store that protects secrets, or null: session only. */
  keyStore: z.string().nullable(),
});
export type AppInfo = z.output<typeof appInfoSchema>;
