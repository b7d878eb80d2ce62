import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { disputeFilters, type ListedDispute } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatMoney } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { useSettled } from '../../../platform/use-now.ts';
import { categoryWords, standingWords } from '../../disputes/index.ts';
import type { DeskTabProps } from '../desk-tab-props.ts';
import { DisputePanel } from './DisputePanel.tsx';
import { DueMark } from './DueMark.tsx';
import { useDisputes } from './use-disputes.ts';
import './disputes.css';

type Filter = (typeof disputeFilters)[number];

const counted = (label: string, count: number | undefined): string => (count ? `${label} ${count}` : label);

/** Every dispute: what waits, the longest first, and what became of the others. */
export function DisputesTab({ may }: DeskTabProps) {
  const [filter, setFilter] = useState<Filter>('open');
  const [text, setText] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const search = useSettled(text.trim(), 200);
  const disputes = useDisputes({ filter, ...(search === '' ? {} : { search }) });
  const rows = disputes.data?.pages.flatMap((page) => page.rows) ?? [];
  const counts = disputes.data?.pages[0]?.counts;
  const open = rows.find(({ id }) => id === openId) ?? rows[0];
  return (
    <div className="desk-split disputes-tab">
      <Panel title="Disputes" note={filter === 'closed' || filter === 'all' ? 'Newest first' : 'Due first'}>
        <search className="dispute-search" aria-label="Find disputes">
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Which disputes"
            data={[
              { value: 'open', label: counted('Open', counts?.open) },
              { value: 'soon', label: counted('Due soon', counts?.soon) },
              { value: 'overdue', label: counted('Overdue', counts?.overdue) },
              { value: 'closed', label: 'Closed' },
              { value: 'all', label: 'All' },
            ]}
            value={filter}
            onChange={(value) => setFilter(disputeFilters.find((each) => each === value) ?? 'open')}
          />
          <TextInput
            aria-label="Find by name, account or number"
            placeholder="Name, account or number"
            leftSection={<IconSearch size={15} aria-hidden />}
            value={text}
            maxLength={80}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </search>
        {disputes.isLoading ? <LoadingState label="Loading disputes" lines={10} /> : null}
        {disputes.isError && rows.length === 0 ? (
          <ProblemState problem={problemOf(disputes.error)} onRetry={() => void disputes.refetch()} />
        ) : null}
        {disputes.isSuccess && rows.length === 0 ? <Nothing filter={filter} isSearched={search !== ''} /> : null}
        {rows.length > 0 ? (
          <ScrollRegion className="page-scroll" label="Disputes">
            <ul className="desk-list dispute-list">
              {rows.map((row) => (
                <DisputeItem key={row.id} row={row} isOpen={row.id === open?.id} onOpen={() => setOpenId(row.id)} />
              ))}
            </ul>
            {disputes.hasNextPage ? (
              <Button
                variant="default"
                fullWidth
                loading={disputes.isFetchingNextPage}
                onClick={() => void disputes.fetchNextPage()}
              >
                Show more
              </Button>
            ) : null}
          </ScrollRegion>
        ) : null}
      </Panel>
      {open ? <DisputePanel key={open.id} id={open.id} mayChange={may('dispute.manage')} /> : null}
    </div>
  );
}

function Nothing({ filter, isSearched }: { filter: Filter; isSearched: boolean }) {
  if (isSearched) return <EmptyState title="No dispute fits this search" />;
  if (filter === 'overdue') return <EmptyState title="Nothing is overdue" />;
  if (filter === 'soon') return <EmptyState title="Nothing is due in the next days" />;
  return (
    <EmptyState
      title={filter === 'open' ? 'No dispute waits for an answer' : 'There are no disputes here'}
      text="What agents take in on the phone or from the mail stands here at once."
    />
  );
}

const DisputeItem = ({ row, isOpen, onOpen }: { row: ListedDispute; isOpen: boolean; onOpen: () => void }) => (
  <li>
    <button type="button" aria-pressed={isOpen} onClick={onOpen}>
      <b className="truncate">{row.consumer_name}</b>
      <span className="dispute-pills">
        {row.clock === 'stopped' ? (
          <StatusPill tone={standingWords[row.standing].tone}>{standingWords[row.standing].label}</StatusPill>
        ) : (
          <DueMark row={row} />
        )}
      </span>
      <span className="truncate">
        {row.kind === 'dispute' ? categoryWords[row.category] : 'Asks who the first creditor is'} · {row.debt_reference}
      </span>
      <span className="figure">{formatMoney(row.disputed_cents ?? row.balance_cents)}</span>
      <span className="dispute-form">
        {row.form === 'written' ? 'In writing' : 'Spoken'}, {row.is_in_period ? 'in' : 'after'} the validation period
      </span>
    </button>
  </li>
);
