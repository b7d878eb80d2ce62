import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatComingMoment, formatDuration } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { PickList } from '../../ui/PickList.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice, ProblemState } from '../../ui/States.tsx';
import { standingInTheWay, zoneOf } from '../compliance/index.ts';
import { useMessages } from '../telephony/index.ts';

type Props = { call: PhoneCall; onDone: () => void };

/**
 * Leaves a recorded message on a voicemail: its whole text is in sight before it is left. Whether it may be is decided when it
 * is left; until the answer is there the agent stays in the call, and nothing is played.
 */
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
      {drop.isPending ? <output className="pick-problem muted">Checking whether it may be left…</output> : null}
      {drop.isError ? (
        <div className="pick-problem">
          <Refusal problem={problemOf(drop.error)} />
        </div>
      ) : null}
    </>
  );
}

/** Why nothing was left: each reason of the decision that was stored, else the problem itself. */
function Refusal({ problem }: { problem: Problem }) {
  const nowMs = useMinute();
  const decision = decisionSchema.safeParse(problem.detail).data;
  if (problem.code !== 'compliance/blocked' || !decision) return <ProblemNotice problem={problem} />;
  const { next_lawful_at: nextAt } = decision;
  return (
    <Notice tone="stop" isAlert title="The message was not left. You are still in the call.">
      <ul className="drop-reasons">
        {standingInTheWay(decision).map(({ pack_id: packId, rule_id: ruleId, reason, citation }) => (
          <li key={`${packId} ${ruleId}`}>
            {reason} <span className="muted">{citation}</span>
          </li>
        ))}
      </ul>
      {nextAt === null ? null : <p>It may be left {formatComingMoment(nextAt, zoneOf(decision), nowMs)}.</p>}
    </Notice>
  );
}
