import { Menu, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconDoorExit, IconKeyboard, IconMoon, IconSearch, IconSettings, IconSun } from '@tabler/icons-react';
import { invoke } from '../platform/bridge.ts';
import { useSettings } from '../platform/snapshot-store.ts';
import { IconAction } from '../ui/IconAction.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { StatusPill } from '../ui/StatusPill.tsx';
import { AgentStatePicker } from '../features/live/index.ts';
import { useSaveSettings } from '../features/settings/index.ts';
import { keymap, useShortcut } from '../features/shortcuts/index.ts';
import { QueuesMenu } from '../features/telephony/index.ts';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { useGo } from './use-go.ts';
import { useIsDark } from './use-is-dark.ts';

type Props = { home: Home; onShowKeys: () => void };

/** Where one is, what one does, and the way to everything else. */
export function TopBar({ home, onShowKeys }: Props) {
  const { me, may } = useMe();
  return (
    <header className="top-bar">
      <div className="top-org">
        <strong className="truncate">{me.organization.name}</strong>
        {me.organization.is_practice ? <StatusPill tone="accent">Practice</StatusPill> : null}
      </div>
      <UnstyledButton className="top-search" aria-keyshortcuts="Control+K" onClick={() => spotlight.open()}>
        <IconSearch size={15} aria-hidden />
        <span>Find an account, number or action</span>
        <KeyHint keys={keymap['palette.open'].keys} />
      </UnstyledButton>
      <div className="top-tools">
        {may('phone.use') && home === 'agent' ? <QueuesMenu /> : null}
        {may('agent-state.write') && home === 'agent' ? <AgentStatePicker /> : null}
        <SchemeSwitch />
        <IconAction label="Keys" keys={keymap['keymap.show'].keys} onClick={onShowKeys}>
          <IconKeyboard size={18} />
        </IconAction>
        <PersonMenu home={home} />
      </div>
    </header>
  );
}

function SchemeSwitch() {
  const isDark = useIsDark();
  const save = useSaveSettings();
  const hasSettings = useSettings() !== null;
  const toggle = (): void => save.mutate({ colorScheme: isDark ? 'light' : 'dark' });
  useShortcut('theme.toggle', toggle, hasSettings);
  return (
    <IconAction label={isDark ? 'Light colors' : 'Dark colors'} keys={keymap['theme.toggle'].keys} onClick={toggle}>
      {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </IconAction>
  );
}

function PersonMenu({ home }: { home: Home }) {
  const { me } = useMe();
  const { go } = useGo(home);
  const initials = me.full_name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('');
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton className="top-person">
          <span className="avatar" aria-hidden>
            {initials}
          </span>
          <span className="visually-hidden">
            {me.full_name}, {me.role}
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="top-person-head">
          <strong>{me.full_name}</strong>
          <span className="muted truncate">{me.email}</span>
          <StatusPill>{me.role}</StatusPill>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => go('settings')}>
          Settings and sessions
        </Menu.Item>
        <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={() => void invoke('auth:sign-out', null)}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
