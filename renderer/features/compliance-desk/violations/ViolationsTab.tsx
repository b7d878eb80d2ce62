import { Button, Select, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Violation } from '../../../../shared/contracts/compliance/violations.contract.ts';
import { type ViolationKind, violationKinds } from '../../../../shared/domain/compliance/violation-kinds.ts';
import { zoneText } from '../../../../shared/domain/compliance/local-time.ts';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { formatDateTime, formatPhone } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { ReceiptView } from '../../compliance/index.ts';
import { dayStart } from '../decisions/decisions.model.ts';
import type { DeskSearch } from '../desk-search.ts';
import type { SearchedTabProps } from '../desk-tab-props.ts';
import { kindWords } from './violation-words.ts';
import './violations.css';

type Search = {
  kind: ViolationKind | null;
  fromDay: string;
  toDay: string;
  /** Only a link asks for these. */
  ruleId: string | null;
  agentId: string | null;
  /** Of the days; null: this computer's. */
  zone: string | null;
};
const everything: Search = { kind: null, fromDay: '', toDay: '', ruleId: null, agentId: null, zone: null };
const searchOfLink = (given: DeskSearch): Search => ({
  kind: given.kind ?? null,
  fromDay: given.from ?? '',
  toDay: given.to ?? '',
  ruleId: given.rule ?? null,
  agentId: given.agent ?? null,
  zone: given.zone ?? null,
});
const keyOf = (row: Violation): string => `${row.call_id} ${row.kind} ${row.code ?? ''}`;

/** What went wrong in calls that were made, as far as the stored record proves it, each with the receipt of its call. */
export function ViolationsTab({ given = {} }: SearchedTabProps) {
  const [search, setSearch] = useState(() => searchOfLink(given));
  const [openKey, setOpenKey] = useState<string | null>(null);
  const filter = filterOf(search);
  const violations = useViolations(filter);
  const exporting = useMutation({ mutationFn: async () => request('compliance:export-violations', filter) });
  const rows = violations.data?.pages.flatMap((page) => page.rows) ?? [];
  const open = rows.find((row) => keyOf(row) === openKey) ?? rows[0];
  const isEverything = JSON.stringify(search) === JSON.stringify(everything);
  return (
    <div className="desk-split violations-tab">
      <Panel
        title="Violations"
        note="Newest call first"
        actions={
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
            loading={exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            Export
          </Button>
        }
      >
        <ViolationSearch
          search={search}
          onSearch={(next) => {
            exporting.reset();
            setSearch(next);
          }}
          agentName={rows[0]?.agent_name}
        />
        {exporting.isError ? <ProblemNotice problem={problemOf(exporting.error)} /> : null}
        {exporting.data ? <Notice tone="good" title={`Saved as ${exporting.data.fileName}.`} /> : null}
        {violations.isLoading ? <LoadingState label="Loading violations" lines={10} /> : null}
        {violations.isError && rows.length === 0 ? (
          <ProblemState problem={problemOf(violations.error)} onRetry={() => void violations.refetch()} />
        ) : null}
        {violations.isSuccess && rows.length === 0 && !violations.hasNextPage ? (
          <EmptyState
            title={isEverything ? 'Nothing went wrong that is on record' : 'Nothing fits this search'}
            text="What was owed in a call and not ticked off stands here once its wrap-up is saved."
          />
        ) : null}
        {rows.length > 0 || violations.hasNextPage ? (
          <ScrollRegion className="page-scroll" label="Violations">
            <ul className="desk-list violation-list">
              {rows.map((row) => (
                <ViolationItem key={keyOf(row)} row={row} isOpen={row === open} onOpen={() => setOpenKey(keyOf(row))} />
              ))}
            </ul>
            {violations.hasNextPage ? (
              <Button
                variant="default"
                fullWidth
                loading={violations.isFetchingNextPage}
                onClick={() => void violations.fetchNextPage()}
              >
                Look through older calls
              </Button>
            ) : null}
          </ScrollRegion>
        ) : null}
      </Panel>
      {open ? <ViolationPanel key={keyOf(open)} row={open} /> : null}
    </div>
  );
}

type Filter = ChannelRequest<'compliance:export-violations'>;

/** What the search comes to: the list and its export ask for the same. */
function filterOf({ kind, fromDay, toDay, ruleId, agentId, zone }: Search): Filter {
  const from = dayStart(fromDay, 0, zone);
  const to = dayStart(toDay, 1, zone);
  return {
    ...(kind === null ? {} : { kind }),
    ...(ruleId === null ? {} : { rule_id: ruleId }),
    ...(agentId === null ? {} : { agent_id: agentId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function useViolations(query: Filter) {
  return useInfiniteQuery({
    queryKey: ['violations', query],
    queryFn: async ({ pageParam }) =>
      request('compliance:list-violations', { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}

type ViolationSearchProps = {
  search: Search;
  /** Of the first row, which is the agent's who is looked for. */
  agentName: string | undefined;
  onSearch: (search: Search) => void;
};

function ViolationSearch({ search, agentName, onSearch }: ViolationSearchProps) {
  const only = [
    ...(search.ruleId === null ? [] : [`Rule ${search.ruleId} only.`]),
    ...(search.agentId === null ? [] : [agentName === undefined ? 'One agent only.' : `Calls of ${agentName} only.`]),
    ...(search.zone === null ? [] : [`Days of ${zoneText(search.zone)}.`]),
  ];
  return (
    <search className="violation-search" aria-label="Find violations">
      <Select
        label="What"
        placeholder="Anything"
        clearable
        data={violationKinds.map((value) => ({ value, label: kindWords[value] }))}
        value={search.kind}
        onChange={(value) => onSearch({ ...search, kind: violationKinds.find((each) => each === value) ?? null })}
      />
      <TextInput
        label="From"
        type="date"
        value={search.fromDay}
        onChange={(event) => onSearch({ ...search, fromDay: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="date"
        value={search.toDay}
        onChange={(event) => onSearch({ ...search, toDay: event.currentTarget.value })}
      />
      {only.length === 0 ? null : (
        <p className="violation-search-foot">
          <span>{only.join(' ')}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => onSearch(everything)}>
            Search everything again
          </Button>
        </p>
      )}
    </search>
  );
}

const ViolationItem = ({ row, isOpen, onOpen }: { row: Violation; isOpen: boolean; onOpen: () => void }) => (
  <li>
    <button type="button" aria-pressed={isOpen} onClick={onOpen}>
      <b className="truncate">{row.title}</b>
      <StatusPill tone={row.kind === 'call-without-decision' ? 'stop' : 'warn'}>{kindWords[row.kind]}</StatusPill>
      <span className="truncate">
        {formatDateTime(row.call_started_at)} · {row.agent_name} ·{' '}
        {row.account_reference ?? formatPhone(row.phone_number)}
      </span>
    </button>
  </li>
);

function ViolationPanel({ row }: { row: Violation }) {
  return (
    <Panel title={row.title} note={row.citation} actions={<StatusPill tone="warn">{kindWords[row.kind]}</StatusPill>}>
      <ScrollRegion className="page-scroll" label="The call">
        {row.decision_id === null ? (
          <div className="violation-alone">
            <Notice tone="stop" title="This call has no decision.">
              It was placed on {formatDateTime(row.call_started_at)} by {row.agent_name} to{' '}
              {formatPhone(row.phone_number)}, and nobody asked the rules. Ask IT how the telephone system let it
              through.
            </Notice>
          </div>
        ) : (
          <ReceiptView id={row.decision_id} onAccount={null} />
        )}
      </ScrollRegion>
    </Panel>
  );
}
