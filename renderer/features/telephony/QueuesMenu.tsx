import { Switch } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { BarPopover } from '../../ui/BarPopover.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { type Queue, waitingWords } from './directory.model.ts';
import { useDirectory, useQueueMembership } from './use-directory.ts';
import './telephony.css';

/** The queues one answers: signing in and out, and how many wait. Not there when the telephone system has no queues. */
export function QueuesMenu() {
  const hasQueues = usePhone()?.services.hasQueues ?? false;
  return hasQueues ? <Menu /> : null;
}

function Menu() {
  const [isOpen, setIsOpen] = useState(false);
  const directory = useDirectory(isOpen ? 3000 : 15_000);
  const membership = useQueueMembership();
  const toggle = (): void => setIsOpen((was) => !was);
  useShortcut('queues.open', toggle);
  const queues = directory.data?.queues ?? [];
  const mine = queues.filter((queue) => queue.is_signed_in);
  const waiting = mine.reduce((sum, queue) => sum + queue.waiting, 0);
  return (
    <BarPopover
      label="Queues"
      isOpen={isOpen}
      onChange={setIsOpen}
      width={330}
      target={
        <button
          type="button"
          className="top-button"
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          aria-keyshortcuts={keymap['queues.open'].keys}
          onClick={toggle}
        >
          <IconUsersGroup size={16} aria-hidden />
          {!directory.data
            ? 'Queues'
            : mine.length === 0
              ? 'No queue'
              : mine.length === 1
                ? '1 queue'
                : `${String(mine.length)} queues`}
          {waiting > 0 ? <StatusPill tone="warn">{waitingWords(waiting)}</StatusPill> : null}
        </button>
      }
    >
      <div className="menu-panel">
        <h3>Queues you answer</h3>
        {directory.isPending ? <LoadingState label="Loading the queues" lines={3} /> : null}
        {directory.isError && !directory.data ? (
          <ProblemState problem={problemOf(directory.error)} onRetry={() => void directory.refetch()} />
        ) : null}
        {directory.data && queues.length === 0 ? (
          <EmptyState title="No queue has been set up" text="IT sets queues up at the telephone system." />
        ) : null}
        <ul>
          {queues.map((queue) => (
            <QueueRow
              key={queue.id}
              queue={queue}
              isChanging={membership.isPending && membership.variables.queueId === queue.id}
              onChange={(isSignedIn) => membership.mutate({ queueId: queue.id, isSignedIn })}
            />
          ))}
        </ul>
        {membership.isError ? <ProblemNotice problem={problemOf(membership.error)} /> : null}
      </div>
    </BarPopover>
  );
}

type RowProps = { queue: Queue; isChanging: boolean; onChange: (isSignedIn: boolean) => void };

const QueueRow = ({ queue, isChanging, onChange }: RowProps) => (
  <li>
    <Switch
      label={queue.label}
      checked={queue.is_signed_in}
      disabled={isChanging}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    {queue.is_signed_in && queue.is_paused ? <StatusPill>Paused</StatusPill> : null}
    <span className={queue.waiting > 0 ? 'figure is-waiting' : 'figure muted'}>{waitingWords(queue.waiting)}</span>
  </li>
);
