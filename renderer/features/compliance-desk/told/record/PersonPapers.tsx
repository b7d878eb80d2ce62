/** Papers about the consumer: military service, and a bankruptcy case with its end. */
import { todayAt } from '../../../../ui/received-day.ts';
import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import { DebtField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { orNull } from './record.model.ts';

/** 50 USC 3931, 3937. */
export function ServicememberPaper(props: PaperProps) {
  const [isActive, setActive] = useState(true);
  const [checkedOn, setCheckedOn] = useState(todayAt(systemClock.now()));
  const [beganOn, setBeganOn] = useState('');
  const [hasCertificate, setCertificate] = useState(false);
  const [asksForCap, setCap] = useState(false);
  const follows = isActive
    ? `The consumer may be called, with the words for servicemembers. Nothing speaks of legal action ${hasCertificate ? 'without the affidavit that the certificate is for' : 'before the certificate is on file'}.${asksForCap ? ' No balance states more than 6 percent.' : ''}`
    : 'No rule for servicemembers stands in the way. Thirty days after the look-up it is asked for again.';
  return (
    <RecordFrame
      {...props}
      follows={follows}
      ways={['list', 'letter', 'email', 'voice', 'creditor', 'portal']}
      told={{
        kind: 'servicemember',
        value: {
          is_active: isActive,
          service_began_on: isActive ? orNull(beganOn) : null,
          checked_on: orNull(checkedOn),
          has_certificate: hasCertificate,
          asked_for_interest_cap: asksForCap,
        },
      }}
    >
      <SegmentedControl
        aria-label="Military service"
        value={isActive ? 'active' : 'not'}
        data={[
          { value: 'active', label: 'On active duty' },
          { value: 'not', label: 'Not in service' },
        ]}
        onChange={(value) => setActive(value === 'active')}
      />
      <div className="record-pair">
        <TextInput
          label="Looked up with the DMDC on"
          type="date"
          value={checkedOn}
          onChange={(event) => setCheckedOn(event.currentTarget.value)}
        />
        {isActive ? (
          <TextInput
            label="In service since, if known"
            type="date"
            value={beganOn}
            onChange={(event) => setBeganOn(event.currentTarget.value)}
          />
        ) : null}
      </div>
      <Checkbox
        label="The certificate of the look-up is on file"
        checked={hasCertificate}
        onChange={(event) => setCertificate(event.currentTarget.checked)}
      />
      <Checkbox
        label="They asked in writing for the cap of 6 percent"
        checked={asksForCap}
        onChange={(event) => setCap(event.currentTarget.checked)}
      />
    </RecordFrame>
  );
}

const steps = [
  { value: 'filed', label: 'Petition filed' },
  { value: 'dismissed', label: 'Case dismissed' },
  { value: 'discharged', label: 'Discharge granted' },
  { value: 'discharge-denied', label: 'Discharge denied, or closed without one' },
  { value: 'relief-granted', label: 'Relief from the stay' },
  { value: 'reaffirmed', label: 'Debt reaffirmed' },
  { value: 'claimed', label: 'No case was found' },
] as const;
type Step = (typeof steps)[number]['value'];

/** Orders that are about one debt and leave the stay for the others. */
const isOfOneDebt: ReadonlySet<Step> = new Set(['relief-granted', 'reaffirmed', 'discharge-denied']);
const releases: Readonly<Record<Exclude<Step, 'filed'>, string>> = {
  dismissed: 'Released: the debt may be collected again',
  discharged: 'The case is closed: whoever owes the debt with them may be asked for their own part',
  'discharge-denied': 'Released: this debt may be collected again',
  'relief-granted': 'Released: acts against the collateral may go on',
  reaffirmed: 'Released: what was reaffirmed may be collected',
  claimed: 'Released: the records were searched and there is no case',
};
const chapters = ['7', '11', '12', '13'] as const;

const followsOf = (step: Step, isReleased: boolean): string => {
  if (step === 'filed') return 'Every act to collect is stayed: nobody calls or writes, about any debt.';
  if (step === 'discharged') return 'The consumer is never asked for this again. That cannot be set aside.';
  if (!isReleased) return 'Calls and messages wait for your review until you release the debt.';
  if (step === 'relief-granted') return 'Calls may go on, with words about the collateral alone.';
  return step === 'reaffirmed'
    ? 'Calls may go on, for no more than the agreement says.'
    : 'Calls and messages may go on at once. Anything more that is told of the case stops them again.';
};

/** 11 USC 362, 524: the petition, and what ends or lifts the stay. */
export function BankruptcyPaper(props: PaperProps) {
  const [step, setStep] = useState<Step>('dismissed');
  const [caseNumber, setCaseNumber] = useState('');
  const [chapter, setChapter] = useState('');
  const [petitionOn, setPetitionOn] = useState('');
  const [endedOn, setEndedOn] = useState(todayAt(systemClock.now()));
  const [document, setDocument] = useState('');
  const [debtId, setDebtId] = useState('');
  const [wantsRelease, setRelease] = useState(false);
  const isReleased = wantsRelease && step !== 'filed';
  const needsOne = isOfOneDebt.has(step);
  const concerned = needsOne && debtId === '' ? (props.account.debts[0]?.id ?? '') : debtId;
  // Nobody is released on a word: the paper that says so is named.
  const isWhole = !isReleased || document.trim() !== '';
  return (
    <RecordFrame
      {...props}
      follows={isWhole ? followsOf(step, isReleased) : 'Name the order or the search before you release anything.'}
      ways={['list', 'letter', 'email', 'creditor', 'voice', 'portal']}
      dayLabel="Learned on"
      place={{ debt_id: orNull(concerned) }}
      told={
        isWhole
          ? {
              kind: 'bankruptcy',
              value: {
                status: step,
                chapter: chapters.find((each) => each === chapter) ?? null,
                case_number: orNull(caseNumber.trim()),
                petition_on: orNull(petitionOn),
                ended_on: step === 'filed' || step === 'claimed' ? null : orNull(endedOn),
                document: orNull(document.trim()),
                is_released: isReleased,
              },
            }
          : null
      }
    >
      <div className="record-pair">
        <NativeSelect
          label="What the court says"
          data-autofocus
          data={steps.map(({ value, label }) => ({ value, label }))}
          value={step}
          onChange={({ currentTarget: { value } }) =>
            setStep(steps.find((each) => each.value === value)?.value ?? step)
          }
        />
        {step === 'filed' || step === 'claimed' ? null : (
          <TextInput
            label="Date of the order"
            type="date"
            value={endedOn}
            onChange={(event) => setEndedOn(event.currentTarget.value)}
          />
        )}
      </div>
      <div className="record-pair">
        <TextInput
          label="Case number"
          maxLength={200}
          value={caseNumber}
          onChange={(event) => setCaseNumber(event.currentTarget.value)}
        />
        <NativeSelect
          label="Chapter"
          data={[
            { value: '', label: 'Not known' },
            ...chapters.map((each) => ({ value: each, label: `Chapter ${each}` })),
          ]}
          value={chapter}
          onChange={(event) => setChapter(event.currentTarget.value)}
        />
        <TextInput
          label="Petition date"
          type="date"
          value={petitionOn}
          onChange={(event) => setPetitionOn(event.currentTarget.value)}
        />
        <DebtField
          account={props.account}
          value={concerned}
          onChange={setDebtId}
          {...(needsOne ? {} : { all: 'Every debt' })}
        />
      </div>
      <TextInput
        label="Order or search, such as the docket entry"
        maxLength={200}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
      {step === 'filed' ? null : (
        <Checkbox
          label={releases[step]}
          checked={wantsRelease}
          onChange={(event) => setRelease(event.currentTarget.checked)}
        />
      )}
    </RecordFrame>
  );
}
