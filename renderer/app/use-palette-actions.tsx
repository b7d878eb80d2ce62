import {
  IconArrowRight,
  IconDoorExit,
  IconKeyboard,
  IconMicrophoneOff,
  IconMoon,
  IconPhoneX,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCallActions, useCalls } from '../features/calls/index.ts';
import { useSaveSettings } from '../features/settings/index.ts';
import { keymap } from '../features/shortcuts/index.ts';
import { invoke } from '../platform/bridge.ts';
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

/** What can be done now, by this person, in this window. */
export function usePaletteActions(home: Home, onShowKeys: () => void): PaletteAction[] {
  const { me } = useMe();
  const { go } = useGo(home);
  const { current } = useCalls();
  const { toggleHold, toggleMute, hangUp } = useCallActions();
  const isDark = useIsDark();
  const save = useSaveSettings();
  const inCall: PaletteAction[] =
    current === null
      ? []
      : [
          {
            id: 'call.mute',
            label: current.isMuted ? 'Unmute' : 'Mute',
            words: 'microphone call',
            icon: <IconMicrophoneOff size={18} />,
            hint: hintOf('call.mute'),
            run: toggleMute,
          },
          {
            id: 'call.hold',
            label: current.isHeld ? 'Resume the call' : 'Hold the call',
            words: 'pause',
            icon: <IconPlayerPause size={18} />,
            hint: hintOf('call.hold'),
            run: toggleHold,
          },
          {
            id: 'call.hang-up',
            label: 'Hang up',
            words: 'end call',
            icon: <IconPhoneX size={18} />,
            hint: hintOf('call.hang-up'),
            run: hangUp,
          },
        ];
  return [
    ...inCall,
    ...screensFor(me.permissions, home).map((screen) => ({
      id: `go.${screen.id}`,
      label: `Go to ${screen.label}`,
      words: 'open screen',
      icon: <IconArrowRight size={18} />,
      hint: hintOf(`go.${screen.id}`),
      run: () => go(screen.id),
    })),
    {
      id: 'theme.toggle',
      label: isDark ? 'Switch to light colors' : 'Switch to dark colors',
      words: 'theme appearance mode',
      icon: <IconMoon size={18} />,
      hint: hintOf('theme.toggle'),
      run: () => save.mutate({ colorScheme: isDark ? 'light' : 'dark' }),
    },
    {
      id: 'keymap.show',
      label: 'Show all keys',
      words: 'keyboard shortcuts help',
      icon: <IconKeyboard size={18} />,
      hint: hintOf('keymap.show'),
      run: onShowKeys,
    },
    {
      id: 'sign-out',
      label: 'Sign out',
      words: 'log off leave',
      icon: <IconDoorExit size={18} />,
      hint: null,
      run: () => void invoke('auth:sign-out', null),
    },
  ];
}
