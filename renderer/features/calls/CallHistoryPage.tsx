import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDateTime, formatDuration, formatPhone } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { connectWords } from './history.model.ts';

const pageSize = 50;
type Props = { canSeeAll: boolean; onOpenAccount: ((accountId: string) => void) | null };

/** Calls, newest first: one's own, or everybody's for those who may. */
export function CallHistoryPage({ canSeeAll, onOpenAccount }: Props) {
  const [page, setPage] = useState(1);
  const calls = useQuery({
    queryKey: ['calls', page],
    queryFn: async () => request('calls:list', { page, page_size: pageSize }),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel
      title="Call history"
      note={canSeeAll ? "Everybody's calls, newest first" : 'Your calls, newest first'}
      className="page-panel"
    >
      {calls.isPending ? <LoadingState label="Loading calls" lines={12} /> : null}
      {calls.isError && !calls.data ? (
        <ProblemState problem={problemOf(calls.error)} onRetry={() => void calls.refetch()} />
      ) : null}
      {calls.data?.rows.length === 0 ? (
        <EmptyState title="No calls yet" text="A call stands here as soon as it is placed or answered." />
      ) : null}
      {calls.data && calls.data.rows.length > 0 ? (
        <ScrollRegion className="page- scroll" label="List of calls">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Started</th>
                <th scope="col">With</th>
                <th scope="col">Number</th>
                {canSeeAll ? <th scope="col">Agent</th> : null}
                <th scope="col">Line</th>
                <th scope="col">Outcome</th>
                <th scope="col" className="end">
                  Talk time
                </th>
              </tr>
            </thead>
            <tbody>
              {calls.data.rows.map((call) => (
                <HistoryRow key={call.id} call={call} canSeeAll={canSeeAll} onOpenAccount={onOpenAccount} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {calls.data ? <Pager page={page} pageSize={pageSize} total={calls.data.total} onPage={setPage} /> : null}
    </Panel>
  );
}

function HistoryRow({ call, canSeeAll, onOpenAccount }: Props & { call: CallRow }) {
  const { label, tone } = connectWords[call.connect_class];
  const name = call.consumer_name ?? 'Not on file';
  const { account_id: accountId } = call;
  const isIn = call.direction === 'inbound';
  const Icon = isIn ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <tr>
      <td>{formatDateTime(call.started_at)}</td>
      <td>
        <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
          <Icon size={15} aria-hidden color="var(--text-3)" />
          <span className="visually-hidden">{isIn ? 'Incoming' : 'Outgoing'}</span>
          {accountId !== null && onOpenAccount ? (
            <button type="button" className="plain-button text-link" onClick={() => onOpenAccount(accountId)}>
              {name}
            </button>
          ) : (
            name
          )}
        </span>
      </td>
      <td className="figure">{formatPhone(call.phone_number)}</td>
      {canSeeAll ? <td>{call.agent_name}</td> : null}
      <td>
        <StatusPill tone={tone}>{label}</StatusPill>
      </td>
      <td>
        {call.disposition_code === null ? (
          <span className="muted">{call.ended_at === null ? 'In progress' : 'Not wrapped up'}</span>
        ) : (
          dispositionOf(call.disposition_code).label
        )}
      </td>
      <td className="end figure">
        {call.answered_at !== null && call.ended_at !== null
          ? formatDuration(Date.parse(call.ended_at) - Date.parse(call.answered_at))
          : ''}
      </td>
    </tr>
  );
}
