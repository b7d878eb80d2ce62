import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconSearch, IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf, request } from '../../../platform/bridge.ts';
import { useSettled } from '../../../platform/use-now.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { aboutOf, ToldMenu, useAccount } from '../../accounts/index.ts';
import { DisputeDialog } from '../../disputes/index.ts';
import type { DeskTabProps } from '../desk-tab-props.ts';
import { KnownFacts } from './KnownFacts.tsx';
import { RecordMenu } from './record/RecordMenu.tsx';
import './told-tab.css';

/** What we know of a consumer: what they told us, and what papers say; recorded, and taken back where it does not hold. */
export function ToldTab({ may }: DeskTabProps) {
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const search = useSettled(text.trim(), 200);
  const accounts = useQuery({
    queryKey: ['accounts', { search, page_size: 30 }],
    queryFn: async () => request('accounts:list', { search, page_size: 30 }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  const rows = search === '' ? [] : (accounts.data?.rows ?? []);
  const open = rows.find(({ id }) => id === openId) ?? rows[0];
  return (
    <div className="desk-split told-tab">
      <Panel title="Whose" note="By name, account or number">
        <search className="told-search" aria-label="Find an account">
          <TextInput
            aria-label="Name, account or number"
            placeholder="Name, account or number"
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            maxLength={80}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </search>
        {search === '' ? (
          <EmptyState
            icon={<IconUserSearch size={20} />}
            title="Find the account"
            text="Letters, e-mails and what was said on the phone are recorded here as well as in the cockpit."
          />
        ) : null}
        {search !== '' && accounts.isLoading ? <LoadingState label="Looking for accounts" lines={6} /> : null}
        {accounts.isError && rows.length === 0 ? (
          <ProblemState problem={problemOf(accounts.error)} onRetry={() => void accounts.refetch()} />
        ) : null}
        {search !== '' && accounts.isSuccess && rows.length === 0 ? (
          <EmptyState title="No account fits this search" />
        ) : null}
        {rows.length > 0 ? (
          <ScrollRegion className="page-scroll" label="Accounts found">
            <ul className="desk-list told-accounts">
              {rows.map((row) => (
                <li key={row.id}>
                  <button type="button" aria-pressed={row.id === open?.id} onClick={() => setOpenId(row.id)}>
                    <b className="truncate">{row.consumer_name}</b>
                    <span className="truncate">
                      {row.reference} · {row.creditor_name}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </ScrollRegion>
        ) : null}
      </Panel>
      {open ? <ToldPanel key={open.id} accountId={open.id} may={may} /> : null}
    </div>
  );
}

function ToldPanel({ accountId, may }: DeskTabProps & { accountId: string }) {
  const found = useAccount(accountId);
  const [isDisputing, setDisputing] = useState(false);
  if (found.isPending) return <LoadingState label="Loading the account" lines={10} />;
  if (!found.data) return <ProblemState problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  const { account } = found.data;
  return (
    <Panel
      title={account.consumer.full_name}
      note={account.reference}
      actions={
        <span className="told-actions">
          {may('dispute.file') && account.debts.length > 0 ? (
            <Button size="compact-sm" variant="default" onClick={() => setDisputing(true)}>
              They dispute a debt
            </Button>
          ) : null}
          {may('consumer-fact.record') ? <ToldMenu about={aboutOf(account, null, null)} /> : null}
          {may('consumer-fact.record-paper') ? <RecordMenu account={account} /> : null}
        </span>
      }
    >
      <ScrollRegion className="page-scroll" label="What we know">
        <div className="told-facts">
          <KnownFacts account={account} mayTakeBack={may('consumer-fact.take-back')} />
        </div>
      </ScrollRegion>
      <DisputeDialog
        isOpen={isDisputing}
        account={account}
        callId={null}
        onClose={() => setDisputing(false)}
        onSaved={() => undefined}
      />
    </Panel>
  );
}
