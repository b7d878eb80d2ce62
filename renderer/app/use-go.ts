import { useNavigate } from '@tanstack/react-router';
import { invoke } from '../platform/bridge.ts';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { type ScreenId, screenOf, screensFor } from './screens.ts';

/** Goes to a screen; the floor of an agent window is a window of its own. */
export function useGo(home: Home) {
  const navigate = useNavigate();
  const { me } = useMe();
  const seen = screensFor(me.permissions, home);
  return {
    sees: (id: ScreenId): boolean => seen.some((screen) => screen.id === id),
    go: (id: ScreenId): void => {
      if (id === 'floor' && home === 'agent') void invoke('app:open-window', 'supervisor');
      else void navigate({ to: screenOf(id).path });
    },
  };
}
