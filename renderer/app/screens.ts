/** The screens of the app and who may see each: the rail, the palette and the router all read this table. */
import type { Permission } from '../../shared/domain/access/permissions.ts';
import type { Home } from './App.tsx';

export const screens = [
  { id: 'cockpit', path: '/cockpit', label: 'Cockpit', permission: 'queue.read' },
  { id: 'floor', path: '/floor', label: 'Floor', permission: 'floor.read' },
  { id: 'accounts', path: '/accounts', label: 'Accounts', permission: 'account.read' },
  { id: 'calls', path: '/calls', label: 'Calls', permission: 'call.read' },
  { id: 'messages', path: '/messages', label: 'Messages', permission: 'phone-message.manage' },
  { id: 'compliance', path: '/compliance', label: 'Compliance', permission: 'compliance.read' },
  { id: 'audit', path: '/audit', label: 'Audit', permission: 'audit.read' },
  { id: 'outbox', path: '/outbox', label: 'Outbox', permission: null },
  { id: 'check-out', path: '/check-out', label: 'Check-out', permission: 'phone.use' },
  { id: 'organization', path: '/organization', label: 'Organization', permission: null },
  { id: 'settings', path: '/settings', label: 'Settings', permission: null },
] as const satisfies readonly { id: string; path: `/${string}`; label: string; permission: Permission | null }[];

export type ScreenId = (typeof screens)[number]['id'];
export type Screen = (typeof screens)[number];

export const screenOf = (id: ScreenId): Screen => {
  const found = screens.find((screen) => screen.id === id);
  if (!found) throw new RangeError(`No such screen: ${id}`);
  return found;
};

/**
 * The screens a person sees in a window. The floor has a window of its own; the cockpit and the check-out live in the
 * agent window.
 */
export const screensFor = (permissions: readonly Permission[], home: Home): Screen[] =>
  screens.filter(
    (screen) =>
      (screen.permission === null || permissions.includes(screen.permission)) &&
      !(home === 'supervisor' && (screen.id === 'cockpit' || screen.id === 'check-out')),
  );

/** Where a window opens: the first screen of its own that the role may see. */
export function homeScreen(permissions: readonly Permission[], home: Home): Screen {
  const seen = screensFor(permissions, home);
  const wanted = home === 'supervisor' ? 'floor' : 'cockpit';
  return (
    seen.find((screen) => screen.id === wanted) ?? seen.find((screen) => screen.id !== 'floor') ?? screenOf('settings')
  );
}
