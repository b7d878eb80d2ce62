import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DisputeDetail } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { announce } from '../../../platform/announcer.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { formatDateTime, formatMoney } from '../../../ui/format.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { categoryWords, channelWords, standingWords, stepWords, wayWords } from '../../disputes/index.ts';
import { DisputeHold, periodWords } from './DisputeHold.tsx';
import { DisputeSteps } from './DisputeSteps.tsx';
import { DueMark } from './DueMark.tsx';
import { useDispute } from './use-disputes.ts';

/** One dispute whole: what is disputed, what was done, the letter that answers it, and what can be done now. */
export function DisputePanel({ id, mayChange }: { id: string; mayChange: boolean }) {
  const found = useDispute(id);
  if (found.isPending) return <LoadingState label="Loading the dispute" lines={12} />;
  if (!found.data) return <ProblemState problem={problemOf(found.error)} onRetry={() => void found.refetch()} />;
  const { dispute, history, others, letter } = found.data;
  const { label, tone } = standingWords[dispute.standing];
  return (
    <Panel
      title={dispute.consumer_name}
      note={`${dispute.account_reference} · ${dispute.debt_reference}`}
      actions={
        <span className="dispute-pills">
          <StatusPill tone={tone}>{label}</StatusPill>
          <DueMark row={dispute} />
        </span>
      }
    >
      <ScrollRegion className="page-scroll" label="Dispute">
        <div className="dispute-body">
          <DisputeHold detail={found.data} />
          {mayChange ? <DisputeSteps dispute={dispute} /> : null}
          <dl className="dispute-facts">
            <dt>What</dt>
            <dd>
              {dispute.kind === 'dispute' ? categoryWords[dispute.category] : 'Asks who the first creditor is'},{' '}
              {dispute.form === 'written' ? 'in writing' : 'spoken'}
            </dd>
            <dt>Amount</dt>
            <dd className="figure">
              {dispute.disputed_cents === null
                ? `${formatMoney(dispute.balance_cents)}, all of it`
                : `${formatMoney(dispute.disputed_cents)} of ${formatMoney(dispute.balance_cents)}`}
            </dd>
            <dt>Creditor</dt>
            <dd>{dispute.current_creditor}</dd>
            <dt>Received</dt>
            <dd>
              {formatDateTime(dispute.received_at)}, {channelWords[dispute.channel].toLowerCase()}
            </dd>
            <dt>Validation period</dt>
            <dd>{periodWords(found.data.validation)}</dd>
            <dt>Taken in</dt>
            <dd>
              {formatDateTime(dispute.filed_at)} by {dispute.filed_by_name}
            </dd>
          </dl>
          {dispute.statement === '' ? null : <blockquote className="dispute-words">{dispute.statement}</blockquote>}
          {others.length > 0 ? (
            <p className="muted">
              {others.length === 1 ? 'One other dispute' : `${others.length} other disputes`} of this debt:{' '}
              {others
                .map(
                  (other) =>
                    `${formatDateTime(other.received_at)}, ${standingWords[other.standing].label.toLowerCase()}`,
                )
                .join('; ')}
              .
            </p>
          ) : null}
          <h3>What was done</h3>
          <ol className="dispute-history">
            {history.map((event) => (
              <li key={`${event.at}${event.step}`}>
                <b>{stepWords[event.step]}</b>{' '}
                <span className="muted">{`${formatDateTime(event.at)}, ${event.by_name}`}</span>
                {event.answer === null ? null : (
                  <p>
                    {wayWords[event.answer.way]}, left {formatDateTime(event.answer.sent_at)}
                    {event.answer.tracking === '' ? '' : `, ${event.answer.tracking}`}
                  </p>
                )}
                {event.reason === '' ? null : <p>{event.reason}</p>}
              </li>
            ))}
          </ol>
          <Letter id={dispute.id} letter={letter} maySave={mayChange} />
        </div>
      </ScrollRegion>
    </Panel>
  );
}

function Letter({ id, letter, maySave }: { id: string; letter: DisputeDetail['letter']; maySave: boolean }) {
  const save = useMutation({
    mutationFn: async () => request('disputes:save-letter', id),
    onSuccess: ({ fileName }) => announce(`Saved as ${fileName} in Downloads`),
  });
  return (
    <section className="dispute-letter" aria-label="The letter">
      <header>
        <h3>The letter</h3>
        {maySave ? (
          <Button size="compact-sm" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            Save as PDF
          </Button>
        ) : null}
        {save.data ? (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void request('compliance:show-export', save.data.fileName)}
          >
            Show {save.data.fileName}
          </Button>
        ) : null}
      </header>
      {maySave ? (
        <p className="muted">
          Saving it asks whether it may go out now, as with every contact. The decision is kept with its receipt.
        </p>
      ) : null}
      {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      <article>
        <strong>{letter.title}</strong>
        {letter.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {letter.enclosures.length > 0 ? <p className="muted">To be enclosed: {letter.enclosures.join('; ')}</p> : null}
      </article>
    </section>
  );
}
