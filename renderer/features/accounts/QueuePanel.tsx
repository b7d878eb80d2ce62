import { SegmentedControl } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useMinute } from '../../platform/use-now.ts';
import { Money } from '../../ui/Money.tsx';
import { formatComingMoment } from '../../ui/format.ts';
import { LocalTime } from '../../ui/LocalTime.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EmptyState, LoadingState, ProblemState, StaleMark } from '../../ui/States.tsx';
import { VerdictDot } from '../../ui/VerdictBadge.tsx';
import { useShortcut } from '../shortcuts/index.ts';
import { filterQueue, isCallable, type QueueFilter, stepFrom } from './queue.model.ts';
import { useQueue } from './use-queue.ts';
import './queue.css';

const rowHeightPx = 58;
type Props = { openId: string | null; onOpen: (item: QueueItem) => void };

/** The agent's work, most urgent first. Arrows or j and k move, Enter opens. */
export function QueuePanel({ openId, onOpen }: Props) {
  const queue = useQueue();
  const nowMs = useMinute();
  const [filter, setFilter] = useState<QueueFilter>('all');
  const items = queue.data?.items ?? [];
  const callable = items.filter((item) => isCallable(item, nowMs)).length;
  const shown = filterQueue(items, filter, nowMs);
  return (
    <Panel
      title="Work queue"
      className="queue-panel"
      actions={queue.data?.isStale ? <StaleMark asOf={queue.data.asOf} /> : null}
    >
      <div className="queue">
        <SegmentedControl
          role="radiogroup"
          fullWidth
          aria-label="Which accounts"
          className="queue-filter"
          value={filter}
          onChange={(value) => setFilter(value === 'callable' ? 'callable' : 'all')}
          data={[
            { value: 'all', label: `All ${items.length}` },
            { value: 'callable', label: `Callable now ${callable}` },
          ]}
        />
        {queue.isPending ? <LoadingState label="Loading the queue" lines={12} /> : null}
        {queue.isError && !queue.data ? (
          <ProblemState problem={problemOf(queue.error)} onRetry={() => void queue.refetch()} />
        ) : null}
        {queue.data && shown.length === 0 ? (
          <EmptyState
            title={filter === 'callable' ? 'Nobody may be called now' : 'Your queue is empty'}
            text={
              filter === 'callable'
                ? 'Show all accounts to see when each may be called again.'
                : 'New work appears here by itself.'
            }
          />
        ) : null}
        {shown.length > 0 ? <QueueList items={shown} openId={openId} onOpen={onOpen} /> : null}
      </div>
    </Panel>
  );
}

function QueueList({ items, openId, onOpen }: Props & { items: readonly QueueItem[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [markedId, setMarkedId] = useState<string | null>(openId);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    getItemKey: (index) => items[index]?.account_id ?? index,
  });
  const indexOf = (id: string | null): number => items.findIndex((item) => item.account_id === id);
  const marked = indexOf(markedId);
  const mark = (id: string | null): void => {
    setMarkedId(id);
    const index = indexOf(id);
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  };
  // The row is shown when another account is opened, not whenever the list is renewed.
  const showOpened = useEffectEvent(mark);
  useEffect(() => showOpened(openId), [openId]);
  const open = (): void => {
    const item = items[marked];
    if (item) onOpen(item);
  };
  useShortcut('queue.down', () => mark(stepFrom(items, markedId, 1)));
  useShortcut('queue.up', () => mark(stepFrom(items, markedId, -1)));
  useShortcut('queue.open', open);
  return (
    <div
      ref={scroller}
      className="queue-list scroll"
      role="listbox"
      aria-label="Accounts to work on"
      tabIndex={0}
      {...(marked >= 0 ? { 'aria-activedescendant': `${listId}-${marked}` } : {})}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item ? (
            <div
              key={key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={item.account_id === openId}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              tabIndex={-1}
              className={`queue-row${item.account_id === openId ? ' is-open' : ''}${index === marked ? ' is-marked' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                setMarkedId(item.account_id);
                onOpen(item);
              }}
            >
              <QueueRow item={item} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

function QueueRow({ item }: { item: QueueItem }) {
  const nowMs = useMinute();
  const zone = item.zones[0];
  const waits = !isCallable(item, nowMs) && item.next_lawful_at !== null && zone !== undefined;
  return (
    <>
      <VerdictDot verdict={item.verdict} />
      <p>
        <span className="queue-name truncate">{item.consumer_name}</span>
        <Money cents={item.balance_cents} />
      </p>
      <p>
        <span className="queue-reason truncate">{item.reason}</span>
        <span className="queue-time">
          {waits && item.next_lawful_at ? (
            <span className="queue-waits">Opens {formatComingMoment(item.next_lawful_at, zone, nowMs)}</span>
          ) : (
            <LocalTime zones={item.zones} />
          )}
        </span>
      </p>
    </>
  );
}
