/**
 * The IPC map: every channel between windows and the main process, once. A channel that is not here cannot be called;
 * a window that is not listed for a channel is refused.
 */
import { z } from 'zod';
import {
  accountDetailSchema,
  accountEndpoints,
  queueItemSchema,
  accountRowSchema,
} from '../contracts/accounts/accounts.contract.ts';
import { auditEndpoints } from '../contracts/audit/audit.contract.ts';
import { sessionSchema } from '../contracts/auth/auth.contract.ts';
import { callEndpoints, callEventSchema } from '../contracts/calls/calls.contract.ts';
import { dateSchema, idSchema, momentSchema, pageOf, phoneNumberSchema } from '../contracts/core/fields.ts';
import { dispatchableLocationSchema } from '../contracts/emergency/emergency.contract.ts';
import { feedbackBodySchema } from '../contracts/feedback/feedback.contract.ts';
import { agentTimeSchema, liveEventSchema } from '../contracts/live/live.contract.ts';
import { organizationSchema } from '../contracts/organizations/organizations.contract.ts';
import { supervisionModeSchema, supervisionSchema } from '../contracts/supervision/supervision.contract.ts';
import {
  checkOutRowSchema,
  directorySchema,
  parkedCallSchema,
  phoneMessageSchema,
  phoneTokenSchema,
  telephonyEndpoints,
} from '../contracts/telephony/telephony.contract.ts';
import { breakReasons } from '../domain/agents/agent-states.ts';
import { complianceChannels } from './compliance-channels.ts';
import { type Channel, defineChannels, defineEvents } from './define-channel.ts';
import {
  appInfoSchema,
  checkOutRunSchema,
  emergencyStatusSchema,
  historyRowSchema,
  hotkeyActions,
  hotkeySchema,
  outboxStatusSchema,
  parkedItemSchema,
  recordingStatusSchema,
  reservedCallSchema,
  savedItemSchema,
  serverStatusSchema,
  settingsChangesSchema,
  settingsSchema,
  signInStateSchema,
  wrapUpDraftSchema,
} from './local-schemas.ts';
import {
  callerSchema,
  checkOutFindingSchema,
  phoneCommandSchema,
  phoneLevelsSchema,
  phoneOrderSchema,
  phoneSnapshotSchema,
  qualityPointSchema,
} from './phone-snapshot.ts';

const desks = ['agent', 'supervisor'] as const;
const everyWindow = ['agent', 'supervisor', 'toast', 'phone'] as const;
const nothing = z.null();
const none = z.void().or(z.null());

/** Somebody or something inside the PBX, as the directory names it. */
const internalTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('colleague'), userId: idSchema }),
  z.object({ kind: z.literal('queue'), queueId: z.string().max(80) }),
  z.object({ kind: z.literal('voicemail') }),
  z.object({ kind: z.literal('echo') }),
]);
export type InternalTarget = z.output<typeof internalTargetSchema>;

