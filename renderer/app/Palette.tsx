import { Spotlight } from '@mantine/spotlight';
import { IconPhone, IconSearch, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { openAccount, showNumber } from '../features/cockpit/index.ts';
import { emergencyNumberIn, useEmergencyDial } from '../features/emergency/index.ts';
import { request } from '../platform/bridge.ts';
import { useSettled } from '../platform/use-now.ts';
import { formatMoney, formatPhone } from '../ui/format.ts';
import type { Home } from './App.tsx';
import { useMe } from './me.ts';
import { matchActions, numberIn } from './palette.model.ts';
import { type PaletteDialogs, usePaletteActions } from './use-palette-actions.tsx';

type Props = { home: Home; dialogs: PaletteDialogs };

/** Every action and screen, any account, any number (Ctrl+K). */
export function Palette({ home, dialogs }: Props) {
  const [query, setQuery] = useState('');
  const { may } = useMe();
  const navigate = useNavigate();
  const actions = matchActions(usePaletteActions(home, dialogs), query);
  const number = may('call.place') ? numberIn(query) : null;
  const accounts = useFoundAccounts(query);
  const emergencyNumber = may('phone.use') ? emergencyNumberIn(query) : null;
  const emergency = useEmergencyDial();
  const list = useRef<HTMLDivElement>(null);
  // Accounts are found after Spotlight has marked its first entry, and Enter takes only what is marked.
  useEffect(() => {
    if (query === '' || list.current?.querySelector('[data-selected]')) return;
    list.current?.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  });
  const isEmpty = emergencyNumber === null && actions.length === 0 && number === null && accounts.length === 0;
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={430}
      size={600}
      centered={false}
      yOffset="12vh"
      // A palette that is still fading away would take the next key: Ctrl+Enter chose the same entry once more, and dialed nobody.
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Find an account, number or action' } }}
    >
      <Spotlight.Search
        placeholder="Find an account, number or action"
        aria-label="Find an account, number or action"
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList ref={list}>
        {emergencyNumber === null ? null : (
          <Spotlight.ActionsGroup label="Emergency">
            <Spotlight.Action
              label={`Call ${emergencyNumber} now`}
              description="Placed at once, no check; your supervisors are told"
              leftSection={<IconPhone size={18} aria-hidden />}
              onClick={() => emergency.mutate(emergencyNumber)}
            />
          </Spotlight.ActionsGroup>
        )}
        {number === null ? null : (
          <Spotlight.ActionsGroup label="Number">
            <Spotlight.Action
              label={`Show ${formatPhone(number)} in the dial pad`}
              description="With its verdict; it is not dialed yet"
              leftSection={<IconPhone size={18} aria-hidden />}
              onClick={() => {
                showNumber(formatPhone(number));
                void navigate({ to: '/cockpit' });
              }}
            />
          </Spotlight.ActionsGroup>
        )}
        {accounts.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Accounts">
            {accounts.map((row) => (
              <Spotlight.Action
                key={row.id}
                label={row.consumer_name}
                description={`${row.reference}, ${row.creditor_name}, ${formatMoney(row.balance_cents)}`}
                leftSection={<IconUser size={18} aria-hidden />}
                onClick={() => {
                  openAccount(row.id);
                  void navigate({ to: '/cockpit' });
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length === 0 ? null : (
          <Spotlight.ActionsGroup label="Actions">
            {actions.map(({ id, label, icon, hint, run }) => (
              <Spotlight.Action key={id} label={label} leftSection={icon} rightSection={hint} onClick={run} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty ? <Spotlight.Empty>Nothing found</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Accounts by name, reference or number, once the typing rests. */
function useFoundAccounts(query: string) {
  const { may } = useMe();
  const settled = useSettled(query.trim(), 200);
  const found = useQuery({
    queryKey: ['accounts', 'palette', settled],
    queryFn: async () => request('accounts:list', { search: settled, page_size: 6 }),
    enabled: settled.length >= 2 && may('queue.read'),
  });
  return settled === query.trim() && settled.length >= 2 ? (found.data?.rows ?? []) : [];
}
