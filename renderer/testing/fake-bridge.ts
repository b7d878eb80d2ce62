/**
 * A stand-in for `window.deskline` with a little world behind it, for component tests and for pictures of the screens.
 * It is never part of the app: nothing outside `testing` folders and tests imports it.
 */
import { z } from 'zod';
import { createProblem, type Problem } from '../../shared/contracts/core/problem.ts';
import { failed, ok, type Result, resultSchema } from '../../shared/contracts/core/result.ts';
import { dispositionOf } from '../../shared/domain/dispositions/disposition-codes.ts';
import type { AccountDetail } from '../../shared/contracts/accounts/accounts.contract.ts';
import type { ErrorCode } from '../../shared/contracts/core/error-codes.ts';
import type { Role } from '../../shared/domain/access/permissions.ts';
import type { Supervision } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { LiveEvent } from '../../shared/contracts/live/live.contract.ts';
import type { ParkedCall } from '../../shared/contracts/telephony/telephony.contract.ts';
import type { Decision, Verdict } from '../../shared/contracts/compliance/decision.ts';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import {
  type ChannelName,
  type ChannelReply,
  type ChannelRequest,
  channels,
  type EventName,
  type EventPayload,
} from '../../shared/ipc/ipc-map.ts';
import {
  type EmergencyStatus,
  type OutboxStatus,
  type RecordingStatus,
  type ReservedCall,
  type Settings,
  type SignInState,
  settingsSchema,
  type WrapUpDraft,
  wrapUpDraftSchema,
} from '../../shared/ipc/local-schemas.ts';
import type { PhoneCall, PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import {
  ago,
  fakeAccount,
  fakeAudit,
  fakeCallRows,
  fakeFloor,
  fakeHotkeys,
  fakeId,
  fakeMe,
  fakeNow,
  fakeParked,
  fakeQueue,
  fakeRows,
  numberOf,
} from './fake-data.ts';
import { fakeDecision } from './fake-decision.ts';
import { fakeOnboarding, type SetupKind } from './fake-onboarding.ts';
import { type PurgeJob, retentionAnswers } from './fake-retention.ts';
import { fakePackSettings } from './fake-packs.ts';
import { fakeDisputeHandlers } from './fake-disputes.ts';
import { fakeOverrideHandlers, type OverrideKind } from './fake-overrides.ts';
import { fakeOverviewHandlers } from './fake-overview.ts';
import { fakeViolationHandlers } from './fake-violations.ts';
import { fakeConsumerFactHandlers } from './fake-consumer-facts.ts';
import { fakeScreeningHandlers } from './fake-screening.ts';
import { fakeDncHandlers } from './fake-dnc.ts';
import { fakeDecisions, fakeReceipt } from './fake-receipts.ts';
import { createFakePhone } from './fake-phone.ts';
import type { CheckOutKind } from './fake-telephony.ts';

/** What is different from a quiet, healthy desk. Plain data, so that a picture's scenario can be passed to a page. */
export type Scenario = {
  role?: Role;
  signIn?: 'signed-in' | 'signed-out' | 'restoring';
  /** Why the last session ended. */
  endedBy?: ErrorCode;
  isRemembered?: boolean;
  isPractice?: boolean;
  server?: 'online' | 'offline';
  verdict?: Verdict;
  /** What each call stands under; null: the server has not heard of it. */
  callDecision?: Decision | null;
  /** Cleared ahead of an outage; nothing, unless told otherwise. */
  reserved?: ReservedCall[];
  calls?: PhoneCall[];
  registration?: Partial<PhoneSnapshot['registration']>;
  audio?: Partial<PhoneSnapshot['audio']>;
  headset?: Partial<PhoneSnapshot['headset']>;
  services?: Partial<PhoneSnapshot['services']>;
  voicemail?: PhoneSnapshot['voicemail'];
  recording?: RecordingStatus['state'];
  parked?: ParkedCall[];
  hasNoMessages?: boolean;
  /** Leaving a recorded message is refused so. */
  messageRefusal?: 'defer' | 'review' | 'block';
  checkOut?: CheckOutKind;
  emergency?: EmergencyStatus;
  settings?: Partial<Settings>;
  /** Told by the live feed a moment after somebody listens. */
  live?: LiveEvent[];
  supervisions?: Supervision[];
  outbox?: Partial<OutboxStatus>;
  queueLength?: number;
  isStale?: boolean;
  colorScheme?: 'auto' | 'light' | 'dark';
  keyStore?: string | null;
  window?: 'agent' | 'supervisor' | 'toast';
  hasNoParked?: boolean;
  /** Nothing on the do-not-call list, no registry, and no screening list. */
  hasNoDnc?: boolean;
  hasNoDisputes?: boolean;
  /** How much a consumer told us, and papers say; a few things, unless told otherwise. */
  told?: 'none' | 'few' | 'many';
  hasNoViolations?: boolean;
  /** Nothing was decided in the span of the overview, nor before. */
  hasNoDecisions?: boolean;
  /** What was asked to be set aside; nothing, unless told otherwise. */
  override?: OverrideKind;
  /** How far the organization's setup is; complete, unless told otherwise. */
  setup?: SetupKind;
  /** No legal hold was ever placed and nothing was ever purged. */
  hasNoHolds?: boolean;
  /** A dry run is counted, or it or a purge has stopped; none is under way, unless told otherwise. */
  purgeJob?: PurgeJob;
  /** The server cannot read some lines of a file. */
  refusesFile?: boolean;
  /** Sign-in answers with a lock-out. */
  lockedOut?: boolean;
  /** The account comes with a number no formatter survives, so that its panel fails. */
  breaksAccount?: boolean;
  /** Channels that never answer, or answer with a problem. */
  silent?: ChannelName[];
  failing?: Partial<Record<ChannelName, ErrorCode>>;
};

export type Handlers = {
  [N in ChannelName]?: (request: ChannelRequest<N>) => ChannelReply<N> | Result<ChannelReply<N>>;
};
type Listener = (payload: never) => void;

export type FakeBridge = DesklineBridge & {
  /** Everything the windows asked for, in order. */
  asked: { channel: ChannelName; request: unknown }[];
  requestsTo: <N extends ChannelName>(channel: N) => ChannelRequest<N>[];
  emit: <N extends EventName>(channel: N, payload: EventPayload<N>) => void;
  /** Replaces the answer of a channel. */
  answer: <N extends ChannelName>(channel: N, handler: NonNullable<Handlers[N]>) => void;
  phone: PhoneSnapshot;
  /** Publishes a new snapshot with these calls. */
  showCalls: (calls: PhoneCall[]) => void;
};

const isFailure = (value: unknown): value is { ok: false; problem: Problem } =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;

export function createFakeBridge(scenario: Scenario = {}): FakeBridge {
  const listeners = new Map<EventName, Set<Listener>>();
  const asked: FakeBridge['asked'] = [];
  const drafts = new Map<string, WrapUpDraft>();
  const me = fakeMe(scenario.role ?? 'agent', scenario.isPractice ?? true);
  const signedIn: SignInState = { state: 'signed-in', me, isRemembered: scenario.isRemembered ?? true };
  const states: Record<NonNullable<Scenario['signIn']>, SignInState> = {
    'signed-in': signedIn,
    'signed-out': { state: 'signed-out', reason: scenario.endedBy ? createProblem(scenario.endedBy) : null },
    restoring: { state: 'restoring' },
  };
  let settings = settingsSchema.parse({ colorScheme: scenario.colorScheme ?? 'auto', ...scenario.settings });
  let parked = scenario.hasNoParked ? [] : fakeParked();
  const emit: FakeBridge['emit'] = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload as never);
  };
  const phone = createFakePhone(scenario, me.id, emit);
  const isOffline = scenario.server === 'offline';
  const asOf = isOffline ? ago(12) : fakeNow;
  const isStale = scenario.isStale ?? isOffline;
  const organization = {
    id: me.organization.id,
    name: me.organization.name,
    caller_name: 'Harbor Point',
    zone: 'America/New_York',
    is_practice: me.organization.is_practice,
    caller_ids: [
      { phone_number: '+12125550100', label: 'New York office' },
      { phone_number: '+13125550100', label: 'Chicago office' },
    ],
    shows_supervision: true,
    reserves_permits: false,
    created_at: '2026-09-01T14:00:00.000Z',
  };

  const handlers: Handlers = {
    'app:get-info': () => ({
      version: '0.1.0',
      platform: 'linux x64',
      window: scenario.window ?? 'agent',
      keyStore: scenario.keyStore === undefined ? 'gnome-libsecret' : scenario.keyStore,
      links: [],
    }),
    'app:open-window': () => null,
    'auth:get-state': () => states[scenario.signIn ?? 'signed-in'],
    'auth:sign-in': ({ password }) =>
      scenario.lockedOut
        ? failed(createProblem('auth/locked-out', { retryAt: ago(-4.2) }))
        : password === 'practice-makes-perfect'
          ? signedIn
          : failed(createProblem('auth/invalid-credentials')),
    'auth:sign-out': () => {
      emit('auth:changed', { state: 'signed-out', reason: null });
      return null;
    },
    'auth:list-sessions': () => [
      session(1, 'Front desk 4, Windows 11', 95, true),
      session(2, 'Home office, Windows 11', 3 * 24 * 60, false),
    ],
    'auth:end-session': () => null,
    'organizations:get-current': () => organization,
    'organizations:get': () => organization,
    'organizations:set-reserved-permits': (reserves) => Object.assign(organization, { reserves_permits: reserves }),
    'organizations:set-supervision-notice': (shows) => Object.assign(organization, { shows_supervision: shows }),
    'app:take-number': () => null,
    'accounts:get-queue': () => ({ items: fakeQueue(scenario.queueLength ?? 240), asOf, isStale }),
    'accounts:get': (id) => ({ account: scenario.breaksAccount ? brokenAccount(id) : fakeAccount(id), asOf, isStale }),
    'accounts:list': (query) => {
      const search = (query.search ?? '').toLowerCase();
      const found = fakeRows(180).filter((row) =>
        `${row.consumer_name} ${row.reference}`.toLowerCase().includes(search),
      );
      const size = Number(query.page_size ?? 50);
      const page = Number(query.page ?? 1);
      return { rows: found.slice((page - 1) * size, page * size), page, page_size: size, total: found.length };
    },
    'compliance:evaluate-pre-dial': ({ phoneNumber }) =>
      isOffline
        ? failed(createProblem('network/offline'))
        : fakeDecision(phoneNumber === numberOf(10) ? 'block' : (scenario.verdict ?? 'allow')),
    ...fakeOverrideHandlers(scenario.override ?? 'none', { account_id: fakeId(1000), phone_number: numberOf(0) }),
    ...fakeOverviewHandlers(scenario.hasNoDecisions ?? false),
    ...fakeViolationHandlers(scenario.hasNoViolations ?? false),
    ...fakeDisputeHandlers(scenario.hasNoDisputes ?? false),
    ...fakeConsumerFactHandlers(scenario.told ?? 'few'),
    ...fakeScreeningHandlers(scenario.hasNoDnc ?? false, scenario.refusesFile ?? false),
    ...fakeDncHandlers(scenario.hasNoDnc ?? false, scenario.refusesFile ?? false),
    'compliance:list-decisions': ({ phone_number: number }) => ({
      rows: fakeDecisions(40).filter((row) => number === undefined || row.phone_number === number),
      next_cursor: number === undefined ? 'older' : null,
    }),
    'compliance:get-decision': (id) => fakeReceipt(id),
    'compliance:export-receipt': ({ id, format }) => ({ fileName: `deskline-receipt-2026-11-23-${id}.${format}` }),
    'compliance:save-cases': ({ name }) => ({ fileName: `deskline-cases-${name}.json` }),
    'compliance:show-export': () => null,
    ...phone.handlers,
    'calls:save-disposition': ({ callId, code }) => {
      drafts.delete(callId);
      return {
        id: fakeId(60_001),
        callId,
        kind: dispositionOf(code).code,
        state: 'saved-here',
        at: new Date().toISOString(),
      };
    },
    'calls:save-draft': (draft) => {
      drafts.set(draft.callId, wrapUpDraftSchema.parse(draft));
      return null;
    },
    'calls:keep-reserved': () => null,
    'calls:list-reserved': () => scenario.reserved ?? [],
    'calls:get-draft': (callId) => drafts.get(callId) ?? null,
    'calls:get-decision': () => {
      if (isOffline) return failed(createProblem('network/offline'));
      return scenario.callDecision === null
        ? failed(createProblem('request/not-found'))
        : { decision: scenario.callDecision ?? fakeDecision('allow') };
    },
    'calls:list': () => ({ rows: fakeCallRows(50), page: 1, page_size: 50, total: 412 }),
    'live:get-floor': () => fakeFloor(),
    'live:get-supervisions': () => [...(scenario.supervisions ?? [])],
    'outbox:get-status': () => ({
      state: 'ready',
      waiting: 0,
      parked: 0,
      oldestAt: null,
      notice: null,
      ...scenario.outbox,
    }),
    'outbox:list-parked': () => parked,
    'outbox:resend': ({ id }) => {
      parked = parked.filter((item) => item.id !== id);
      return null;
    },
    'server:get-status': () => ({
      state: scenario.server ?? 'online',
      since: ago(12),
      url: 'http://127.0.0.1:4600',
    }),
    'settings:get': () => settings,
    'settings:set': (change) => {
      settings = settingsSchema.parse({ ...settings, ...change });
      emit('settings:changed', settings);
      return settings;
    },
    'hotkeys:list': () => fakeHotkeys(),
    'hotkeys:rebind': ({ action, accelerator }) =>
      fakeHotkeys().map((hotkey) =>
        hotkey.action === action
          ? { ...hotkey, accelerator, state: accelerator === null ? 'off' : 'registered', reason: null }
          : hotkey,
      ),
    'onboarding:get': () => fakeOnboarding(scenario.setup),
    'onboarding:save-step': () => fakeOnboarding(scenario.setup),
    'onboarding:add-license': () => fakeOnboarding(scenario.setup),
    'onboarding:withdraw-license': () => fakeOnboarding(scenario.setup),
    ...retentionAnswers(scenario.hasNoHolds ?? false, scenario.purgeJob),
    'rule-packs:list': () => ({ packs: fakePackSettings() }),
    'audit:list': () => ({ rows: fakeAudit(60), page: 1, page_size: 100, total: 3104 }),
    'feedback:send': () => ({ id: fakeId(60_002), callId: null, kind: 'feedback', state: 'saved-here', at: fakeNow }),
  };

  return {
    asked,
    emit,
    showCalls: phone.showCalls,
    get phone() {
      return phone.read();
    },
    answer: (channel, handler) => {
      Object.assign(handlers, { [channel]: handler });
    },
    requestsTo: (channel) =>
      asked.filter((each) => each.channel === channel).map((each) => each.request as ChannelRequest<typeof channel>),
    invoke: async (channel, request) => {
      asked.push({ channel, request });
      if (scenario.silent?.includes(channel)) return new Promise(() => undefined);
      const code = scenario.failing?.[channel];
      if (code) return failed(createProblem(code, { requestId: 'req-7f31' }));
      const handler = handlers[channel];
      if (!handler) throw new Error(`The fake bridge does not know ${channel}`);
      // As strict as main's door: a request or reply that breaks the map fails here, not in the product.
      if (!z.safeParse(channels[channel].request, request).success) {
        console.error(`The window sent what ${channel} does not take`, request);
        return failed(createProblem('ipc/invalid-payload'));
      }
      const value: unknown = handler(request);
      if (isFailure(value)) return value;
      return z.parse(resultSchema(channels[channel].reply), ok(value)) as Result<ChannelReply<typeof channel>>;
    },
    on: (channel, listener) => {
      const known = listeners.get(channel) ?? new Set<Listener>();
      if (channel === 'live:event' && known.size === 0)
        setTimeout(() => scenario.live?.forEach((event) => emit('live:event', event)), 100);
      listeners.set(channel, known.add(listener));
      return () => void known.delete(listener);
    },
  };
}

const brokenAccount = (id: string): AccountDetail => {
  const account = fakeAccount(id);
  return {
    ...account,
    consumer: {
      ...account.consumer,
      zones: ['Nowhere/Nothing'],
      phone_numbers: account.consumer.phone_numbers.map((phone) => ({ ...phone, zones: ['Nowhere/Nothing'] })),
    },
  };
};

const session = (number: number, device: string, minutesAgo: number, isCurrent: boolean) => ({
  id: fakeId(80 + number),
  device_name: device,
  created_at: ago(minutesAgo + 60),
  last_used_at: ago(isCurrent ? 0 : minutesAgo),
  expires_at: ago(-6 * 24 * 60),
  is_current: isCurrent,
});
