import { Button, Modal } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled, IconTrash, IconRecordMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { PhoneMessage } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { problemOf } from '../../platform/bridge.ts';
import { formatDate, formatDuration } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { MessageForm } from './MessageForm.tsx';
import { useMessages, useRemoveMessage } from './use-messages.ts';
import { useMessagePlayer } from './use-message-player.ts';
import './telephony.css';

/** The recorded messages of the organisation: what is said in each, to hear, to add, to take out of use. */
export const MessagesPage = () => (
  <div className="messages">
    <MessageList />
    <MessageForm />
  </div>
);

function MessageList() {
  const messages = useMessages();
  const player = useMessagePlayer();
  const [going, setGoing] = useState<PhoneMessage | null>(null);
  return (
    <Panel title="Voicemail messages" note="What agents may leave on a voicemail" className="page-panel">
      {messages.isPending ? <LoadingState label="Loading the messages" lines={8} /> : null}
      {messages.isError && !messages.data ? (
        <ProblemState problem={problemOf(messages.error)} onRetry={() => void messages.refetch()} />
      ) : null}
      {player.problem ? <ProblemNotice problem={player.problem} /> : null}
      {messages.data?.length === 0 ? (
        <EmptyState
          icon={<IconRecordMail size={20} />}
          title="No message yet"
          text="Record one with any recorder, write down what is said, and add it at the right."
        />
      ) : null}
      {messages.data && messages.data.length > 0 ? (
        <ScrollRegion className="page-scroll" label="List of messages">
          <ul className="message-list">
            {messages.data.map((message) => (
              <li key={message.id}>
                <IconAction
                  label={player.playingId === message.id ? `Stop ${message.title}` : `Listen to ${message.title}`}
                  size={34}
                  isPressed={player.playingId === message.id}
                  onClick={() => void player.toggle(message.id)}
                >
                  {player.playingId === message.id ? (
                    <IconPlayerStopFilled size={16} />
                  ) : (
                    <IconPlayerPlayFilled size={16} />
                  )}
                </IconAction>
                <div className="message-main">
                  <strong>{message.title}</strong>
                  <blockquote>{message.transcript}</blockquote>
                  <span className="muted">
                    {formatDuration(message.duration_ms)} · added {formatDate(message.created_at)} by{' '}
                    {message.created_by}
                  </span>
                </div>
                <IconAction label={`Take ${message.title} out of use`} onClick={() => setGoing(message)}>
                  <IconTrash size={16} />
                </IconAction>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      ) : null}
      <RemoveDialog message={going} onClose={() => setGoing(null)} />
    </Panel>
  );
}

function RemoveDialog({ message, onClose }: { message: PhoneMessage | null; onClose: () => void }) {
  const remove = useRemoveMessage();
  return (
    <Modal
      opened={message !== null}
      onClose={onClose}
      title="Take this message out of use?"
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="dialog-body">
        <p>
          Agents can no longer leave <strong>{message?.title}</strong>. Where it was left, that stays on record.
        </p>
        {remove.isError ? <ProblemNotice problem={problemOf(remove.error)} /> : null}
        <div className="dialog-actions">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button
            color="red"
            className="on-fill is-stop"
            loading={remove.isPending}
            onClick={() => {
              if (message) remove.mutate(message.id, { onSuccess: onClose });
            }}
          >
            Take it out of use
          </Button>
        </div>
      </div>
    </Modal>
  );
}
