import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatDuration } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { PickList } from '../../ui/PickList.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { useMessages } from '../telephony/index.ts';

type Props = { call: PhoneCall; onDone: () => void };

/** Leaves a recorded message on a voicemail: its whole text is in sight before it is left. */
export function MessageDropPanel({ call, onDone }: Props) {
  const [query, setQuery] = useState('');
  const [markedId, setMarkedId] = useState<string | null>(null);
  const messages = useMessages();
  const drop = useMutation({
    mutationFn: async (choice: { messageId: string; isAfterBeep: boolean }) =>
      request('calls:drop-message', { callId: call.callId, ...choice }),
    onSuccess: (_, { isAfterBeep }) => {
      announce(isAfterBeep ? 'Leaving the message' : 'Listening for the beep');
      onDone();
    },
  });
  if (messages.isPending) return <LoadingState label="Loading the messages" lines={4} />;
  if (messages.isError && !messages.data)
    return <ProblemState problem={problemOf(messages.error)} onRetry={() => void messages.refetch()} />;
  const words = query.toLowerCase();
  const found = messages.data.filter(({ title, transcript }) => `${title} ${transcript}`.toLowerCase().includes(words));
  const marked = found.find(({ id }) => id === markedId) ?? found[0];
  return (
    <>
      <PickList
        label="Message to leave"
        placeholder="Find a message"
        query={query}
        onQuery={setQuery}
        onMark={setMarkedId}
        items={found.map((message) => ({
          id: message.id,
          group: 'Recorded messages',
          title: message.title,
          end: <span className="figure muted">{formatDuration(message.duration_ms)}</span>,
        }))}
        onPick={(messageId, isShifted) => {
          if (!drop.isPending) drop.mutate({ messageId, isAfterBeep: isShifted });
        }}
        empty={
          <EmptyState
            title={messages.data.length === 0 ? 'No message has been recorded yet' : 'No message has these words'}
            text="A manager records messages under Messages; each is checked before it can be left."
          />
        }
        footer={
          marked ? (
            <>
              <figure className="pick-quote">
                <figcaption>What is said</figcaption>
                <blockquote>{marked.transcript}</blockquote>
              </figure>
              <p className="pick-foot">
                <span>
                  <KeyHint keys="enter" /> wait for the beep
                </span>
                <span>
                  <KeyHint keys="shift+enter" /> play it now
                </span>
              </p>
            </>
          ) : null
        }
      />
      {drop.isError ? (
        <div className="pick-problem">
          <ProblemNotice problem={problemOf(drop.error)} />
        </div>
      ) : null}
    </>
  );
}
