/** Joins the parts: every service gets what it needs here and nowhere else. */
import os from 'node:os';
import { app, dialog, globalShortcut, nativeTheme, net, shell } from 'electron';
import { createProblem, ProblemError } from '../../shared/contracts/core/problem.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { SavedItem } from '../../shared/ipc/local-schemas.ts';
import { createAccountsLocalStore, createAccountsService } from '../features/accounts/index.ts';
import { createActionsService } from '../features/actions/index.ts';
import { createAuthLocalStore, createAuthService } from '../features/auth/index.ts';
import {
  createCallsService,
  createDraftStore,
  createHistoryService,
  createHistoryStore,
  createInternalCallsService,
  createRecordingService,
} from '../features/calls/index.ts';
import { createCommandLineService } from '../features/command-line/index.ts';
import { createDncFiles } from '../features/dnc/index.ts';
import { createCsvDownload } from '../sync/csv-download.ts';
import { createReceiptExportService } from '../features/compliance/index.ts';
import { createEmergencyService, openLocationStore } from '../features/emergency/index.ts';
import { createHotkeysService } from '../features/hotkeys/index.ts';
import { createAgentChoiceStore, createAgentStateService, createLiveService } from '../features/live/index.ts';
import { unavailableStatus } from '../features/outbox/index.ts';
import { createPhoneLocalStore, createPhoneService } from '../features/phone/index.ts';
import { createServerStatusService } from '../features/server-status/index.ts';
import { createSettingsService, type SettingsLocalStore } from '../features/settings/index.ts';
import { createSupervisionService } from '../features/supervision/index.ts';
import {
  createCheckOutProbes,
  createCheckOutService,
  createDirectoryService,
  createMessagesService,
} from '../features/telephony/index.ts';
import type { Logger } from '../os/logger.ts';
import { printPdf } from '../os/print-pdf.ts';
import { createLinks, runTool } from '../os/platform/links.ts';
import { networkFingerprint } from '../os/platform/network.ts';
import { socketOriginOf } from '../security/csp.ts';
import { openDeviceKey } from '../security/device-key.ts';
import type { SecretStore } from '../security/secrets.ts';
import { type ApiClient, createApiClient } from '../sync/api-client.ts';
import type { OutboxWork } from '../sync/outbox-kinds.ts';
import { sendItem } from '../sync/send-item.ts';
import { timerSchedule } from '../sync/schedule.ts';
import { createServerClock } from '../sync/server-clock.ts';
import { createSteadyClock } from '../../shared/domain/steady-clock.ts';
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

/** What lists of numbers come as. */
const listFiles = [
  { name: 'Lists of numbers', extensions: ['csv', 'txt'] },
  { name: 'All files', extensions: ['*'] },
];

const csvFiles = [
  { name: 'Tables (CSV)', extensions: ['csv'] },
  { name: 'All files', extensions: ['*'] },
];

const monotonicMs = (): number => performance.now();

