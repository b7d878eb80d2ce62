import { Button } from '@mantine/core';
import { IconListSearch, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Litigator, Reassignment } from '../../../../shared/contracts/dnc/screening.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatCalendarDate, formatDate, formatDateTime, formatPhone } from '../../../ui/format.ts';
import { IconAction } from '../../../ui/IconAction.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { type ScreeningFilter, useLitigators, useReassigned } from './use-screening.ts';

type Found<Row> = {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  data: { pages: { rows: Row[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => Promise<unknown>;
  fetchNextPage: () => Promise<unknown>;
};
type ListProps<Row> = {
  found: Found<Row>;
  isSearch: boolean;
  label: string;
  columns: readonly string[];
  renderRow: (row: Row) => ReactNode;
};

/** One list in each of its states. */
function Rows<Row>({ found, isSearch, label, columns, renderRow }: ListProps<Row>) {
  if (found.isPending) return <LoadingState label="Loading the list" lines={10} />;
  if (!found.data) return <ProblemState problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  const rows = found.data.pages.flatMap((page) => page.rows);
  return (
    <>
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      {rows.length === 0 ? (
        <EmptyState
          icon={<IconListSearch size={20} />}
          title={isSearch ? 'Nothing on this list is like that' : 'Nothing on this list'}
          text={isSearch ? 'Search by the first digits, with the area code.' : 'It is filled by files.'}
        />
      ) : (
        <ScrollRegion className="page-scroll" label={label}>
          <table className="table">
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows.map((each) => renderRow(each))}</tbody>
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

const Removal = ({ row }: { row: Pick<Litigator, 'removed_at' | 'removed_by_name' | 'removal_reason'> }) =>
  row.removed_at === null ? null : (
    <div className="muted">
      {row.removal_reason} · {row.removed_by_name ?? 'the server'}, {formatDate(row.removed_at)}
    </div>
  );

/** The numbers and persons that lists of litigators name. */
export function LitigatorList({
  filter,
  onRemove,
}: {
  filter: ScreeningFilter;
  /** Null for those who may not take an entry back. */
  onRemove: ((entry: Litigator) => void) | null;
}) {
  const found = useLitigators(filter);
  return (
    <Rows
      found={found}
      isSearch={filter.search !== undefined}
      label="Litigators"
      columns={['Who', 'Found by', 'List', 'Of', 'Severity', 'Actions']}
      renderRow={(entry) => {
        const who = entry.phone_number === null ? (entry.name ?? '') : formatPhone(entry.phone_number);
        const more = entry.phone_number === null ? `${entry.address ?? ''}, ${entry.postal_code ?? ''}` : entry.name;
        return (
          <tr key={entry.id}>
            <td className="dnc-reason">
              <span className="figure">{who}</span>
              {more === null ? null : <div className="muted">{more}</div>}
              <Removal row={entry} />
            </td>
            <td>
              {entry.removed_at === null ? (
                <StatusPill tone="warn">{entry.phone_number === null ? 'Name and address' : 'Number'}</StatusPill>
              ) : (
                <StatusPill tone="neutral">Removed</StatusPill>
              )}
            </td>
            <td>{entry.source}</td>
            <td className="figure">{formatCalendarDate(entry.as_of)}</td>
            <td>{entry.severity ?? ''}</td>
            <td>
              {onRemove && entry.removed_at === null ? (
                <IconAction label={`Remove ${who} from the list`} onClick={() => onRemove(entry)}>
                  <IconTrash size={16} />
                </IconAction>
              ) : null}
            </td>
          </tr>
        );
      }}
    />
  );
}

const answerWords = {
  yes: { words: 'Yes, given up', tone: 'stop' },
  no: { words: 'No, still theirs', tone: 'good' },
  'no-data': { words: 'No data', tone: 'warn' },
} as const;

const answerOf = (row: Reassignment) =>
  row.removed_at === null ? answerWords[row.answer] : ({ words: 'Taken back', tone: 'neutral' } as const);

/** The answers of the Reassigned Numbers Database, each with its day and moment. */
export function ReassignedList({ filter }: { filter: ScreeningFilter }) {
  const found = useReassigned(filter);
  return (
    <Rows
      found={found}
      isSearch={filter.search !== undefined}
      label="Answers about reassigned numbers"
      columns={['Number', 'Answer', 'Asked about', 'Asked at', 'Counts']}
      renderRow={(entry) => {
        const { words, tone } = answerOf(entry);
        return (
          <tr key={entry.id}>
            <td className="figure">{formatPhone(entry.phone_number)}</td>
            <td className="dnc-reason">
              <StatusPill tone={tone}>{words}</StatusPill>
              <Removal row={entry} />
            </td>
            <td className="figure">{formatCalendarDate(entry.asked_about_on)}</td>
            <td className="figure">{formatDateTime(entry.queried_at)}</td>
            <td>{entry.holds ? 'In use' : <span className="muted">History</span>}</td>
          </tr>
        );
      }}
    />
  );
}
