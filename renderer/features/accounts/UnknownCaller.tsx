import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { request } from '../../platform/bridge.ts';
import { formatPhone } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Notice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { DoNotCallDialog } from './DoNotCallDialog.tsx';
import './account-card.css';

type Props = { phoneNumber: string; onOpen: (accountId: string) => void };

/** A call without an account: whose number it is, and the key by which a caller whom nobody knows is barred by number. */
export function UnknownCaller({ phoneNumber, onOpen }: Props) {
  const [isAsking, setAsking] = useState(false);
  /** Taken in here, and perhaps not at the server yet. */
  const [isBarred, setBarred] = useState(false);
  const accounts = useQuery({
    queryKey: ['accounts', { search: phoneNumber, page_size: 3 }],
    queryFn: async () => request('accounts:list', { search: phoneNumber, page_size: 3 }),
  });
  useShortcut('told.do-not-call', () => setAsking(true), !isBarred);
  const number = formatPhone(phoneNumber);
  const rows = accounts.data?.rows ?? [];
  const title = isBarred
    ? `${number} is not called any more`
    : rows.length > 0
      ? `${number} stands on file`
      : accounts.isSuccess
        ? `No account is known for ${number}`
        : accounts.isError
          ? `Whose number ${number} is cannot be looked up now`
          : `Looking up ${number}`;
  return (
    <>
      <Notice tone={isBarred ? 'stop' : 'neutral'} icon={<IconUserQuestion size={16} aria-hidden />} title={title}>
        {isBarred
          ? 'It goes on the do-not-call list of your organization. Only compliance can take that back.'
          : 'Verify who they are before you speak of a debt. If they ask not to be called, the number is enough.'}
        <div className="unknown-caller-actions">
          {rows.map((row) => (
            <Button key={row.id} variant="default" size="compact-sm" onClick={() => onOpen(row.id)}>
              Open {row.consumer_name}, {row.reference}
            </Button>
          ))}
          {isBarred ? null : (
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<KeyHint keys={keymap['told.do-not-call'].keys} />}
              onClick={() => setAsking(true)}
            >
              Do not call this number
            </Button>
          )}
        </div>
      </Notice>
      <DoNotCallDialog
        phoneNumber={isAsking ? phoneNumber : null}
        onClose={() => setAsking(false)}
        onSaved={() => setBarred(true)}
      />
    </>
  );
}
