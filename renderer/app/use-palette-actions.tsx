import {
  IconArrowRight,
  IconArrowsExchange,
  IconDoorExit,
  IconKeyboard,
  IconMapPin,
  IconMessageReport,
  IconMoon,
  IconPhone,
  IconStethoscope,
  IconUserCheck,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { breakReasons } from '../../shared/domain/agents/agent-states.ts';
import {
  openCallPanel,
  type CallPanel,
  parkCall,
  useCallActions,
  useCalls,
  useRecordingPause,
} from '../features/calls/index.ts';
import { openTold, sayings, sayingWords, useTold } from '../features/accounts/index.ts';
import { useAgentState } from '../features/live/index.ts';
import { useSaveSettings } from '../features/settings/index.ts';
import { keymap } from '../features/shortcuts/index.ts';
import { useInternalDial } from '../features/telephony/index.ts';
import { invoke } from '../platform/bridge.ts';
import { commandPhone } from '../platform/command-phone.ts';
import { useSettings } from '../platform/snapshot-store.ts';
import { breakWords } from '../ui/agent-words.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { screensFor } from './screens.ts';
import { useGo } from './use-go.ts';
import { useIsDark } from './use-is-dark.ts';

export type PaletteAction = {
  id: string;
  label: string;
  /** Further words by which it is found. */
  words: string;
  icon: ReactNode;
  hint: ReactNode;
  run: () => void;
};

const hintOf = (id: string): ReactNode => {
  const definition = Object.entries(keymap).find(([known]) => known === id)?.[1];
  return definition ? <KeyHint keys={definition.keys} /> : null;
};

/** `id` is that of its key, where it has one. */
const action = (id: string, label: string, words: string, Shape: Icon, run: () => void): PaletteAction => ({
  id,
  label,
  words,
  icon: <Shape size={18} aria-hidden />,
  hint: hintOf(id),
  run,
});

export type PaletteDialogs = { showKeys: () => void; askLocation: () => void };

/** What can be done now, by this person, in this window. */
export function usePaletteActions(home: Home, dialogs: PaletteDialogs): PaletteAction[] {
  const { me } = useMe();
  const { go } = useGo(home);
  const isDark = useIsDark();
  const save = useSaveSettings();
  const call = useCallPaletteActions();
  const phone = usePhonePaletteActions(home, dialogs.askLocation);
  const canTell = useTold((state) => state.isOffered);
  const told = sayings.map((saying) => {
    const { label, shortcut } = sayingWords[saying];
    return action(shortcut, `They said: ${label.toLowerCase()}`, 'consumer told', IconMessageReport, () =>
      openTold(saying),
    );
  });
  return [
    ...call,
    ...(canTell ? told : []),
    ...screensFor(me.permissions, home).map((screen) =>
      action(`go.${screen.id}`, `Go to ${screen.label}`, 'open screen', IconArrowRight, () => go(screen.id)),
    ),
    ...phone,
    action(
      'theme.toggle',
      isDark ? 'Switch to light colors' : 'Switch to dark colors',
      'theme appearance mode',
      IconMoon,
      () => save.mutate({ colorScheme: isDark ? 'light' : 'dark' }),
    ),
    action('keymap.show', 'Show all keys', 'keyboard shortcuts help', IconKeyboard, dialogs.showKeys),
    action('sign-out', 'Sign out', 'log off leave', IconDoorExit, () => void invoke('auth:sign-out', null)),
  ];
}

const open = (panel: CallPanel) => (): void => openCallPanel(panel);

/** Everything the call bar can do with the calls as they are. */
function useCallPaletteActions(): PaletteAction[] {
  const { current, others, incoming, consulting, mergeable, phone } = useCalls();
  const { answer, toggleHold, toggleMute, hangUp, switchToLine, completeTransfer, goBack, merge } = useCallActions();
  const recording = useRecordingPause(current?.kind === 'consumer' ? current.callId : null, 'payment');
  const services = phone?.services;
  const actions: PaletteAction[] = [];
  if (incoming.length > 0) actions.push(action('call.answer', 'Answer', 'pick up take', IconPhone, answer));
  if (current === null) return actions;
  const isForOthers = current.kind === 'consumer' || current.kind === 'colleague';
  actions.push(
    action('call.mute', current.isMuted ? 'Unmute' : 'Mute', 'microphone call', IconPhone, toggleMute),
    action('call.hold', current.isHeld ? 'Resume the call' : 'Hold the call', 'pause', IconPhone, toggleHold),
    action('call.keypad', 'Keypad', 'tones dtmf digits', IconPhone, open('keypad')),
  );
  if (isForOthers && consulting === null)
    actions.push(action('call.transfer', 'Transfer the call', 'forward consult', IconArrowsExchange, open('transfer')));
  if (consulting !== null)
    actions.push(
      action('call.complete', 'Complete the transfer', 'connect', IconArrowsExchange, completeTransfer),
      action('call.go-back', 'End the consultation, go back', 'cancel', IconArrowsExchange, goBack),
    );
  if (mergeable.length > 0)
    actions.push(action('call.merge', 'Merge into a conference', 'join three', IconArrowsExchange, merge));
  if (others.some((call) => call.state === 'held'))
    actions.push(action('call.switch', 'Switch to the other call', 'line swap', IconPhone, () => switchToLine()));
  if (current.kind === 'consumer' && current.direction === 'outbound')
    actions.push(action('call.message', 'Leave a recorded message', 'voicemail drop beep', IconPhone, open('message')));
  if (current.kind === 'consumer' && services?.canPark)
    actions.push(action('call.park', 'Park the call', 'wait place', IconPhone, () => void parkCall(current.callId)));
  if (recording.status !== null)
    actions.push(
      action(
        'call.recording',
        recording.isPaused ? 'Resume recording' : 'Pause recording for payment',
        'record card',
        IconPhone,
        recording.isPaused ? recording.resume : recording.pause,
      ),
    );
  if (current.quality)
    actions.push(action('call.quality', 'Show how it sounds', 'mos graph', IconPhone, open('quality')));
  actions.push(action('call.hang-up', 'Hang up', 'end call leave stop', IconPhone, hangUp));
  return actions;
}

/** What the phone and its person can do between calls. */
function usePhonePaletteActions(home: Home, askLocation: () => void): PaletteAction[] {
  const { may } = useMe();
  const { go } = useGo(home);
  const { phone } = useCalls();
  const { choose } = useAgentState();
  const settings = useSettings();
  const save = useSaveSettings();
  const dial = useInternalDial();
  if (!may('phone.use') || home === 'supervisor') return [];
  const isQuiet = settings?.doNotDisturb ?? false;
  const actions = [
    action('state.available', 'Available', 'state ready', IconUserCheck, () => choose({ state: 'available' })),
    ...breakReasons.map((reason) =>
      action(`state.${reason}`, `Break: ${breakWords[reason].toLowerCase()}`, 'state pause away', IconUserCheck, () =>
        choose({ state: 'break', reason }),
      ),
    ),
    action(
      'phone.do-not-disturb',
      isQuiet ? 'Do not disturb: off' : 'Do not disturb: on',
      'dnd quiet busy',
      IconPhone,
      () => save.mutate({ doNotDisturb: !isQuiet }),
    ),
    action('check-out.run', 'Run the check-out', 'test equipment microphone', IconStethoscope, () => {
      void invoke('telephony:run-check-out', null);
      go('check-out');
    }),
    action('location', 'Confirm where this desk is, for 911', 'emergency address location', IconMapPin, askLocation),
    action(
      'phone.retry',
      'Connect the phone again, now',
      'reconnect register retry',
      IconPhone,
      () => void commandPhone({ do: 'reconnect' }),
    ),
  ];
  if (phone?.services.hasVoicemail)
    actions.push(
      action('dial.voicemail', 'Listen to your voicemail', 'messages mailbox', IconPhone, () =>
        dial.mutate({ kind: 'voicemail' }),
      ),
    );
  return actions;
}
