import { IconCircleCheck, IconDeviceFloppy, IconExclamationCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import { formatTimeSeconds } from '../../ui/format.ts';
import { Notice } from '../../ui/States.tsx';
import { savedWords, useSavedStore } from './saved-store.ts';

const text: Readonly<Record<SavedItem['state'], string>> = {
  'saved-here': 'It is on this computer and goes to the server by itself.',
  synced: 'It is on the server.',
  parked: 'The server refused it as it is. It is kept; open the tray to correct and resend it.',
};

/** The last wrap-up and where it is: on this computer, on the server, or in need of attention. */
export function SavedCard({ actions }: { actions?: ReactNode }) {
  const saved = useSavedStore((state) => state.last);
  if (!saved) return null;
  const Icon =
    saved.state === 'synced' ? IconCircleCheck : saved.state === 'parked' ? IconExclamationCircle : IconDeviceFloppy;
  return (
    <Notice
      tone={saved.state === 'synced' ? 'good' : saved.state === 'parked' ? 'warn' : 'neutral'}
      icon={<Icon size={16} aria-hidden />}
      title={`${savedWords[saved.state]} ${formatTimeSeconds(saved.at)}`}
    >
      Wrap-up of the last call. {text[saved.state]}
      {actions}
    </Notice>
  );
}
