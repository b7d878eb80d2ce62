import { Button, Checkbox, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { systemClock } from '../../../../shared/domain/clock.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { formatPhone, parseDialled } from '../../../ui/format.ts';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import { type Answers, factOf, noAnswers, type Saying, sayingWords } from './told.model.ts';
import type { ToldAbout } from './told-about.ts';
import { ToldFields } from './ToldFields.tsx';
import { useReport } from './use-told.ts';
import './told.css';

type Props = { saying: Saying | null; about: ToldAbout; onClose: () => void };

const stopsNothing: ReadonlySet<Saying> = new Set(['consent', 'service', 'location', 'again']);

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

function Form({ saying, about, onClose }: Props & { saying: Saying }) {
  const { accountId, phoneNumbers: numbers, call, zones } = about;
  const [answers, setAnswers] = useState<Answers>({ ...noAnswers, phoneNumber: numbers[0] ?? '' });
  // The attorney's number is typed; who the call is to is chosen.
  const [attorneyText, setAttorneyText] = useState('');
  const report = useReport(accountId, onClose);
  const attorneyNumber = parseDialled(attorneyText);
  const isUnreadable = saying === 'attorney' && attorneyText.trim() !== '' && attorneyNumber === null;
  const nowIso = new Date(systemClock.now()).toISOString();
  const [isVerified, setVerified] = useState(false);
  const isNobodys = about.isUnproven && !isVerified;
  const body = isUnreadable
    ? null
    : factOf(saying, answers, { callId: call?.callId ?? null, nowIso, attorneyNumber, zones });
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (body !== null && !isNobodys && !report.isPending) report.mutate(body);
      }}
    >
      <Whom about={about} />
      {about.isUnproven ? (
        <Checkbox
          label={`I have verified that this call is about ${about.name}`}
          checked={isVerified}
          onChange={(event) => setVerified(event.currentTarget.checked)}
        />
      ) : null}
      <p>{sayingWords[saying].follows}</p>
      <ToldFields
        saying={saying}
        answers={answers}
        onChange={(change) => setAnswers((before) => ({ ...before, ...change }))}
        numbers={numbers}
        zones={zones}
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
          className={stopsNothing.has(saying) ? undefined : 'on-fill is-stop'}
          data-autofocus={saying === 'wrong-number' || saying === 'place' || saying === 'cease' || undefined}
          disabled={body === null || isNobodys}
          loading={report.isPending}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

/** By name whom it is recorded about, and what may be taken for them. */
function Whom({ about: { name, call, notMeant, isUnproven } }: Pick<Props, 'about'>) {
  return (
    <>
      <p className="told-whom">
        About <strong>{name}</strong>
        {call !== null && !isUnproven ? `, in the call with ${formatPhone(call.phoneNumber)}` : ''}
      </p>
      {notMeant === null ? null : (
        <Notice tone="warn" icon={<IconAlertTriangle size={16} aria-hidden />} title={`Not about ${notMeant}`}>
          Their account is open, but what is said belongs to {name}. For {notMeant}, save the wrap-up of the call first.
        </Notice>
      )}
      {isUnproven && call !== null ? (
        <Notice
          tone="warn"
          icon={<IconAlertTriangle size={16} aria-hidden />}
          title={`No account is known for ${formatPhone(call.phoneNumber)}`}
        >
          It is recorded about {name}, whose account is open. If that is not who speaks, open the right account first.
        </Notice>
      ) : null}
    </>
  );
}
