import { Button, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AccountRow, accountStatuses } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { useSettled } from '../../platform/use-now.ts';
import { formatDateTime } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Money } from '../../ui/Money.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { statusWords } from './account-words.ts';

type Query = ChannelRequest<'accounts:list'>;
type Sort = NonNullable<Query['sort']>;
const pageSize = 50;

/** All accounts the person may see, with search, sorting and paging by the server. */
export function AccountsPage({ onOpen }: { onOpen: ((row: AccountRow) => void) | null }) {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState<AccountRow['status'] | null>(null);
  const [sort, setSort] = useState<{ by: Sort; direction: 'asc' | 'desc' }>({ by: 'consumer_name', direction: 'asc' });
  const [page, setPage] = useState(1);
  const settled = useSettled(search.trim(), 250);
  const query: Query = {
    page,
    page_size: pageSize,
    sort: sort.by,
    direction: sort.direction,
    ...(settled === '' ? {} : { search: settled }),
    ...(status === null ? {} : { status }),
  };
  const accounts = useQuery({
    queryKey: ['accounts', query],
    queryFn: async () => request('accounts:list', query),
    placeholderData: keepPreviousData,
  });
  const header = (label: string, by: Sort, isEnd = false) => (
    <SortHeader
      label={label}
      isEnd={isEnd}
      direction={sort.by === by ? sort.direction : null}
      onSort={() => {
        setSort({ by, direction: sort.by === by && sort.direction === 'asc' ? 'desc' : 'asc' });
        setPage(1);
      }}
    />
  );
  return (
    <Panel
      title="Accounts"
      note={accounts.data ? `${accounts.data.total.toLocaleString('en-US')} found` : undefined}
      className="page-panel"
      actions={
        <div className="page-tools">
          <TextInput
            aria-label="Search by name, reference or number"
            placeholder="Name, reference or number"
            leftSection={<IconSearch size={15} aria-hidden />}
            w={260}
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              setPage(1);
            }}
          />
          <Select
            aria-label="Status"
            placeholder="Any status"
            clearable
            w={140}
            data={accountStatuses.map((each) => ({ value: each, label: statusWords[each].label }))}
            value={status}
            onChange={(value) => {
              setStatus(accountStatuses.find((each) => each === value) ?? null);
              setPage(1);
            }}
          />
        </div>
      }
    >
      {accounts.isPending ? <LoadingState label="Loading accounts" lines={12} /> : null}
      {accounts.isError && !accounts.data ? (
        <ProblemState problem={problemOf(accounts.error)} onRetry={() => void accounts.refetch()} />
      ) : null}
      {accounts.data?.rows.length === 0 ? (
        <EmptyState
          title="No account matches"
          text="Search by name, by the agency's reference, or by a whole number."
        />
      ) : null}
      {accounts.data && accounts.data.rows.length > 0 ? (
        <ScrollRegion className="page-scroll" label="List of accounts">
          <table className="table" aria-busy={accounts.isPlaceholderData}>
            <thead>
              <tr>
                {header('Consumer', 'consumer_name')}
                {header('Reference', 'reference')}
                <th scope="col">Creditor</th>
                <th scope="col">Status</th>
                <th scope="col">Region</th>
                {header('Last contact', 'last_contact_at')}
                {header('Balance', 'balance_cents', true)}
              </tr>
            </thead>
            <tbody>
              {accounts.data.rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    {onOpen ? (
                      <button type="button" className="plain-button text-link" onClick={() => onOpen(row)}>
                        {row.consumer_name}
                      </button>
                    ) : (
                      row.consumer_name
                    )}
                  </td>
                  <td className="mono">{row.reference}</td>
                  <td>{row.creditor_name}</td>
                  <td>
                    <StatusPill tone={statusWords[row.status].tone}>{statusWords[row.status].label}</StatusPill>
                  </td>
                  <td>{row.region ?? ''}</td>
                  <td>
                    {row.last_contact_at === null ? (
                      <span className="muted">Never</span>
                    ) : (
                      formatDateTime(row.last_contact_at)
                    )}
                  </td>
                  <td className="end">
                    <Money cents={row.balance_cents} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {accounts.data ? <Pager page={page} pageSize={pageSize} total={accounts.data.total} onPage={setPage} /> : null}
    </Panel>
  );
}

type HeaderProps = { label: string; isEnd: boolean; direction: 'asc' | 'desc' | null; onSort: () => void };

const SortHeader = ({ label, isEnd, direction, onSort }: HeaderProps) => (
  <th
    scope="col"
    className={isEnd ? 'end' : ''}
    aria-sort={direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
  >
    <Button variant="transparent" color="gray" size="compact-xs" className="sort-button" onClick={onSort}>
      {label}
      {direction === 'asc' ? <IconArrowUp size={13} aria-hidden /> : null}
      {direction === 'desc' ? <IconArrowDown size={13} aria-hidden /> : null}
    </Button>
  </th>
);
