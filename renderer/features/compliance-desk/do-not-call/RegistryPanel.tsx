import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelReply } from '../../../../shared/ipc/ipc-map.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatCalendarDate, formatDateTime } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { count, freshnessOf, importWords, listName } from './do-not-call.model.ts';

/** The registries with their age, and which files made the lists what they are. */
export function RegistryPanel({ query }: { query: UseQueryResult<ChannelReply<'dnc:list-registries'>> }) {
  const [nowMs] = useState(Date.now);
  return (
    <Panel title="Registries and files">
      {query.isPending ? <LoadingState label="Loading the registries" lines={6} /> : null}
      {query.isError && !query.data ? (
        <ProblemState problem={problemOf(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data ? (
        <ScrollRegion className="page-scroll" label="Registries and files">
          {query.data.registries.length === 0 ? (
            <EmptyState
              title="No registry is imported"
              text="Calls about a debt need none. Before anything is sold on a call, import the national registry."
            />
          ) : (
            <ul className="dnc-registries">
              {query.data.registries.map((registry) => {
                const { words, tone } = freshnessOf(registry, nowMs);
                return (
                  <li key={registry.id}>
                    <strong>{listName(registry.list, registry.region)}</strong>
                    <StatusPill tone={tone}>{words}</StatusPill>
                    <span className="muted">
                      {count(registry.number_count, 'number')} of {registry.source},{' '}
                      {formatCalendarDate(registry.as_of)}
                      {registry.san === null ? '' : `, account ${registry.san}`}
                    </span>
                  </li>
                );
              })}
            </ul>
          )}
          {query.data.imports.length > 0 ? (
            <>
              <h3 className="dnc-files-title">Files, newest first</h3>
              <ul className="dnc-files">
                {query.data.imports.map((file) => (
                  <li key={file.id}>
                    <strong className="truncate" title={`SHA-256 ${file.sha256}`}>
                      {file.file_name}
                    </strong>
                    <span>
                      {listName(file.list, file.region)}
                      {file.kind === 'change' ? ', changes' : ''}: {importWords(file)}
                    </span>
                    <span className="muted">
                      {formatDateTime(file.at)}, {file.by_name}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </ScrollRegion>
      ) : null}
    </Panel>
  );
}
