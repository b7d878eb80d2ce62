/** Who listens to whom: services tell, windows and other services hear. */
import { nativeTheme } from 'electron';
import { createProblem } from '../../shared/contracts/core/problem.ts';
import type { SignInState } from '../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import { commandOf } from '../features/hotkeys/index.ts';
import { isAgentInCall, isRinging } from '../features/phone/index.ts';
import type { Logger } from '../os/logger.ts';
import type { TrayIcon } from '../os/tray.ts';
import { type Services, themeOf } from './compose.ts';
import type { Windows } from './windows.ts';

export function wire(services: Services, windows: Windows, tray: TrayIcon, logger: Logger): void {
  const { auth, settings, serverStatus, uploader, phone, live, agentState, hotkeys, cache } = services;
  const { broadcast } = windows;

  const showInTray = (): void => {
    const { state } = phone.snapshot().registration;
    const waiting = uploader?.status().waiting ?? 0;
    tray.setState(
      `${state === 'registered' ? 'ready' : state}${waiting > 0 ? ` · ${waiting} waiting to be sent` : ''}`,
    );
  };

  let startedFor: string | null = null;
  auth.changed.on((state: SignInState) => {
    broadcast('auth:changed', state);
    if (state.state !== 'signed-in') {
      if (state.state !== 'signed-out') return;
      startedFor = null;
      live.stop();
      agentState.stop();
      phone.signedOut();
      cache.clear();
      return;
    }
    const { me } = state;
    phone.signedIn(me.id, me.permissions.includes('phone.use'));
    // A renewal changes nothing for those already at work, but what was paused may go on.
    uploader?.kick();
    if (startedFor === me.session.id) return;
    startedFor = me.session.id;
    if (me.permissions.includes('live.read')) live.start();
    if (me.permissions.includes('agent-state.write')) agentState.start(phone.snapshot());
  });

  serverStatus.changed.on((status) => {
    broadcast('server:changed', status);
    if (status.state !== 'online') return;
    uploader?.kick();
    live.hurry();
    void auth.refreshMe();
  });

  settings.changed.on(({ before, after }) => {
    broadcast('settings:changed', after);
    nativeTheme.themeSource = themeOf(after.colorScheme);
    // Tokens of one server must never reach another.
    if (before.serverUrl !== after.serverUrl) {
      auth.endHere(null);
      serverStatus.checkNow();
    }
  });

  if (uploader) {
    uploader.statusChanged.on((status) => {
      broadcast('outbox:changed', status);
      showInTray();
    });
    uploader.itemChanged.on((item) => broadcast('outbox:item-changed', item));
  }

  live.opened.on(() => agentState.tellAgain());
  live.received.on((event) => {
    broadcast('live:event', event);
    if (event.type === 'session-ended') auth.endHere(createProblem('auth/session-ended'));
  });

  hotkeys.changed.on((list) => broadcast('hotkeys:changed', list));
  hotkeys.pressed.on((action) => {
    broadcast('hotkeys:pressed', action);
    const command = commandOf(action, phone.snapshot());
    if (command === null) return;
    try {
      phone.command(command);
    } catch (error) {
      logger.warn('hotkeys.command-refused', { action }, error);
    }
  });

  let wasInCall = false;
  phone.changed.on((snapshot: PhoneSnapshot) => {
    broadcast('phone:changed', snapshot);
    agentState.follow(snapshot);
    showInTray();
    if (snapshot.calls.some(isRinging)) windows.showToast();
    else windows.closeToast();
    const isInCall = snapshot.calls.some(isAgentInCall);
    if (wasInCall && !isInCall) windows.showDeskQuietly();
    wasInCall = isInCall;
  });
}
