import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelWords } from '../../../../shared/contracts/compliance/receipt-words.ts';
import type { DecisionListRow } from '../../../../shared/contracts/compliance/receipts.contract.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { formatDateTime, formatPhone } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { OriginPill } from '../../../ui/OriginPill.tsx';
import { VerdictBadge } from '../../../ui/VerdictBadge.tsx';
import { ReceiptView } from '../../compliance/index.ts';
import { DecisionSearchForm } from './DecisionSearchForm.tsx';
import type { SearchedTabProps } from '../desk-tab-props.ts';
import { emptySearch, isEmptySearch, queryOf, searchOfLink } from './decisions.model.ts';
import './decisions.css';

/** Every decision that was stored: found by what one remembers of it, and shown whole. */
export function DecisionsTab({ given = {} }: SearchedTabProps) {
  const [search, setSearch] = useState(() => searchOfLink(given));
  const [openId, setOpenId] = useState<string | null>(null);
  const [agents, setAgents] = useState<ReadonlyMap<string, string>>(new Map());
  const query = queryOf(search);
  const decisions = useInfiniteQuery({
    queryKey: ['decisions', query],
    queryFn: async ({ pageParam }) => {
      const page = await request('compliance:list-decisions', {
        ...query,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      setAgents((known) => new Map([...known, ...page.rows.map((row) => [row.agent_id, row.agent_name] as const)]));
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: query !== undefined,
    // Others decide meanwhile; whoever comes back to the tab sees what was decided since.
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  });
  const rows = decisions.data?.pages.flatMap((page) => page.rows) ?? [];
  const open = rows.find(({ id }) => id === openId) ?? rows[0];
  return (
    <div className="desk-split decisions-tab">
      <Panel title="Decisions" note="Newest first">
        <DecisionSearchForm search={search} agents={agents} onSearch={setSearch} />
        {decisions.isLoading ? <LoadingState label="Loading decisions" lines={10} /> : null}
        {decisions.isError && rows.length === 0 ? (
          <ProblemState problem={problemOf(decisions.error)} onRetry={() => void decisions.refetch()} />
        ) : null}
        {decisions.isSuccess && rows.length === 0 ? (
          <EmptyState
            title={isEmptySearch(search) ? 'Nothing has been decided yet' : 'No decision fits this search'}
            text={
              isEmptySearch(search)
                ? 'Each call or message that somebody starts is decided, and stands here.'
                : undefined
            }
          />
        ) : null}
        {rows.length > 0 ? (
          <ScrollRegion className="page-scroll" label="Decisions">
            <ul className="desk-list decision-list">
              {rows.map((row) => (
                <DecisionItem key={row.id} row={row} isOpen={row.id === open?.id} onOpen={() => setOpenId(row.id)} />
              ))}
            </ul>
            {decisions.hasNextPage ? (
              <Button
                variant="default"
                fullWidth
                loading={decisions.isFetchingNextPage}
                onClick={() => void decisions.fetchNextPage()}
              >
                Show older ones
              </Button>
            ) : null}
          </ScrollRegion>
        ) : null}
      </Panel>
      {open ? (
        <Panel title="Receipt">
          <ScrollRegion className="page-scroll" label="Receipt">
            <ReceiptView
              key={open.id}
              id={open.id}
              onAccount={(account) => {
                setSearch({ ...emptySearch, account });
              }}
            />
          </ScrollRegion>
        </Panel>
      ) : null}
    </div>
  );
}

const reached = ({ phone_number: number, address }: DecisionListRow): string =>
  number === null ? (address ?? '') : formatPhone(number);

const DecisionItem = ({ row, isOpen, onOpen }: { row: DecisionListRow; isOpen: boolean; onOpen: () => void }) => (
  <li>
    <button type="button" aria-pressed={isOpen} onClick={onOpen}>
      <b className="truncate">{row.consumer_name ?? reached(row)}</b>
      <VerdictBadge verdict={row.verdict} />
      <span className="truncate">
        {formatDateTime(row.at)} · {row.channel === 'voice' ? '' : `${channelWords[row.channel]} · `}
        {reached(row)} · {row.agent_name}
      </span>
      {row.reasons[0] ? (
        <span className="truncate decision-reason">
          <OriginPill isPolicy={row.reasons[0].is_policy} /> {row.reasons[0].title}: {row.reasons[0].reason}
        </span>
      ) : null}
    </button>
  </li>
);
