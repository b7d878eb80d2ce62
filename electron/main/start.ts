/**
 * The app, in the order things start:
 *
 *   scheme, sandbox ──▶ single instance ──▶ ready ──▶ log, secrets, files ──▶ services ──▶ IPC door
 *   ──▶ windows (phone first) ──▶ tray, hotkeys, links, command line ──▶ session restored ──▶ server asked
 */
import path from 'node:path';
import { app, session } from 'electron';
import { systemClock } from '../../shared/domain/clock.ts';
import type { Disturbance } from '../../shared/ipc/phone-snapshot.ts';
import { isAgentInCall } from '../features/phone/index.ts';
import { openCommandLineSocket } from '../features/command-line/index.ts';
import { openSettingsStore } from '../features/settings/index.ts';
import { openLogger } from '../os/logger.ts';
import { watchConnectivity } from '../os/power.ts';
import { createTray } from '../os/tray.ts';
import { guardNavigation } from '../security/navigation.ts';
import { guardPermissions } from '../security/permissions.ts';
import { openSecretStore } from '../security/secrets.ts';
import { timerSchedule } from '../sync/schedule.ts';
import { compose, type Services } from './compose.ts';
import { createHandlers } from './handlers.ts';
import { openIpcDoor } from './ipc-door.ts';
import { collectLinkNumbers } from './link-numbers.ts';
import { openLocalData } from './local-data.ts';
import { declareAppScheme, serveApp } from './serve-app.ts';
import { shutDown } from './shutdown.ts';
import { createWindows, type Windows } from './windows.ts';
import { wire } from './wire.ts';

declareAppScheme();
app.enableSandbox();
guardNavigation(app);

const numbers = collectLinkNumbers(app, process.argv);

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

function giveUp(error: unknown): void {
  process.stderr.write(`Deskline could not start: ${error instanceof Error ? error.message : 'unknown reason'}\n`);
  app.exit(1);
}

async function start(): Promise<void> {
  const folder = app.getPath('userData');
  const logger = openLogger(path.join(folder, 'logs'));
  process.on('uncaughtException', (error) => logger.error('app.uncaught', {}, error));
  process.on('unhandledRejection', (error) => logger.error('app.unhandled', {}, error));
  logger.info('app.starting', { version: app.getVersion(), platform: process.platform });

  const secrets = await openSecretStore({ file: path.join(folder, 'secrets.json'), clock: systemClock, logger });
  const data = await openLocalData(folder, secrets, systemClock, logger);
  const settingsStore = openSettingsStore(folder);

  let phone: Services['phone'] | null = null;
  let recording: Services['recording'] | null = null;
  const windows = createWindows({
    preloadFolder: path.join(import.meta.dirname, '../preload'),
    logger,
    isInCall: () => phone?.snapshot().calls.some(isAgentInCall) ?? false,
    lastDeskClosed: () => app.quit(),
    phoneLoading: () => phone?.pageLoading(),
    phoneGone: (reason) => phone?.pageGone(reason),
    deskGone: (kind) => recording?.windowGone(kind),
  });
  const services = await compose({ data, secrets, settingsStore, windows, numbers, logger });
  phone = services.phone;
  recording = services.recording;

  guardPermissions(session.defaultSession, windows.kindOf);
  serveApp(path.join(import.meta.dirname, '../renderer'), settingsStore.pbxOrigins);
  openIpcDoor({ handlers: createHandlers(services, windows, numbers), kindOfWindow: windows.kindOf, logger });

  const tray = createTray(
    {
      openAgent: () => windows.openDesk('agent'),
      openSupervisor: () => windows.openDesk('supervisor'),
      quit: () => app.quit(),
    },
    logger,
  );
  wire(services, windows, tray, logger);
  const socket = openCommandLineSocket({ folder, service: services.commandLine, logger });
  quitInOrder(services, windows, () => socket.close(), logger);

  // With the process and not before: until the last page is gone something may still be written down.
  process.once('exit', () => data.close());

  windows.openPhone();
  windows.openDesk('agent');
  services.hotkeys.bindAll();
  void services.links.register();
  numbers.showWith(
    (phoneNumber) => {
      if (services.auth.me() === null || !windows.isLoaded('agent')) return false;
      windows.broadcast('app:number-received', { phoneNumber });
      return true;
    },
    () => windows.openDesk('agent'),
  );
  void services.emergency.networkChanged();
  watchConnectivity(timerSchedule, (what) => {
    if (what === 'wake') services.steadyClock.wokeUp();
    checkConnections(services, what);
    void services.emergency.networkChanged();
  });
  await services.auth.restore();
  services.serverStatus.checkNow();
  logger.info('app.started', { sinceMs: Math.round(performance.now()) });
}

function checkConnections({ phone, live, serverStatus, uploader }: Services, why: Disturbance): void {
  serverStatus.checkNow();
  live.hurry();
  uploader?.kick();
  try {
    phone.order({ do: 'check-connection', why });
  } catch {
    // The page is loading and will connect anyway.
  }
}

/** The first request to quit starts the way out; the app ends when it is done. */
function quitInOrder(
  services: Services,
  windows: Windows,
  close: () => void,
  logger: Parameters<typeof shutDown>[1],
): void {
  let stage: 'running' | 'closing' | 'closed' = 'running';
  app.on('before-quit', (event) => {
    if (stage === 'closed') return;
    event.preventDefault();
    if (stage === 'closing') return;
    stage = 'closing';
    windows.allowClosing();
    void shutDown(services, logger)
      .catch((error: unknown) => logger.error('app.shutdown-failed', {}, error))
      .finally(() => {
        stage = 'closed';
        app.quit();
      });
  });
  app.once('will-quit', close);
}
