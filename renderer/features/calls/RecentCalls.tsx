import { Button, TextInput } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { HistoryRow } from '../../../shared/ipc/local-schemas.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useMinute, useSettled } from '../../platform/use-now.ts';
import { formatDayHeading, formatDuration, formatTime } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { canCallBack, rowWords } from './recent.model.ts';
import { markMissedSeen, useRecent } from './use-recent.ts';

type Props = {
  onOpenAccount: ((accountId: string) => void) | null;
  /** Shows the number with its verdict, or calls the colleague; null where this window has no phone. */
  onCallBack: ((row: HistoryRow) => void) | null;
};

/** What this computer has called and missed, colleagues and voicemail too, also while the server is away. */
export function RecentCalls({ onOpenAccount, onCallBack }: Props) {
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim(), 150);
  const recent = useRecent(search);
  const rows = recent.data?.pages.flat() ?? [];
  useEffect(() => markMissedSeen(), []);
  return (
    <>
      <div className="recent-tools">
        <TextInput
          aria-label="Search by name or number"
          placeholder="Name or number"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {recent.isPending ? <LoadingState label="Loading calls" lines={12} /> : null}
      {recent.isError && rows.length === 0 ? (
        <ProblemState problem={problemOf(recent.error)} onRetry={() => void recent.refetch()} />
      ) : null}
      {recent.isSuccess && rows.length === 0 ? (
        <EmptyState
          title={search === '' ? 'No calls yet' : 'No call matches'}
          text={
            search === '' ? 'A call stands here as soon as it is over.' : 'Try a part of the name or the last digits.'
          }
        />
      ) : null}
      {rows.length > 0 ? (
        <ScrollRegion className="page-scroll" label="Calls of this computer">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">With</th>
                <th scope="col">Number</th>
                <th scope="col">When</th>
                <th scope="col">What became of it</th>
                <th scope="col" className="end">
                  Talk time
                </th>
                <th scope="col">
                  <span className="visually-hidden">Call back</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <RecentRow key={row.callId} row={row} onOpenAccount={onOpenAccount} onCallBack={onCallBack} />
              ))}
            </tbody>
          </table>
          {recent.hasNextPage ? (
            <div className="recent-more">
              <Button variant="default" loading={recent.isFetchingNextPage} onClick={() => void recent.fetchNextPage()}>
                Older calls
              </Button>
            </div>
          ) : null}
        </ScrollRegion>
      ) : null}
    </>
  );
}

function RecentRow({ row, onOpenAccount, onCallBack }: Props & { row: HistoryRow }) {
  const nowMs = useMinute();
  const { title, note } = rowWords(row);
  const { accountId } = row;
  const Icon = row.isMissed ? IconPhoneX : row.direction === 'inbound' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <tr className={row.isMissed ? 'is-missed' : ''}>
      <td>
        <span className="recent-with">
          <Icon size={15} aria-hidden />
          <span className="visually-hidden">{row.direction === 'inbound' ? 'Incoming' : 'Outgoing'}</span>
          {accountId !== null && onOpenAccount ? (
            <button type="button" className="plain-button text-link" onClick={() => onOpenAccount(accountId)}>
              {title}
            </button>
          ) : (
            title
          )}
        </span>
      </td>
      <td className="figure">{note}</td>
      <td className="figure">
        {formatDayHeading(row.startedAt, nowMs)} {formatTime(row.startedAt)}
      </td>
      <td>
        {row.isMissed ? (
          <StatusPill tone="stop">Missed</StatusPill>
        ) : (
          <span className="muted">{row.endReason ?? 'Ended'}</span>
        )}
      </td>
      <td className="end figure">
        {row.answeredAt === null ? '' : formatDuration(Date.parse(row.endedAt) - Date.parse(row.answeredAt))}
      </td>
      <td className="end">
        {onCallBack && canCallBack(row) ? (
          <Button variant="default" size="compact-sm" onClick={() => onCallBack(row)}>
            {row.direction === 'inbound' ? 'Call back' : 'Call again'} <span className="visually-hidden">{title}</span>
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
