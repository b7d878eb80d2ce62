/** Papers about a debt that may be owed for medical care: what it is for, and the notice that Nevada wants (NRS 649.366). */
import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import { DebtField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { todayAt } from '../../../../ui/received-day.ts';
import { orNull } from './record.model.ts';

export function MedicalPaper(props: PaperProps) {
  const [isMedical, setMedical] = useState(false);
  const [debtId, setDebtId] = useState(props.account.debts[0]?.id ?? '');
  return (
    <RecordFrame
      {...props}
      follows={
        isMedical
          ? 'In Nevada nobody collects it before its notice has been in the mail for sixty days. Record that notice as well.'
          : 'No rule for medical debts stands in the way any more.'
      }
      ways={['creditor', 'letter', 'email', 'list', 'voice']}
      place={{ debt_id: orNull(debtId) }}
      told={{ kind: 'medical-debt', value: { is_medical: isMedical } }}
    >
      <SegmentedControl
        aria-label="What it is owed for"
        value={isMedical ? 'medical' : 'other'}
        data={[
          { value: 'other', label: 'Not for medical care' },
          { value: 'medical', label: 'For medical care' },
        ]}
        onChange={(value) => setMedical(value === 'medical')}
      />
      <DebtField account={props.account} value={debtId} onChange={setDebtId} />
    </RecordFrame>
  );
}

export function StateNoticePaper(props: PaperProps) {
  const today = todayAt(systemClock.now());
  const [mailedOn, setMailedOn] = useState('');
  const [debtId, setDebtId] = useState(props.account.debts[0]?.id ?? '');
  const isMailed = mailedOn !== '' && mailedOn <= today;
  return (
    <RecordFrame
      {...props}
      follows={
        isMailed
          ? 'From the sixtieth day after it was mailed, nothing of it stands in the way of a contact in Nevada.'
          : 'The day on which it was mailed is needed.'
      }
      ways={['list', 'creditor', 'letter', 'email']}
      dayLabel="Learned on"
      place={{ debt_id: orNull(debtId) }}
      told={isMailed ? { kind: 'state-notice-mailed', value: { mailed_on: mailedOn } } : null}
    >
      <DebtField account={props.account} value={debtId} onChange={setDebtId} />
      <TextInput
        label="Mailed on"
        type="date"
        data-autofocus
        required
        max={today}
        value={mailedOn}
        error={mailedOn > today ? 'This day is still to come' : null}
        onChange={(event) => setMailedOn(event.currentTarget.value)}
      />
    </RecordFrame>
  );
}