export async function compose({ data, secrets, settingsStore, windows, numbers, logger }: Platform) {
  const clock = systemClock;
  const serverClock = createServerClock(clock);
  const steadyClock = createSteadyClock(clock, monotonicMs);
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
    serverTime: (date) => {
      serverClock.note(date);
      steadyClock.serverIsAhead(serverClock.measuredAheadMs() ?? 0);
    },
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
  const historyStore = data.outbox && createHistoryStore(data.outbox.database, data.keyring, clock);
  const choices = data.outbox && createAgentChoiceStore(data.outbox.database);
  const unavailableNotice = (): string => data.notice ?? createProblem('local/save-failed').message;
  const outboxStatus = () => outbox?.uploader.status() ?? unavailableStatus(unavailableNotice());

  const phone = createPhoneService({
    api,
    localStore: () => openCalls,
    saveWork,
    sendOrder: (order) => {
      const send = (): void => broadcast('phone:order', order);
      if (order.do === 'connect-headset') void windows.clickInPhone().then(send, send);
      else send();
    },
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
  const directory = createDirectoryService({ api, cache: data.cache, phone, requireUserId, clock, logger });
  const messages = createMessagesService(api);
  const internalCalls = createInternalCallsService({ api, phone, directory, messages, clock, logger });
  const recording = createRecordingService({ api, phone, schedule, clock, random, logger });
  const history = createHistoryService({ store: () => historyStore, requireUserId, clock, logger });
  const supervision = createSupervisionService({ api, phone, schedule, clock, random });
  const emergency = createEmergencyService({
    phone,
    locations: await openLocationStore(secrets),
    networkFingerprint,
    saveWork: (work) => void saveWork(work, currentUserId()),
    hurry: () => outbox?.uploader.kick(),
    clock,
    logger,
  });
  const downloadCsv = createCsvDownload({
    api,
    choosePlace: async (name) =>
      (await dialog.showSaveDialog({ defaultPath: name, filters: csvFiles })).filePath || null,
    logger,
  });
  const dncFiles = createDncFiles({
    api,
    chooseFile: async () =>
      (await dialog.showOpenDialog({ properties: ['openFile'], filters: listFiles })).filePaths[0] ?? null,
    downloadCsv,
    clock,
    logger,
  });
  const receipts = createReceiptExportService({
    api,
    downloads: () => app.getPath('downloads'),
    printPdf,
    showInFolder: (file) => shell.showItemInFolder(file),
    logger,
  });
  const live = createLiveService({ api, schedule, clock, random, logger });
  const agentState = createAgentStateService({
    save: (report, userId) => {
      const work: OutboxWork = { kind: 'agent-state', payload: report };
      // Without an outbox the floor is told as long as the server answers, and nothing is kept.
      if (outbox === null) void sendItem(api, { id: createId(clock), work });
      else saveWork(work, userId);
    },
    choices: () => choices,
    server: () => serverStatus.get().state,
    clock: steadyClock,
    logger,
  });
  const hotkeys = createHotkeysService({
    shortcuts: globalShortcut,
    read: () => settings.get().hotkeys,
    write: (bindings) => settings.set({ hotkeys: bindings }),
  });
  const checkOut = createCheckOutService({
    phone,
    probes: createCheckOutProbes({
      api,
      outboxStatus,
      testWrite: (userId) => {
        if (outbox === null) throw new ProblemError('local/save-failed', { message: unavailableNotice() });
        outbox.store.testWrite(userId);
      },
      readSettings: () => void settings.get(),
      hotkeys: hotkeys.list,
      clock,
      monotonicMs,
    }),
    save: (found, userId) => void saveWork({ kind: 'check-out', payload: found }, userId),
    requireUserId,
    schedule,
    clock,
    monotonicMs,
    logger,
  });
  const actions = createActionsService({ phone, internalCalls, recording, settings, schedule });
  const commandLine = createCommandLineService({
    version: app.getVersion(),
    api,
    phone,
    actions,
    calls,
    internalCalls,
    emergency,
    directory,
    recording,
    agentState,
    outboxStatus,
    clock,
    me: auth.me,
    settings: settings.get,
    serverStatus: serverStatus.get,
    showNumber: numbers.show,
    showWindow: () => windows.openDesk('agent'),
  });
  const links = createLinks({
    app,
    platform: process.platform,
    executable: process.execPath,
    registered: { read: settingsStore.registeredLinks, write: settingsStore.writeRegisteredLinks },
    run: runTool,
    logger,
  });
  nativeTheme.themeSource = themeOf(settings.get().colorScheme);
  return {
    api,
    auth,
    settings,
    serverStatus,
    outbox,
    outboxStatus,
    phone,
    calls,
    accounts,
    directory,
    messages,
    internalCalls,
    recording,
    history,
    supervision,
    emergency,
    receipts,
    downloadCsv,
    live,
    dncFiles,
    agentState,
    hotkeys,
    checkOut,
    actions,
    commandLine,
    links,
    uploader,
    steadyClock,
    cache: data.cache,
    clock,
    currentUserId,
    requireUserId,
    saveWork,
    keyStore: secrets.keyStore,
  };
}

export type Services = Awaited<ReturnType<typeof compose>>;

export const themeOf = (scheme: 'auto' | 'light' | 'dark'): 'system' | 'light' | 'dark' =>
  scheme === 'auto' ? 'system' : scheme;
