import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answerWays, type DisputeRow } from '../../../../shared/contracts/disputes/disputes.contract.ts';
import { type DisputeStep, stepsFrom } from '../../../../shared/domain/disputes/dispute-steps.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { ProblemNotice } from '../../../ui/States.tsx';
import { wayWords } from '../../disputes/index.ts';
import { useDisputeStep } from './use-disputes.ts';

type ReasonStep = Exclude<DisputeStep, 'investigate' | 'send-answer'>;
const words: Readonly<Record<ReasonStep, { button: string; title: string; text: string }>> = {
  withdraw: {
    button: 'Withdrawn',
    title: 'The consumer took it back?',
    text: 'The debt may be collected again at once. Say how and when they took it back.',
  },
  'mark-duplicate': {
    button: 'Repetition',
    title: 'The same dispute again?',
    text: 'Only without new and material information, and when an earlier one in writing, within the validation period, was answered; the debt is held until they were sent a notice of it.',
  },
  release: {
    button: 'Release',
    title: 'Release the debt without an answer?',
    text: 'The debt may be collected again at once, on your decision. Say what it rests on.',
  },
  reopen: {
    button: 'Reopen',
    title: 'Open it again?',
    text: 'It counts again at once, and holds what it held before until an answer has been sent.',
  },
};

/** What can be done with the dispute now. */
export function DisputeSteps({ dispute }: { dispute: DisputeRow }) {
  const [asked, setAsked] = useState<ReasonStep | 'send-answer' | null>(null);
  const step = useDisputeStep();
  const { id, version } = dispute;
  const steps = stepsFrom(dispute.standing);
  const isNotice = dispute.standing === 'duplicate';
  const asking = asked === null || asked === 'send-answer' ? null : asked;
  return (
    <div className="dispute-steps" role="group" aria-label="What to do">
      {steps.includes('send-answer') ? (
        <Button onClick={() => setAsked('send-answer')}>{isNotice ? 'Notice was sent' : 'Answer was sent'}</Button>
      ) : null}
      {steps.includes('investigate') ? (
        <Button
          variant="default"
          loading={step.isPending}
          onClick={() => step.mutate({ id, step: { step: 'investigate', version, reason: '' } })}
        >
          Look into it
        </Button>
      ) : null}
      {(['withdraw', 'mark-duplicate', 'release', 'reopen'] as const)
        .filter((each) => steps.includes(each))
        .map((each) => (
          <Button key={each} variant="default" onClick={() => setAsked(each)}>
            {words[each].button}
          </Button>
        ))}
      {step.isError ? <ProblemNotice problem={problemOf(step.error)} /> : null}
      <ReasonDialog
        isOpen={asking !== null}
        title={asking === null ? '' : words[asking].title}
        text={asking === null ? '' : words[asking].text}
        label="Why, for whoever reads it in three years"
        longest={1000}
        action={asking === null ? '' : words[asking].button}
        onSave={async (reason) =>
          asking === null ? null : step.mutateAsync({ id, step: { step: asking, version, reason } })
        }
        onClose={() => setAsked(null)}
      />
      <Modal
        opened={asked === 'send-answer'}
        onClose={() => setAsked(null)}
        title={isNotice ? 'The notice was sent' : 'The answer was sent'}
        size={460}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {asked === 'send-answer' ? <AnswerForm dispute={dispute} onClose={() => setAsked(null)} /> : null}
      </Modal>
    </div>
  );
}

/** `2026-11-26T14:05` of this computer's zone, as a date-and-time field holds it. */
const forField = (atMs: number): string => {
  const local = new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

function AnswerForm({ dispute: { id, version }, onClose }: { dispute: DisputeRow; onClose: () => void }) {
  const [sentAt, setSentAt] = useState(() => forField(Date.now()));
  const [way, setWay] = useState<(typeof answerWays)[number]>('mail');
  const [tracking, setTracking] = useState('');
  const step = useDisputeStep();
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (sentAt === '' || step.isPending) return;
        const sent = { sent_at: new Date(sentAt).toISOString(), way, tracking: tracking.trim(), reason: '' };
        step.mutate({ id, step: { step: 'send-answer', version, ...sent } }, { onSuccess: onClose });
      }}
    >
      <p>From then on the debt may be collected again. A letter that is ready and has not left does not count.</p>
      <TextInput
        label="When it left"
        type="datetime-local"
        data-autofocus
        value={sentAt}
        onChange={(event) => setSentAt(event.currentTarget.value)}
      />
      <Select
        label="How"
        allowDeselect={false}
        data={answerWays.map((value) => ({ value, label: wayWords[value] }))}
        value={way}
        onChange={(value) => setWay(answerWays.find((each) => each === value) ?? 'mail')}
      />
      <TextInput
        label="Tracking or proof"
        placeholder="9407 1000 …"
        maxLength={200}
        value={tracking}
        onChange={(event) => setTracking(event.currentTarget.value)}
      />
      {step.isError ? <ProblemNotice problem={problemOf(step.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={sentAt === ''} loading={step.isPending}>
          It was sent
        </Button>
      </div>
    </form>
  );
}
