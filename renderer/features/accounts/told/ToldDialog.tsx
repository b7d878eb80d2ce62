import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../shared/domain/clock.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { parseDialled } from '../../../ui/format.ts';
import { ProblemNotice } from '../../../ui/States.tsx';
import { type Answers, factOf, noAnswers, type Saying, sayingWords } from './told.model.ts';
import { ToldFields } from './ToldFields.tsx';
import { useReport } from './use-told.ts';

export type ToldCall = { callId: string; phoneNumber: string };

type Props = {
  saying: Saying | null;
  accountId: string;
  /** Of this account. */
  phoneNumbers: readonly string[];
  /** The call with this consumer that is up; null: it reached us another way. */
  call: ToldCall | null;
  onClose: () => void;
};

/** Asks only what the rule needs; Enter saves. */
export const ToldDialog = (props: Props) => (
  <Modal
    opened={props.saying !== null}
    onClose={props.onClose}
    title={props.saying === null ? '' : sayingWords[props.saying].label}
    size={440}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {props.saying === null ? null : <Form key={props.saying} {...props} saying={props.saying} />}
  </Modal>
);

function Form({ saying, accountId, phoneNumbers, call, onClose }: Props & { saying: Saying }) {
  const numbers = [...new Set([...(call ? [call.phoneNumber] : []), ...phoneNumbers])];
  const [answers, setAnswers] = useState<Answers>({ ...noAnswers, phoneNumber: numbers[0] ?? '' });
  // The attorney's number is typed; who the call is to is chosen.
  const [attorneyText, setAttorneyText] = useState('');
  const report = useReport(accountId, onClose);
  const attorneyNumber = parseDialled(attorneyText);
  const isUnreadable = saying === 'attorney' && attorneyText.trim() !== '' && attorneyNumber === null;
  const nowIso = new Date(systemClock.now()).toISOString();
  const body = isUnreadable ? null : factOf(saying, answers, { callId: call?.callId ?? null, nowIso, attorneyNumber });
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (body !== null && !report.isPending) report.mutate(body);
      }}
    >
      <p>{sayingWords[saying].follows}</p>
      <ToldFields
        saying={saying}
        answers={answers}
        onChange={(change) => setAnswers((before) => ({ ...before, ...change }))}
        numbers={numbers}
        isInCall={call !== null}
        attorneyText={attorneyText}
        onAttorneyText={setAttorneyText}
        attorneyError={isUnreadable ? 'Not a phone number' : null}
      />
      {report.isError ? <ProblemNotice problem={problemOf(report.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          className={saying === 'consent' || saying === 'service' ? undefined : 'on-fill is-stop'}
          data-autofocus={saying === 'wrong-number' || saying === 'place' || saying === 'cease' || undefined}
          disabled={body === null}
          loading={report.isPending}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
