/** What the consumer or an attorney wants of us in writing: no contact, contact through the attorney, contact at times of their own. */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FactRoute, ToldInput } from '../../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { parseDialled } from '../../../../ui/format.ts';
import { preferenceOf, type Times, TimesFields } from '../../../accounts/index.ts';
import { DebtField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { orNull } from './record.model.ts';

const written = ['letter', 'email', 'sms', 'portal', 'creditor'] as const satisfies readonly FactRoute[];

/** 12 CFR 1006.6(c): about every debt, or about the one that the notice names. */
export function CeasePaper(props: PaperProps) {
  const [debtId, setDebtId] = useState('');
  return (
    <RecordFrame
      {...props}
      follows={
        debtId === ''
          ? 'All contact ends, about every debt, from the moment at which it was received.'
          : 'Contact about this debt ends from the moment at which it was received. Other debts may be spoken of.'
      }
      ways={written}
      place={{ debt_id: orNull(debtId) }}
      told={{ kind: 'cease-notice', value: {} }}
    >
      <DebtField account={props.account} value={debtId} onChange={setDebtId} all="All debts" />
    </RecordFrame>
  );
}

const steps = [
  { value: 'has', label: 'The consumer has an attorney' },
  { value: 'asked', label: 'We asked the attorney' },
  { value: 'consents', label: 'The attorney answered: we may speak with the consumer' },
  { value: 'refuses', label: 'The attorney answered: speak with the attorney only' },
] as const;
type Step = (typeof steps)[number]['value'];

const follows: Readonly<Record<Step, string>> = {
  has: 'From now on the attorney is contacted about this, not the consumer.',
  asked:
    'The first request begins thirty days. When two requests have had no answer by then, contacts are no longer refused outright but wait for your review.',
  consents: 'The consumer may be contacted again.',
  refuses: 'The attorney is contacted, not the consumer. The thirty days without an answer are over.',
};

/** 12 CFR 1006.6(b)(2): whom an attorney stands for, in which debt, what we asked and what the answer was. */
export function AttorneyPaper(props: PaperProps) {
  const [step, setStep] = useState<Step>('has');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [debtId, setDebtId] = useState('');
  const number = parseDialled(phone);
  const isUnreadable = phone.trim() !== '' && number === null;
  const toldOf = (): ToldInput | null => {
    if (step === 'asked') return { kind: 'attorney-asked', value: {} };
    if (step !== 'has') return { kind: 'attorney-answered', value: { consents_to_contact: step === 'consents' } };
    return isUnreadable ? null : { kind: 'attorney', value: { name: orNull(name.trim()), phone_number: number } };
  };
  return (
    <RecordFrame
      {...props}
      follows={follows[step]}
      ways={['letter', 'email', 'voice', 'voicemail', 'portal', 'creditor']}
      dayLabel={step === 'asked' ? 'Asked on' : 'Received on'}
      place={{ debt_id: orNull(debtId) }}
      told={toldOf()}
    >
      <NativeSelect
        label="What happened"
        data-autofocus
        data={steps.map((each) => ({ ...each }))}
        value={step}
        onChange={({ currentTarget: { value } }) => setStep(steps.find((each) => each.value === value)?.value ?? step)}
      />
      {step === 'has' ? (
        <div className="record-pair">
          <TextInput
            label="Name of the attorney or firm, if known"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Phone, if known"
            value={phone}
            error={isUnreadable ? 'Not a phone number' : null}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
        </div>
      ) : null}
      <DebtField account={props.account} value={debtId} onChange={setDebtId} all="All debts" />
    </RecordFrame>
  );
}

/** 12 CFR 1006.6(b)(1)(i). "Only then" stands in place of the hours that the law presumes, also at night. */
export function TimesPaper(props: PaperProps) {
  const [isOnly, setOnly] = useState(true);
  const [times, setTimes] = useState<Times>({ from: '', until: '', weekdays: [], lastDay: '' });
  return (
    <RecordFrame
      {...props}
      follows={
        isOnly
          ? 'Calls and messages go out between these times and at no others, as the consumer’s clock shows them, also before 8 AM or after 9 PM.'
          : 'Nothing goes out between these times, as the consumer’s clock shows them.'
      }
      ways={['letter', 'email', 'sms', 'portal', 'voice', 'voicemail', 'creditor']}
      told={preferenceOf(isOnly ? 'only-then' : 'not-then', times, props.account.consumer.zones)}
    >
      <SegmentedControl
        aria-label="What they said of these times"
        value={isOnly ? 'only' : 'not'}
        data={[
          { value: 'only', label: 'Only then' },
          { value: 'not', label: 'Not then' },
        ]}
        onChange={(value) => setOnly(value === 'only')}
      />
      <TimesFields
        isOnly={isOnly}
        times={times}
        onChange={(change) => setTimes((before) => ({ ...before, ...change }))}
      />
    </RecordFrame>
  );
}
