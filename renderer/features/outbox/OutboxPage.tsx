import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf, request } from '../../platform/bridge.ts';
import { useOutboxStatus } from '../../platform/snapshot-store.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { useSecond } from '../../platform/use-now.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusDot } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, Notice, ProblemState } from '../../ui/States.tsx';
import { outboxWords } from './outbox.model.ts';
import { ParkedCard } from './ParkedCard.tsx';
import './outbox.css';

/** What is on its way to the server, and what the server refused and waits for a correction. */
export function OutboxPage() {
  const status = useOutboxStatus();
  const nowMs = useSecond();
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['parked'] });
  useBridgeEvent('outbox:changed', refresh);
  const parked = useQuery({ queryKey: ['parked'], queryFn: async () => request('outbox:list-parked', null) });
  const words = outboxWords(status, nowMs);
  return (
    <Panel
      title="Outbox"
      note="Work saved on this computer, on its way to the server"
      className="page-panel"
      actions={
        <span className="outbox-state">
          <StatusDot tone={words.tone} /> {words.text}
        </span>
      }
    >
      <ScrollRegion className="page-scroll outbox" label="Items that need attention">
        {status?.notice ? (
          <Notice tone="warn" title="A damaged file was set aside">
            {status.notice}
          </Notice>
        ) : null}
        {parked.isPending ? <LoadingState label="Loading parked items" /> : null}
        {parked.isError && !parked.data ? (
          <ProblemState problem={problemOf(parked.error)} onRetry={() => void parked.refetch()} />
        ) : null}
        {parked.data?.length === 0 ? (
          <EmptyState
            icon={<IconCircleCheck size={20} />}
            title="Nothing needs your attention"
            text="Items the server cannot take as they are stand here until you correct them. Nothing is ever dropped."
          />
        ) : null}
        {parked.data?.map((item) => (
          <ParkedCard key={item.id} item={item} onResent={refresh} />
        ))}
      </ScrollRegion>
    </Panel>
  );
}
