import { Button } from '@mantine/core';
import { IconPhoneOff, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DncEntry } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatDate, formatPhone } from '../../../ui/format.ts';
import { IconAction } from '../../../ui/IconAction.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { listName, standingOf } from './do-not-call.model.ts';
import { type DncFilter, useDncList } from './use-dnc.ts';

type Props = {
  filter: DncFilter;
  /** Null for those who may not take an entry back. */
  onRemove: ((entry: DncEntry) => void) | null;
};

/** The entries of one list that match, the newest first; a registry by number. */
export function EntryList({ filter, onRemove }: Props) {
  const found = useDncList(filter);
  const [nowMs] = useState(Date.now);
  if (found.isPending) return <LoadingState label="Loading the list" lines={10} />;
  if (found.isError && !found.data)
    return <ProblemState problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  const rows = found.data.pages.flatMap((page) => page.rows);
  const registries = found.data.pages[0]?.on_registries ?? [];
  return (
    <>
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      {registries.length > 0 ? (
        <Notice tone="warn" title="This number is on a registry.">
          {registries.map(({ list, region }) => listName(list, region)).join(', ')}: it may be called about a debt, and
          not to sell anything.
        </Notice>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState
          icon={<IconPhoneOff size={20} />}
          title={filter.search === undefined ? 'Nothing on this list' : 'No number of this list begins like that'}
          text={
            filter.search === undefined
              ? 'Add a number, or import a list.'
              : 'Search by the first digits, with the area code.'
          }
        />
      ) : (
        <ScrollRegion className="page-scroll" label="Do-not-call entries">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Number</th>
                <th scope="col">Stands</th>
                <th scope="col">Reason</th>
                <th scope="col">Source</th>
                <th scope="col">Since</th>
                <th scope="col">Until</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <EntryRow key={entry.id ?? entry.phone_number} entry={entry} nowMs={nowMs} onRemove={onRemove} />
              ))}
            </tbody>
          </table>
          {found.hasNextPage ? (
            <div className="dnc-more">
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                Show more
              </Button>
            </div>
          ) : null}
        </ScrollRegion>
      )}
    </>
  );
}

function EntryRow({ entry, nowMs, onRemove }: { entry: DncEntry; nowMs: number; onRemove: Props['onRemove'] }) {
  const { words, tone } = standingOf(entry, nowMs);
  const number = formatPhone(entry.phone_number);
  return (
    <tr>
      <td className="figure">{number}</td>
      <td>
        <StatusPill tone={tone}>{words}</StatusPill>
      </td>
      <td className="dnc-reason">
        {entry.reason}
        {entry.removed_at === null ? null : (
          <div className="muted">
            {entry.removal_reason} · {entry.removed_by_name ?? 'the server'}, {formatDate(entry.removed_at)}
          </div>
        )}
      </td>
      <td>{entry.source}</td>
      <td className="figure">
        {formatDate(entry.added_at)}
        {entry.added_by_name === null ? null : <div className="muted">{entry.added_by_name}</div>}
      </td>
      <td className="figure">{entry.expires_at === null ? 'No end' : formatDate(entry.expires_at)}</td>
      <td className="end">
        {onRemove && entry.id !== null && entry.removed_at === null ? (
          <IconAction label={`Remove ${number} from the list`} onClick={() => onRemove(entry)}>
            <IconTrash size={16} />
          </IconAction>
        ) : null}
      </td>
    </tr>
  );
}
