/** Papers about one debt: the validation notice, notices by electronic mail, and the end of the limitation period. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import { formatCalendarDate } from '../../../../ui/format.ts';
import { todayAt } from '../../../../ui/received-day.ts';
import { periodEndOf } from '../../../accounts/index.ts';
import { AnswerField, DebtField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { orNull } from './record.model.ts';

const noticeMedia = [
  { value: 'letter', label: 'By mail' },
  { value: 'email', label: 'By email' },
  { value: 'voice', label: 'Read on the telephone' },
  { value: 'direct-message', label: 'On the portal' },
] as const;

/** 12 CFR 1006.34: what begins the period in which the consumer may dispute. */
export function ValidationPaper(props: PaperProps) {
  const [isReturned, setReturned] = useState(false);
  const [debtId, setDebtId] = useState(props.account.debts[0]?.id ?? '');
  const [providedOn, setProvidedOn] = useState(todayAt(systemClock.now()));
  const [medium, setMedium] = useState<(typeof noticeMedia)[number]['value']>('letter');
  const [statedEndOn, setStatedEndOn] = useState('');
  const [isToEstate, setToEstate] = useState(false);
  const value = { provided_on: providedOn, stated_end_on: orNull(statedEndOn) };
  const follows = isReturned
    ? 'No notice stands any more. Five days after the first communication nothing but the notice goes out.'
    : providedOn === ''
      ? 'The day on which it went out is needed.'
      : `The validation period ends on ${periodEndOf(value)}${statedEndOn === '' ? ', as the rule computes it' : ': the end that it states, or that of the rule if that is later'}. Until then no message asks for payment by a day within it.`;
  const when = { dayLabel: isReturned ? 'Came back on' : 'Learned on' };
  return (
    <RecordFrame
      {...props}
      {...when}
      follows={follows}
      ways={['list', 'creditor', 'letter', 'email']}
      place={{ debt_id: orNull(debtId) }}
      told={
        isReturned
          ? { kind: 'validation-returned', value: {} }
          : providedOn === ''
            ? null
            : {
                kind: 'validation-provided',
                value: { ...value, medium, provided_to: isToEstate ? 'personal-representative' : 'consumer' },
              }
      }
    >
      <SegmentedControl
        aria-label="What became of it"
        value={isReturned ? 'returned' : 'provided'}
        data={[
          { value: 'provided', label: 'It was provided' },
          { value: 'returned', label: 'It came back' },
        ]}
        onChange={(chosen) => setReturned(chosen === 'returned')}
      />
      <DebtField account={props.account} value={debtId} onChange={setDebtId} />
      {isReturned ? null : (
        <div className="record-pair">
          <TextInput
            label="Provided on"
            type="date"
            required
            value={providedOn}
            onChange={(event) => setProvidedOn(event.currentTarget.value)}
          />
          <NativeSelect
            label="How it was provided"
            data={noticeMedia.map((each) => ({ ...each }))}
            value={medium}
            onChange={(event) =>
              setMedium(noticeMedia.find((each) => each.value === event.currentTarget.value)?.value ?? medium)
            }
          />
          <TextInput
            label="End that it states (empty: none)"
            type="date"
            value={statedEndOn}
            onChange={(event) => setStatedEndOn(event.currentTarget.value)}
          />
          <NativeSelect
            label="To whom"
            data={[
              { value: 'consumer', label: 'The consumer' },
              { value: 'estate', label: 'Their personal representative' },
            ]}
            value={isToEstate ? 'estate' : 'consumer'}
            onChange={(event) => setToEstate(event.currentTarget.value === 'estate')}
          />
        </div>
      )}
    </RecordFrame>
  );
}

/** 15 USC 7001(c). */
export function ElectronicNoticesPaper(props: PaperProps) {
  const [isAgreed, setAgreed] = useState(true);
  const [debtId, setDebtId] = useState('');
  return (
    <RecordFrame
      {...props}
      follows={
        isAgreed
          ? 'Required notices, the validation notice too, may go out electronically after the first communication.'
          : 'Required notices go by mail from now on.'
      }
      ways={['portal', 'email', 'letter', 'creditor', 'voice']}
      place={{ debt_id: orNull(debtId) }}
      told={{ kind: 'electronic-notices', value: { is_agreed: isAgreed } }}
    >
      <SegmentedControl
        aria-label="Consent to electronic notices"
        value={isAgreed ? 'agreed' : 'withdrawn'}
        data={[
          { value: 'agreed', label: 'They agreed' },
          { value: 'withdrawn', label: 'They withdrew it' },
        ]}
        onChange={(chosen) => setAgreed(chosen === 'agreed')}
      />
      <DebtField account={props.account} value={debtId} onChange={setDebtId} all="Every debt" />
    </RecordFrame>
  );
}

/** 12 CFR 1006.26. */
export function LimitationPaper(props: PaperProps) {
  const [debtId, setDebtId] = useState(props.account.debts[0]?.id ?? '');
  const [endsOn, setEndsOn] = useState('');
  const [isRevived, setRevived] = useState<boolean | null>(null);
  const isOver = endsOn !== '' && endsOn < todayAt(systemClock.now());
  const follows =
    endsOn === ''
      ? 'Until the last day is known, messages that speak of legal action wait for your review.'
      : isOver
        ? `Nothing speaks of legal action any more, and the consumer is told that they cannot be sued.${isRevived === false ? '' : ' They are warned that a payment may begin the time anew.'}`
        : `Legal action may be spoken of through ${formatCalendarDate(endsOn)}.`;
  return (
    <RecordFrame
      {...props}
      follows={follows}
      ways={['list', 'creditor', 'letter', 'email']}
      dayLabel="Looked up on"
      place={{ debt_id: orNull(debtId) }}
      told={endsOn === '' ? null : { kind: 'limitation', value: { ends_on: endsOn, is_revived_by_payment: isRevived } }}
    >
      <DebtField account={props.account} value={debtId} onChange={setDebtId} />
      <div className="record-pair">
        <TextInput
          label="Last day to sue"
          type="date"
          data-autofocus
          required
          value={endsOn}
          onChange={(event) => setEndsOn(event.currentTarget.value)}
        />
        <AnswerField label="A payment begins it anew" value={isRevived} onChange={setRevived} />
      </div>
    </RecordFrame>
  );
}
