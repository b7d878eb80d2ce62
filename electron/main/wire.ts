/** Who listens to whom: services tell, windows and other services hear. */
import { nativeTheme } from 'electron';
import { createProblem, ProblemError } from '../../shared/contracts/core/problem.ts';
import type { HotkeyAction, SignInState } from '../../shared/ipc/local-schemas.ts';
import type { PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import { isWindowAction } from '../features/actions/index.ts';
import { isAgentInCall, isRinging } from '../features/phone/index.ts';
import type { Logger } from '../os/logger.ts';
import { tellPerson } from '../os/notice.ts';
import type { TrayIcon } from '../os/tray.ts';
import { type Services, themeOf } from './compose.ts';
import type { Windows } from './windows.ts';

/** `toggle-do-not-disturb` → `Toggle do not disturb`. */
const wordsOf = (action: HotkeyAction): string =>
  `${action.charAt(0).toUpperCase()}${action.slice(1).replaceAll('-', ' ')}`;

export function wire(services: Services, windows: Windows, tray: TrayIcon, logger: Logger): void {
  const { auth, settings, serverStatus, uploader, phone, live, agentState, hotkeys, cache } = services;
  const {
    dncFiles,
    internalCalls,
    recording,
    reservedCalls,
    history,
    supervision,
    emergency,
    directory,
    messages,
    checkOut,
    actions,
  } = services;
  const { broadcast } = windows;

  const showInTray = (): void => {
    const { state } = phone.snapshot().registration;
    const waiting = uploader?.status().waiting ?? 0;
    tray.setState(
      `${state === 'registered' ? 'ready' : state}${waiting > 0 ? ` · ${waiting} waiting to be sent` : ''}`,
    );
  };

  // While the server still listens to this person.
  auth.leaving.on(() => {
    supervision.stop();
    reservedCalls.giveBack();
  });
  let startedFor: string | null = null;
  auth.changed.on((state: SignInState) => {
    broadcast('auth:changed', state);
    if (state.state !== 'signed-in') {
      if (state.state !== 'signed-out') return;
      startedFor = null;
      live.stop();
      agentState.stop();
      reservedCalls.stop();
      supervision.stop();
      phone.signedOut();
      for (const part of [directory, messages, checkOut]) part.forget();
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
    if (me.permissions.includes('agent-state.write')) {
      agentState.start({ userId: me.id, sessionId: me.session.id }, phone.snapshot());
    }
    if (me.permissions.includes('call.place')) reservedCalls.start();
  });

  serverStatus.changed.on((status) => {
    broadcast('server:changed', status);
    agentState.serverChanged();
    if (status.state !== 'online') return;
    reservedCalls.check();
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
  live.supervisionsChanged.on((all) => broadcast('live:supervisions-changed', [...all]));
  live.received.on((event) => {
    broadcast('live:event', event);
    if (event.type === 'session-ended') auth.endHere(createProblem('auth/session-ended'));
  });

  hotkeys.changed.on((list) => broadcast('hotkeys:changed', list));
  hotkeys.pressed.on((action) => {
    if (isWindowAction(action)) {
      // Something is to be chosen or read there; the next account comes up where the person is already.
      if (action !== 'next-account') windows.openDesk('agent');
    } else {
      actions.perform(action).catch((error: unknown) => {
        logger.warn('hotkeys.refused', { action }, error);
        if (error instanceof ProblemError)
          tellPerson(wordsOf(action), `${error.problem.message} ${error.problem.next}`);
      });
    }
    broadcast('hotkeys:pressed', action);
  });

  recording.changed.on((status) => broadcast('calls:recording-changed', status));
  reservedCalls.changed.on((list) => broadcast('calls:reserved-changed', list));
  emergency.changed.on((status) => broadcast('emergency:changed', status));
  dncFiles.progress.on((progress) => broadcast('dnc:import-progress', progress));
  checkOut.changed.on((run) => broadcast('telephony:check-out-changed', run));
  phone.callEnded.on(({ call, userId }) => history.note(call, userId));

  let wasInCall = false;
  phone.changed.on((snapshot: PhoneSnapshot) => {
    broadcast('phone:changed', snapshot);
    for (const part of [agentState, internalCalls, recording, supervision]) part.follow(snapshot);
    reservedCalls.check();
    showInTray();
    if (snapshot.calls.some(isRinging)) windows.showToast();
    else windows.closeToast();
    const isInCall = snapshot.calls.some(isAgentInCall);
    if (wasInCall && !isInCall) windows.showDeskQuietly();
    wasInCall = isInCall;
  });
}
