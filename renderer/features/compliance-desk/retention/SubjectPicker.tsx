import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf, request } from '../../../platform/bridge.ts';
import { useSettled } from '../../../platform/use-now.ts';
import { ProblemNotice } from '../../../ui/States.tsx';

export type PickedAccount = { id: string; reference: string; consumer_name: string };
type Props = {
  scope: 'consumer' | 'account';
  picked: PickedAccount | null;
  onPick: (account: PickedAccount | null) => void;
};

/** Finds an account, or its consumer, by name, reference or number. */
export function SubjectPicker({ scope, picked, onPick }: Props) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), 200);
  const found = useQuery({
    queryKey: ['accounts', 'hold', settled],
    queryFn: async () => request('accounts:list', { search: settled, page_size: 6 }),
    enabled: settled.length >= 2,
  });
  if (picked)
    return (
      <p className="retention-picked">
        <span className="truncate">
          <b>{picked.consumer_name}</b>{' '}
          {scope === 'consumer' ? 'with all their accounts and calls' : `account ${picked.reference}`}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => onPick(null)}>
          Another
        </Button>
      </p>
    );
  const rows = settled.length >= 2 ? (found.data?.rows ?? []) : [];
  return (
    <div>
      <TextInput
        label={scope === 'consumer' ? 'Find the consumer' : 'Find the account'}
        placeholder="Name, reference or phone number"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      {found.isSuccess && rows.length === 0 && settled.length >= 2 ? <p className="muted">Nobody found</p> : null}
      <ul className="desk-list" aria-label="Found">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onPick(row)}>
              <b className="truncate">{row.consumer_name}</b>
              <span className="truncate">
                {row.reference} · {row.creditor_name}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
