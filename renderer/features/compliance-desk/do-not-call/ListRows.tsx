import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemOf } from '../../../platform/bridge.ts';
import { formatDate } from '../../../ui/format.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';

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
type Props<Row> = {
  found: Found<Row>;
  label: string;
  /** With actions, the name of the last one is only read aloud. */
  columns: readonly string[];
  hasActions?: boolean;
  empty: { icon: ReactNode; title: string; text: string };
  /** Above the rows. */
  head?: ReactNode;
  renderRow: (row: Row) => ReactNode;
};

/** A list of numbers or persons in each of its states, page after page. */
export function ListRows<Row>({ found, label, columns, hasActions = false, empty, head, renderRow }: Props<Row>) {
  if (found.isPending) return <LoadingState label="Loading the list" lines={10} />;
  if (!found.data) return <ProblemState problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  const rows = found.data.pages.flatMap((page) => page.rows);
  return (
    <>
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} /> : null}
      {head}
      {rows.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <ScrollRegion className="page-scroll" label={label}>
          <table className="table">
            <thead>
              <tr>
                {columns.map((name, index) => (
                  <th key={name} scope="col">
                    {hasActions && index === columns.length - 1 ? (
                      <span className="visually-hidden">{name}</span>
                    ) : (
                      name
                    )}
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

type Removable = { removed_at: string | null; removed_by_name: string | null; removal_reason: string | null };

/** Why an entry was taken back, by whom and when; nothing while it stands. */
export const Removal = ({ row }: { row: Removable }) =>
  row.removed_at === null ? null : (
    <div className="muted">
      {row.removal_reason} · {row.removed_by_name ?? 'the server'}, {formatDate(row.removed_at)}
    </div>
  );
