import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallRow } from '../../../shared/contracts/calls/calls.contract.ts';
import type { HistoryRow as LocalRow } from '../../../shared/ipc/local-schemas.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDateTime, formatDuration, formatPhone } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { MosPill } from '../../ui/MosPill.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { ReceiptButton } from '../compliance/index.ts';
import { connectWords } from './history.model.ts';
import { RecentCalls } from './RecentCalls.tsx';
import './history.css';

const pageSize = 50;
type Props = { canSeeAll: boolean; onOpenAccount: ((accountId: string) => void) | null };
type PageProps = Props & { onCallBack: ((row: LocalRow) => void) | null };

/** Calls two ways: what this computer remembers, and what the server has on record. */
export function CallHistoryPage({ canSeeAll, onOpenAccount, onCallBack }: PageProps) {
  const [isOnRecord, setIsOnRecord] = useState(canSeeAll);
  return (
    <Panel
      title="Call history"
      note={
        !isOnRecord
          ? 'This computer, newest first'
          : canSeeAll
            ? "Everybody's calls, newest first"
            : 'On record, newest first'
      }
      className="page-panel"
      actions={
        <SegmentedControl
          role="radiogroup"
          aria-label="Which calls"
          value={isOnRecord ? 'record' : 'recent'}
          onChange={(value) => setIsOnRecord(value === 'record')}
          data={[
            { value: 'recent', label: 'This computer' },
            { value: 'record', label: canSeeAll ? 'Everybody' : 'On record' },
          ]}
        />
      }
    >
      {isOnRecord ? (
        <RecordedCalls canSeeAll={canSeeAll} onOpenAccount={onOpenAccount} />
      ) : (
        <RecentCalls onOpenAccount={onOpenAccount} onCallBack={onCallBack} />
      )}
    </Panel>
  );
}

/** Calls as the server has them, newest first: one's own, or everybody's for those who may. */
function RecordedCalls({ canSeeAll, onOpenAccount }: Props) {
  const [page, setPage] = useState(1);
  const calls = useQuery({
    queryKey: ['calls', page],
    queryFn: async () => request('calls:list', { page, page_size: pageSize }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {calls.isPending ? <LoadingState label="Loading calls" lines={12} /> : null}
      {calls.isError && !calls.data ? (
        <ProblemState problem={problemOf(calls.error)} onRetry={() => void calls.refetch()} />
      ) : null}
      {calls.data?.rows.length === 0 ? (
        <EmptyState title="No calls yet" text="A call stands here as soon as it is placed or answered." />
      ) : null}
      {calls.data && calls.data.rows.length > 0 ? (
        <ScrollRegion className="page-scroll" label="List of calls">
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
                <th scope="col">Sound</th>
                <th scope="col">
                  <span className="visually-hidden">Receipt</span>
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
    </>
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
      <td>{call.answered_at === null ? null : <MosPill mos={call.quality?.mos_mean ?? null} />}</td>
      <td className="end">
        {call.decision_id === null ? null : (
          <ReceiptButton id={call.decision_id} of={`the call with ${name}, ${formatDateTime(call.started_at)}`} />
        )}
      </td>
    </tr>
  );
}