export const channels = defineChannels({
  'app:get-info': { windows: everyWindow, request: none, reply: appInfoSchema },
  'app:open-window': { windows: desks, request: z.enum(['agent', 'supervisor']), reply: nothing },
  /** The number of a link that arrived before this window listened to `app:number-received`, once; else null. */
  'app:take-number': { windows: ['agent'], request: none, reply: z.object({ phoneNumber: z.string() }).nullable() },

  'auth:get-state': { windows: everyWindow, request: none, reply: signInStateSchema },
  'auth:sign-in': {
    windows: desks,
    request: z.object({ email: z.string().max(254), password: z.string().max(1024) }),
    reply: signInStateSchema,
  },
  'auth:sign-out': { windows: desks, request: none, reply: nothing },
  'auth:list-sessions': { windows: desks, request: none, reply: z.array(sessionSchema) },
  'auth:end-session': { windows: desks, request: idSchema, reply: nothing },

  'organizations:get-current': { windows: desks, request: none, reply: organizationSchema },
  'organizations:get': { windows: desks, request: idSchema, reply: organizationSchema },
  'organizations:set-supervision-notice': { windows: desks, request: z.boolean(), reply: organizationSchema },
  'organizations:set-reserved-permits': { windows: desks, request: z.boolean(), reply: organizationSchema },

  /** From the server, or from the cache while it is away (`isStale`). */
  'accounts:get-queue': {
    windows: desks,
    request: none,
    reply: z.object({ items: z.array(queueItemSchema), asOf: momentSchema, isStale: z.boolean() }),
  },
  'accounts:get': {
    windows: desks,
    request: idSchema,
    reply: z.object({ account: accountDetailSchema, asOf: momentSchema, isStale: z.boolean() }),
  },
  'accounts:list': { windows: desks, request: accountEndpoints.listAccounts.query, reply: pageOf(accountRowSchema) },

  ...complianceChannels,

  /** Decide, reserve, get the permit, hand it to the phone. The reply carries the decision and the script, not the permit. */
  'calls:dial': {
    windows: desks,
    request: z.object({
      phoneNumber: phoneNumberSchema,
      accountId: idSchema.nullable(),
      remoteName: z.string().max(120).nullable(),
      /** The call on hold that this one is placed to consult about. */
      consultationFor: idSchema.nullable().default(null),
      /** An approved override of the refusal of this call. */
      overrideId: idSchema.nullable().default(null),
      clickedAtMs: z.number(),
    }),
    reply: callEndpoints.startCall.replies[201].omit({ dial_permit: true, sip_target: true }).extend({
      /** The server could not be reached: placed with what had been cleared ahead. */
      reserved: reservedCallSchema.pick({ clearedAt: true, validUntil: true }).nullable(),
    }),
  },
  /** What comes next at this desk, to be cleared ahead; said again each minute, else it is forgotten. */
  'calls:keep-reserved': {
    windows: desks,
    request: z.object({
      calls: z.array(z.object({ accountId: idSchema, phoneNumber: phoneNumberSchema })).max(2),
    }),
    reply: nothing,
  },
  'calls:list-reserved': { windows: desks, request: none, reply: z.array(reservedCallSchema) },
  /** One fsynced insert into the outbox; the reply means "Saved here". */
  'calls:save-disposition': {
    windows: desks,
    request: wrapUpDraftSchema.extend({
      code: callEndpoints.saveDisposition.body.shape.code,
      promise: callEndpoints.saveDisposition.body.shape.promise,
    }),
    reply: savedItemSchema,
  },
  'calls:save-draft': { windows: desks, request: wrapUpDraftSchema, reply: nothing },
  'calls:get-draft': { windows: desks, request: idSchema, reply: wrapUpDraftSchema.nullable() },
  /** Calls a colleague, a queue, the own mailbox or the echo test. */
  'calls:dial-internal': {
    windows: desks,
    request: z.object({
      target: internalTargetSchema,
      consultationFor: idSchema.nullable().default(null),
      clickedAtMs: z.number(),
    }),
    reply: z.object({ callId: idSchema }),
  },
  /** Never gated, with or without a confirmed location; the supervisors are told. */
  'calls:dial-emergency': {
    windows: desks,
    request: z.object({ number: z.enum(['911', '933']), clickedAtMs: z.number() }),
    reply: z.object({ callId: idSchema }),
  },
  /** Blind transfer to somebody inside. Consulting first is `calls:dial-internal`, then the command `complete-transfer`. */
  'calls:transfer': {
    windows: desks,
    request: z.object({ callId: idSchema, target: internalTargetSchema }),
    reply: nothing,
  },
  'calls:park': { windows: desks, request: idSchema, reply: parkedCallSchema },
  'calls:pick-up': {
    windows: desks,
    request: z.object({ place: parkedCallSchema.shape.place, clickedAtMs: z.number() }),
    reply: z.object({ callId: idSchema }),
  },
  'calls:list-parked': { windows: desks, request: none, reply: z.array(parkedCallSchema) },
  /**
   * The reply comes only after the PBX has confirmed, or fails with what it did not. Each pause ends with its own reason:
   * paying does not end what the consumer objected to. A pause for a payment lasts as long as its panel says so again, at
   * least every 120 s (rulebook P-1): saying it again asks the PBX whether it is still paused and replies with that.
   */
  'calls:set-recording': {
    windows: desks,
    request: z.object({
      callId: idSchema,
      isPaused: z.boolean(),
      reason: z.enum(['payment', 'consumer-objects', 'agent']),
    }),
    reply: recordingStatusSchema,
  },
  'calls:get-recording': { windows: desks, request: idSchema, reply: recordingStatusSchema },
  'calls:drop-message': {
    windows: desks,
    request: z.object({ callId: idSchema, messageId: idSchema, isAfterBeep: z.boolean() }),
    reply: nothing,
  },
  /** This computer's own history, newest first; `search` looks in names and digits. */
  'calls:list-history': {
    windows: desks,
    request: z.object({ search: z.string().max(80), limit: z.int().min(1).max(200), before: momentSchema.nullable() }),
    reply: z.array(historyRowSchema),
  },
  /** The number dialled last, for redial; it goes through the gate like any other. */
  'calls:get-last-dialled': {
    windows: desks,
    request: none,
    reply: historyRowSchema.nullable(),
  },

  'telephony:get-directory': { windows: desks, request: none, reply: directorySchema },
  'telephony:set-queue': {
    windows: desks,
    request: z.object({ queueId: z.string().max(80), isSignedIn: z.boolean() }),
    reply: nothing,
  },
  'telephony:list-messages': { windows: desks, request: none, reply: z.array(phoneMessageSchema) },
  'telephony:get-message-audio': { windows: desks, request: idSchema, reply: z.object({ wav_base64: z.string() }) },
  'telephony:save-message': {
    windows: desks,
    request: telephonyEndpoints.savePhoneMessage.body,
    reply: phoneMessageSchema,
  },
  'telephony:remove-message': { windows: desks, request: idSchema, reply: nothing },
  /** Begins one, or tells about the one that runs; findings arrive as `telephony:check-out-changed`. */
  'telephony:run-check-out': { windows: desks, request: none, reply: checkOutRunSchema },
  'telephony:get-check-out': { windows: desks, request: none, reply: checkOutRunSchema.nullable() },
  'telephony:list-check-outs': {
    windows: desks,
    request: z.object({ since: momentSchema }),
    reply: z.array(checkOutRowSchema),
  },

  'supervision:start': {
    windows: desks,
    request: z.object({ agentId: idSchema, mode: supervisionModeSchema, clickedAtMs: z.number() }),
    reply: supervisionSchema,
  },
  'supervision:set-mode': { windows: desks, request: supervisionModeSchema, reply: supervisionSchema },
  'supervision:stop': { windows: desks, request: none, reply: nothing },
  'supervision:hang-up-call': {
    windows: desks,
    request: z.object({ callId: idSchema, reason: z.string().trim().min(3).max(400) }),
    reply: nothing,
  },

  'emergency:get-status': { windows: desks, request: none, reply: emergencyStatusSchema },
  'emergency:confirm-location': {
    windows: desks,
    request: dispatchableLocationSchema,
    reply: emergencyStatusSchema,
  },

  /** What a call stands under; not found until the server has heard of the call. */
  'calls:get-decision': {
    windows: desks,
    request: idSchema,
    reply: callEndpoints.getCallDecision.replies[200],
  },
  'calls:list': { windows: desks, request: callEndpoints.listCalls.query, reply: callEndpoints.listCalls.replies[200] },

  'phone:get-snapshot': { windows: everyWindow, request: none, reply: phoneSnapshotSchema },
  'phone:command': { windows: ['agent', 'supervisor', 'toast'], request: phoneCommandSchema, reply: nothing },
  'phone:publish-snapshot': { windows: ['phone'], request: phoneSnapshotSchema, reply: nothing },
  'phone:publish-levels': { windows: ['phone'], request: phoneLevelsSchema, reply: nothing },
  /** Into the outbox, in order, as they happen. */
  'phone:record-events': {
    windows: ['phone'],
    request: z.object({
      callId: idSchema,
      events: z.array(callEventSchema).min(1).max(100),
      incoming: callerSchema.optional(),
    }),
    reply: nothing,
  },
  'phone:publish-quality': { windows: ['phone'], request: qualityPointSchema, reply: nothing },
  /** The graph of a live call so far, oldest first. */
  'phone:get-quality': { windows: desks, request: idSchema, reply: z.array(qualityPointSchema) },
  'phone:publish-check-out': {
    windows: ['phone'],
    request: z.object({ runId: idSchema, finding: checkOutFindingSchema }),
    reply: nothing,
  },
  'phone:get-token': { windows: ['phone'], request: none, reply: phoneTokenSchema },

  'live:set-state': {
    windows: desks,
    request: z.discriminatedUnion('state', [
      z.object({ state: z.literal('available') }),
      z.object({ state: z.literal('break'), reason: z.enum(breakReasons) }),
    ]),
    reply: nothing,
  },
  /** What each second of a day went to. */
  'live:get-times': { windows: desks, request: z.object({ date: dateSchema }), reply: z.array(agentTimeSchema) },
  /** The last whole floor, for a window that has just opened. */
  'live:get-floor': { windows: desks, request: none, reply: liveEventSchema.nullable() },
  /** Who supervises whom, as far as this person may know. */
  'live:get-supervisions': { windows: desks, request: none, reply: z.array(supervisionSchema) },

  'outbox:get-status': { windows: everyWindow, request: none, reply: outboxStatusSchema },
  'outbox:list-parked': { windows: desks, request: none, reply: z.array(parkedItemSchema) },
  'outbox:resend': {
    windows: desks,
    request: z.object({ id: idSchema, payload: z.record(z.string(), z.unknown()) }),
    reply: nothing,
  },

  'server:get-status': { windows: everyWindow, request: none, reply: serverStatusSchema },

  'settings:get': { windows: everyWindow, request: none, reply: settingsSchema },
  'settings:set': { windows: everyWindow, request: settingsChangesSchema, reply: settingsSchema },
  'hotkeys:list': { windows: desks, request: none, reply: z.array(hotkeySchema) },
  'hotkeys:rebind': {
    windows: desks,
    request: z.object({ action: z.enum(hotkeyActions), accelerator: z.string().max(80).nullable() }),
    reply: z.array(hotkeySchema),
  },

  'audit:list': {
    windows: desks,
    request: auditEndpoints.listAudit.query,
    reply: auditEndpoints.listAudit.replies[200],
  },
  'feedback:send': {
    windows: everyWindow,
    request: feedbackBodySchema.omit({ created_at: true }),
    reply: savedItemSchema,
  },
} as const satisfies Record<`${string}:${string}`, Channel>);

