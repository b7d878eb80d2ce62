import type { ReactNode } from 'react';
import type { InternalTarget } from '../../../shared/ipc/ipc-map.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useSignInState } from '../../platform/snapshot-store.ts';
import { agentStateWords } from '../../ui/agent-words.ts';
import { type PickItem, PickList } from '../../ui/PickList.tsx';
import { StatusDot } from '../../ui/StatusPill.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { type Colleague, findColleagues, findQueues, type Queue, stateOf, waitingWords } from './directory.model.ts';
import { useDirectory } from './use-directory.ts';

/** Somebody inside, or the outside number that was typed. */
export type DirectoryPick = { target: InternalTarget | null; phoneNumber: string | null };

type Props = {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  /** One more row above the others, for what was typed itself. */
  extra: PickItem | null;
  onPick: (picked: DirectoryPick, isShifted: boolean) => void;
  footer?: ReactNode;
};

/** Colleagues with what they do now and queues with who waits, in one list that is searched by typing. */
export function DirectoryList({ label, placeholder, query, onQuery, extra, onPick, footer }: Props) {
  const directory = useDirectory();
  const signIn = useSignInState();
  const ownId = signIn?.state === 'signed-in' ? signIn.me.id : null;
  const colleagues = directory.data ? findColleagues(directory.data, query, ownId) : [];
  const queues = directory.data ? findQueues(directory.data, query) : [];
  const items = [...(extra ? [extra] : []), ...colleagues.map(colleagueItem), ...queues.map(queueItem)];
  return (
    <PickList
      label={label}
      placeholder={placeholder}
      query={query}
      onQuery={onQuery}
      items={items}
      onPick={(id, isShifted) => onPick(pickOf(id), isShifted)}
      footer={footer}
      empty={
        directory.isPending ? (
          <LoadingState label="Loading colleagues and queues" lines={4} />
        ) : directory.isError && !directory.data ? (
          <ProblemState problem={problemOf(directory.error)} onRetry={() => void directory.refetch()} />
        ) : (
          <EmptyState title="Nobody of this name" text="A whole phone number can be typed, too." />
        )
      }
    />
  );
}

const colleagueItem = (colleague: Colleague): PickItem => {
  const state = stateOf(colleague);
  const { label, tone } = agentStateWords[state];
  return {
    id: `colleague:${colleague.id}`,
    group: 'Colleagues',
    title: colleague.full_name,
    note: colleague.role,
    end: (
      <span className="pick-state">
        <StatusDot
          tone={state === 'available' ? 'good' : tone === 'good' ? 'stop' : tone}
          isHollow={state === 'offline'}
        />
        {label}
      </span>
    ),
  };
};

const queueItem = (queue: Queue): PickItem => ({
  id: `queue:${queue.id}`,
  group: 'Queues',
  title: queue.label,
  end: <span className="pick-state figure">{waitingWords(queue.waiting)}</span>,
});

function pickOf(id: string): DirectoryPick {
  const at = id.indexOf(':');
  const [kind, rest] = [id.slice(0, at), id.slice(at + 1)];
  if (kind === 'colleague') return { target: { kind, userId: rest }, phoneNumber: null };
  if (kind === 'queue') return { target: { kind, queueId: rest }, phoneNumber: null };
  return { target: null, phoneNumber: kind === 'number' ? rest : null };
}
