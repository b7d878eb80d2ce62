import { Button } from '@mantine/core';
import type { ScreeningImport, ScreeningList } from '../../../../shared/contracts/dnc/screening.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { count } from '../do-not-call/do-not-call.model.ts';
import { useScreeningImports } from './use-screening.ts';

type Props = {
  list: ScreeningList;
  /** Null for those who may not take a file back. */
  onTakeBack: ((file: ScreeningImport) => void) | null;
};

/** The files that made the list what it is, newest first. */
export function ScreeningFiles({ list, onTakeBack }: Props) {
  const query = useScreeningImports(list);
  const files = query.data?.pages.flatMap((page) => page.imports) ?? [];
  return (
    <Panel title="Files" note="Newest first">
      {query.isPending ? <LoadingState label="Loading the files" lines={6} /> : null}
      {query.isError && !query.data ? (
        <ProblemState problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && files.length === 0 ? (
        <EmptyState title="No file was imported" text="Each file is used whole, or not at all." />
      ) : null}
      {files.length > 0 ? (
        <ScrollRegion className="page-scroll" label="Files">
          <ul className="dnc-files">
            {files.map((file) => (
              <li key={file.id}>
                <strong className="truncate" title={`SHA-256 ${file.sha256}`}>
                  {file.file_name}
                </strong>
                <span>
                  {count(file.added, 'entry', 'entries')} added, {file.unchanged.toLocaleString('en-US')} as before
                </span>
                {file.queried_at === null ? null : <span>Asked {formatDateTime(file.queried_at)}</span>}
                <span className="muted">
                  {formatDateTime(file.at)}, {file.by_name}
                </span>
                {file.removed_at === null ? (
                  onTakeBack && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Take back ${file.file_name}`}
                      onClick={() => onTakeBack(file)}
                    >
                      Take back
                    </Button>
                  )
                ) : (
                  <span className="muted">
                    Taken back: {file.removal_reason} · {file.removed_by_name ?? 'the server'}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {query.hasNextPage ? (
            <div className="dnc-more">
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older files
              </Button>
            </div>
          ) : null}
        </ScrollRegion>
      ) : null}
    </Panel>
  );
}
