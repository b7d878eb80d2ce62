/** Joins the parts: every service gets what it needs here and nowhere else. */
import os from 'node:os';
import { app, globalShortcut, nativeTheme, net } from 'electron';
import { createProblem, ProblemError } from '../../shared/contracts/core/problem.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import type { SavedItem } from '../../shared/ipc/local-schemas.ts';
import { createAccountsHandlers, createAccountsLocalStore, createAccountsService } from '../features/accounts/index.ts';
import { createAppHandlers } from '../features/app/index.ts';
import { createAuditHandlers } from '../features/audit/index.ts';
import { createAuthHandlers, createAuthLocalStore, createAuthService } from '../features/auth/index.ts';
import { createCallsHandlers, createCallsService, createDraftStore } from '../features/calls/index.ts';
import { createComplianceHandlers } from '../features/compliance/index.ts';
import { createFeedbackHandlers } from '../features/feedback/index.ts';
import { createHotkeysHandlers, createHotkeysService } from '../features/hotkeys/index.ts';
import { createAgentStateService, createLiveHandlers, createLiveService } from '../features/live/index.ts';
import { createOrganizationsHandlers } from '../features/organizations/index.ts';
import { createOutboxHandlers } from '../features/outbox/index.ts';
import { createPhoneHandlers, createPhoneLocalStore, createPhoneService } from '../features/phone/index.ts';
import { createServerStatusHandlers, createServerStatusService } from '../features/server-status/index.ts';
import { createSettingsHandlers, createSettingsService, type SettingsLocalStore } from '../features/settings/index.ts';
import type { Logger } from '../os/logger.ts';
import { socketOriginOf } from '../security/csp.ts';
import { openDeviceKey } from '../security/device-key.ts';
import type { IpcHandlers } from '../security/ipc-handler.ts';
import type { SecretStore } from '../security/secrets.ts';
import { type ApiClient, createApiClient } from '../sync/api-client.ts';
import type { OutboxWork } from '../sync/outbox-kinds.ts';
import { sendItem } from '../sync/send-item.ts';
import { timerSchedule } from '../sync/schedule.ts';
import { createServerClock } from '../sync/server-clock.ts';
import { createUploader } from '../sync/uploader.ts';
import type { LinkNumbers } from './link-numbers.ts';
import type { LocalData } from './local-data.ts';
import type { Windows } from './windows.ts';

type Platform = {
  data: LocalData;
  secrets: SecretStore;
  settingsStore: SettingsLocalStore;
  windows: Windows;
  numbers: LinkNumbers;
  logger: Logger;
};

export async function compose({ data, secrets, settingsStore, windows, numbers, logger }: Platform) {
  const clock = systemClock;
  const serverClock = createServerClock(clock);
  const schedule = timerSchedule;
  const { random } = Math;
  const { broadcast } = windows;

  const settings = createSettingsService(settingsStore, process.env['DESKLINE_SERVER_URL'] ?? null);
  const serverUrl = (): string => settings.get().serverUrl;
  const serverStatus = createServerStatusService({ api: () => api, serverUrl, clock, schedule, random });
  const api: ApiClient = createApiClient({
    fetch: (input, init) => net.fetch(input, init),
    baseUrl: serverUrl,
    authorizer: () => auth.authorizer,
    reachability: serverStatus.note,
    serverTime: serverClock.note,
  });
  const auth = createAuthService({
    api,
    localStore: createAuthLocalStore(secrets),
    deviceKey: await openDeviceKey(secrets, serverClock),
    serverUrl,
    deviceName: `${os.hostname()} (${process.platform})`.slice(0, 120),
    unlockKeys: data.keyring.unlock,
    clock: serverClock,
    logger,
  });
  const currentUserId = (): string | null => auth.me()?.id ?? null;
  const requireUserId = (): string => auth.requireMe().id;

  const uploader =
    data.outbox &&
    createUploader({
      store: data.outbox.store,
      send: (item) => sendItem(api, item),
      currentUserId,
      clock,
      random,
      schedule,
      logger,
      notice: data.notice,
    });
  const outbox = data.outbox && uploader ? { store: data.outbox.store, uploader } : null;
  const saveWork = (work: OutboxWork, userId: string | null, together?: () => void): SavedItem => {
    if (outbox === null) throw new ProblemError('local/save-failed');
    return outbox.uploader.noteSaved(outbox.store.save(work, userId, together));
  };
  const openCalls = data.outbox && createPhoneLocalStore(data.outbox.database, data.keyring, clock);
  const drafts = data.outbox && createDraftStore(data.outbox.database, data.keyring, clock);

  const phone = createPhoneService({
    api,
    localStore: () => openCalls,
    saveWork,
    sendOrder: (order) => broadcast('phone:order', order),
    allowPbx: (serverUrls, hasLiveCalls) => {
      const origins = [...new Set(serverUrls.flatMap((url) => socketOriginOf(url) ?? []))];
      if (origins.every((origin) => settingsStore.pbxOrigins().includes(origin))) return;
      settingsStore.writePbxOrigins(origins);
      if (!hasLiveCalls) windows.reloadPhone();
    },
    schedule,
    clock,
    logger,
  });
  const calls = createCallsService({
    api,
    phone,
    drafts: () => {
      if (drafts === null) throw new ProblemError('local/save-failed');
      return drafts;
    },
    saveWork,
    forgetOnDisk: (callId) => openCalls?.forget(callId),
    requireUserId,
    chosenCallerId: () => settings.get().callerId,
    clock,
  });
  const accounts = createAccountsService({
    api,
    localStore: createAccountsLocalStore(data.cache),
    requireUserId,
    clock,
    logger,
  });
  const live = createLiveService({ api, schedule, clock, random, logger });
  const agentState = createAgentStateService(api, clock);
  const hotkeys = createHotkeysService({
    shortcuts: globalShortcut,
    read: () => settings.get().hotkeys,
    write: (bindings) => settings.set({ hotkeys: bindings }),
  });

  const info = { version: app.getVersion(), platform: process.platform, keyStore: secrets.keyStore };
  const handlers: IpcHandlers = {
    ...createAppHandlers(info, { openWindow: windows.openDesk, takeNumber: numbers.take }),
    ...createAuthHandlers(auth),
    ...createOrganizationsHandlers(api),
    ...createAccountsHandlers(accounts, api),
    ...createComplianceHandlers(api),
    ...createCallsHandlers(calls, api),
    ...createPhoneHandlers(phone, broadcast),
    ...createLiveHandlers(live, agentState),
    ...createOutboxHandlers({
      outbox: () => outbox,
      unavailableNotice: () => data.notice ?? createProblem('local/save-failed').message,
      requireUserId,
    }),
    ...createServerStatusHandlers(serverStatus),
    ...createSettingsHandlers(settings),
    ...createHotkeysHandlers(hotkeys),
    ...createAuditHandlers(api),
    ...createFeedbackHandlers((work) => saveWork(work, currentUserId()), clock),
  };
  nativeTheme.themeSource = themeOf(settings.get().colorScheme);
  return { api, auth, settings, serverStatus, uploader, phone, live, agentState, hotkeys, handlers, cache: data.cache };
}

export type Services = Awaited<ReturnType<typeof compose>>;

export const themeOf = (scheme: 'auto' | 'light' | 'dark'): 'system' | 'light' | 'dark' =>
  scheme === 'auto' ? 'system' : scheme;