export const events = defineEvents({
  'auth:changed': { windows: everyWindow, payload: signInStateSchema },
  'server:changed': { windows: everyWindow, payload: serverStatusSchema },
  'settings:changed': { windows: everyWindow, payload: settingsSchema },
  'phone:changed': { windows: ['agent', 'supervisor', 'toast'], payload: phoneSnapshotSchema },
  'phone:quality': { windows: ['agent', 'supervisor'], payload: qualityPointSchema },
  'calls:recording-changed': { windows: ['agent', 'supervisor'], payload: recordingStatusSchema },
  'calls:reserved-changed': { windows: desks, payload: z.array(reservedCallSchema) },
  'telephony:check-out-changed': { windows: ['agent', 'supervisor'], payload: checkOutRunSchema },
  'emergency:changed': { windows: ['agent', 'supervisor'], payload: emergencyStatusSchema },
  'phone:levels': { windows: ['agent', 'supervisor'], payload: phoneLevelsSchema },
  'phone:order': { windows: ['phone'], payload: phoneOrderSchema },
  'outbox:changed': { windows: ['agent', 'supervisor'], payload: outboxStatusSchema },
  'outbox:item-changed': { windows: ['agent', 'supervisor'], payload: savedItemSchema },
  'live:event': { windows: ['agent', 'supervisor'], payload: liveEventSchema },
  'live:supervisions-changed': { windows: ['agent', 'supervisor'], payload: z.array(supervisionSchema) },
  /** `isSent`: the whole file is at the server, which is applying it. */
  'dnc:import-progress': {
    windows: desks,
    payload: z.object({ fileId: idSchema, sentBytes: z.int(), bytes: z.int(), isSent: z.boolean() }),
  },
  'hotkeys:changed': { windows: desks, payload: z.array(hotkeySchema) },
  /** A hotkey arrived: windows act on those of `hotkeyActionsOfWindows`, and show the others. */
  'hotkeys:pressed': { windows: desks, payload: z.enum(hotkeyActions) },
  /** A tel:, sip: or callto: link, or a number from the command line: show it in the dial pad with its verdict, do not dial. */
  'app:number-received': { windows: ['agent'], payload: z.object({ phoneNumber: z.string() }) },
});

export type Channels = typeof channels;
export type ChannelName = keyof Channels;
export type ChannelRequest<N extends ChannelName> = z.input<Channels[N]['request']>;
export type ChannelReply<N extends ChannelName> = z.output<Channels[N]['reply']>;
export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.output<Events[N]['payload']>;
