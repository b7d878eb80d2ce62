import { Tooltip } from '@mantine/core';
import {
  IconBuilding,
  IconClipboardText,
  IconHeadset,
  IconHistory,
  IconLayoutGrid,
  IconSend,
  IconScale,
  IconSettings,
  IconStethoscope,
  IconUsers,
  IconRecordMail,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMissedCount } from '../features/calls/index.ts';
import { useOutboxStatus } from '../platform/snapshot-store.ts';
import { Mark } from '../ui/Wordmark.tsx';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { type Screen, type ScreenId, screensFor } from './screens.ts';
import { useGo } from './use-go.ts';

const icons: Readonly<Record<ScreenId, typeof IconUsers>> = {
  cockpit: IconHeadset,
  floor: IconLayoutGrid,
  accounts: IconUsers,
  calls: IconHistory,
  messages: IconRecordMail,
  compliance: IconScale,
  audit: IconClipboardText,
  outbox: IconSend,
  'check-out': IconStethoscope,
  organization: IconBuilding,
  settings: IconSettings,
};
const bottom = new Set<ScreenId>(['check-out', 'organization', 'settings']);

/** The screens of the person's role. */
export function Rail({ home }: { home: Home }) {
  const { me } = useMe();
  const screens = screensFor(me.permissions, home);
  return (
    <nav className="rail" aria-label="Screens">
      <span className="rail-mark">
        <Mark size={30} />
      </span>
      <ul>
        {screens.map((screen) => (
          <li key={screen.id} className={bottom.has(screen.id) ? 'is-bottom' : ''}>
            <RailItem screen={screen} home={home} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RailItem({ screen, home }: { screen: Screen; home: Home }) {
  const { go } = useGo(home);
  const parked = useOutboxStatus()?.parked ?? 0;
  const missed = useMissedCount();
  const Icon = icons[screen.id];
  const content = (
    <>
      <Icon size={21} stroke={1.7} aria-hidden />
      <span>{screen.label}</span>
      {screen.id === 'outbox' && parked > 0 ? (
        <b className="rail-count">
          {parked} <span className="visually-hidden">need attention</span>
        </b>
      ) : null}
      {screen.id === 'calls' && home === 'agent' && missed > 0 ? (
        <b className="rail-count">
          {missed} <span className="visually-hidden">missed</span>
        </b>
      ) : null}
    </>
  );
  if (screen.id === 'floor' && home === 'agent')
    return (
      <Tooltip label="Opens in its own window" position="right">
        <button type="button" className="rail-item" onClick={() => go('floor')}>
          {content}
        </button>
      </Tooltip>
    );
  return (
    <Link to={screen.path} className="rail-item" activeProps={{ 'aria-current': 'page' }}>
      {content}
    </Link>
  );
}
