/**
 * What one can do to calls without looking at a window: by a hotkey, or by the command line. An action whose outcome shows in
 * the phone's snapshot is done when it shows there, so that a script is told what is and not what was asked.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type HotkeyAction, hotkeyActionsOfWindows, type Settings } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Schedule } from '../../sync/schedule.ts';
import type { InternalCallsService, RecordingService } from '../calls/index.ts';
import { currentCallOf, isOnRecord, type PhoneService } from '../phone/index.ts';
import { type CommandAction, commandActions, commandOf } from './action-commands.ts';

type WindowAction = (typeof hotkeyActionsOfWindows)[number];

export type ActionsService = {
  /** Everything but what windows do themselves. @throws ProblemError in plain words when there is nothing to do. */
  perform: (action: Exclude<HotkeyAction, WindowAction>) => Promise<void>;
  /** @throws ProblemError `phone/unavailable` when the snapshot does not show it in time. */
  command: (command: PhoneCommand) => Promise<void>;
  /** Resolves once the snapshot is as wanted, false when it is not in time. */
  waitFor: (isAsWanted: (snapshot: PhoneSnapshot) => boolean, withinMs: number) => Promise<boolean>;
};

type ActionsDependencies = {
  phone: Pick<PhoneService, 'snapshot' | 'command' | 'changed'>;
  internalCalls: Pick<InternalCallsService, 'park'>;
  recording: Pick<RecordingService, 'set' | 'get'>;
  settings: { get: () => Settings; set: (changes: Pick<Settings, 'doNotDisturb'>) => Settings };
  schedule: Schedule;
};

const shownWithinMs = 3000;

const nothingToDo: Readonly<Record<CommandAction, string>> = {
  answer: 'No call rings.',
  'hang-up': 'There is no call.',
  'toggle-mute': 'There is no call.',
  'toggle-hold': 'There is no call.',
  'switch-call': 'No other call waits.',
  'complete-transfer': 'There is no consultation to complete.',
  merge: 'There are no two calls to merge.',
};

/** Whether a snapshot shows what a command asked for; null for commands that leave no trace in it. Pure. */
function traceOf(command: PhoneCommand): ((snapshot: PhoneSnapshot) => boolean) | null {
  if (!('callId' in command)) return null;
  const callOf = ({ calls }: PhoneSnapshot) => calls.find((call) => call.callId === command.callId);
  switch (command.do) {
    case 'answer':
      return (snapshot) => !['incoming', 'answering'].includes(callOf(snapshot)?.state ?? 'ended');
    case 'hang-up':
      return (snapshot) => ['ending', 'ended'].includes(callOf(snapshot)?.state ?? 'ended');
    case 'set-muted':
      return (snapshot) => callOf(snapshot)?.isMuted === command.isMuted;
    case 'set-held':
      return (snapshot) => callOf(snapshot)?.isHeld === command.isHeld;
    case 'switch-to':
      return (snapshot) => callOf(snapshot)?.state === 'active';
    case 'send-dtmf':
    case 'dismiss':
    case 'complete-transfer':
    case 'cancel-message-drop':
      break;
  }
  return null;
}

const isCommandAction = (action: HotkeyAction): action is CommandAction =>
  commandActions.some((each) => each === action);
/** Whether windows do it. */
export const isWindowAction = (action: HotkeyAction): action is WindowAction =>
  hotkeyActionsOfWindows.some((each) => each === action);

export function createActionsService(dependencies: ActionsDependencies): ActionsService {
  const { phone, internalCalls, recording, settings, schedule } = dependencies;

  const waitFor: ActionsService['waitFor'] = (isAsWanted, withinMs) =>
    new Promise((resolve) => {
      if (isAsWanted(phone.snapshot())) {
        resolve(true);
        return;
      }
      const finish = (isDone: boolean): void => {
        stopListening();
        cancel();
        resolve(isDone);
      };
      const stopListening = phone.changed.on((snapshot) => {
        if (isAsWanted(snapshot)) finish(true);
      });
      const cancel = schedule(() => finish(false), withinMs);
    });
  async function command(each: PhoneCommand): Promise<void> {
    phone.command(each);
    const isShown = traceOf(each);
    if (isShown !== null && !(await waitFor(isShown, shownWithinMs))) throw new ProblemError('phone/unavailable');
  }
  function currentCallId(): string {
    const current = currentCallOf(phone.snapshot());
    if (current === null) throw new ProblemError('phone/no-such-call', { message: 'There is no call.' });
    return current.callId;
  }
  async function toggleRecording(): Promise<void> {
    const current = currentCallOf(phone.snapshot());
    if (current === null || !isOnRecord(current)) {
      throw new ProblemError('phone/no-such-call', { message: 'There is no call that is recorded.' });
    }
    const { callId } = current;
    const { state } = await recording.get(callId);
    await recording.set({ callId, isPaused: state !== 'paused', reason: 'agent' }, null);
  }

  return {
    waitFor,
    command,
    perform: async (action) => {
      if (isCommandAction(action)) {
        const found = commandOf(action, phone.snapshot());
        if (found === null) throw new ProblemError('phone/no-such-call', { message: nothingToDo[action] });
        await command(found);
      } else if (action === 'park') await internalCalls.park(currentCallId());
      else if (action === 'toggle-recording') await toggleRecording();
      else settings.set({ doNotDisturb: !settings.get().doNotDisturb });
    },
  };
}
