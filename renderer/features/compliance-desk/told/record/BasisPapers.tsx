/** Why an address may be written to without consent given to us (12 CFR 1006.6(d)(4)(i)(A), (ii), (iii); (d)(5)(i)). */
import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../../../shared/domain/clock.ts';
import { dayFromIso, isoFromDay } from '../../../../../shared/domain/compliance/local-time.ts';
import { formatCalendarDate } from '../../../../ui/format.ts';
import { todayAt } from '../../../../ui/received-day.ts';
import { AnswerField, EmailField, NumberField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { emailOf, orNull } from './record.model.ts';

/** The consumer's own use. */
export function WroteFromPaper(props: PaperProps) {
  const [isEmail, setIsEmail] = useState(true);
  const [email, setEmail] = useState('');
  const [number, setNumber] = useState(props.account.consumer.phone_numbers[0]?.phone_number ?? '');
  return (
    <RecordFrame
      {...props}
      follows={
        isEmail
          ? 'Emails about the debt may go to this address until they opt out.'
          : 'Texts may go to this number for sixty days from then on.'
      }
      ways={isEmail ? ['email'] : ['sms']}
      dayLabel="Written on"
      place={isEmail ? { address: emailOf(email) } : { phone_number: orNull(number) }}
      told={{ kind: 'wrote-from', value: {} }}
    >
      <SegmentedControl
        aria-label="They wrote"
        value={isEmail ? 'email' : 'sms'}
        data={[
          { value: 'email', label: 'An email about the debt' },
          { value: 'sms', label: 'A text about the debt' },
        ]}
        onChange={(value) => setIsEmail(value === 'email')}
      />
      {isEmail ? (
        <EmailField value={email} onChange={setEmail} />
      ) : (
        <NumberField account={props.account} value={number} onChange={setNumber} />
      )}
    </RecordFrame>
  );
}

/** The law wants this many days from the notice to the end of the time to opt out. */
const noticeDays = 35;

export function CreditorNoticePaper(props: PaperProps) {
  const [email, setEmail] = useState('');
  const [sentOn, setSentOn] = useState(todayAt(systemClock.now()));
  const [untilOn, setUntilOn] = useState('');
  const [namesUs, setNamesUs] = useState(false);
  const [wasUsed, setUsed] = useState(false);
  const [hasOptedOut, setOptedOut] = useState<boolean | null>(null);
  const until = untilOn === '' && sentOn !== '' ? isoFromDay(dayFromIso(sentOn) + noticeDays) : untilOn;
  const isShort = sentOn !== '' && until !== '' && dayFromIso(until) - dayFromIso(sentOn) < noticeDays;
  const isOpen = namesUs && wasUsed && hasOptedOut === false && !isShort;
  const follows = isShort
    ? `Opens nothing: the consumer must have ${noticeDays} days to opt out.`
    : isOpen && until !== ''
      ? `Emails may go to this address once ${formatCalendarDate(until)} is over, if it is at a public mail domain.`
      : 'Opens nothing yet: the notice names us, the creditor used the address for the account, and they did not opt out.';
  return (
    <RecordFrame
      {...props}
      follows={follows}
      ways={['creditor']}
      place={{ address: emailOf(email) }}
      told={
        sentOn === '' || until === ''
          ? null
          : {
              kind: 'creditor-notice',
              value: {
                sent_on: sentOn,
                opt_out_until_on: until,
                names_us: namesUs,
                creditor_used_it: wasUsed,
                has_opted_out: hasOptedOut,
              },
            }
      }
    >
      <EmailField value={email} onChange={setEmail} />
      <div className="record-pair">
        <TextInput
          label="Notice sent on"
          type="date"
          required
          value={sentOn}
          onChange={(event) => setSentOn(event.currentTarget.value)}
        />
        <TextInput
          label="They may opt out until"
          type="date"
          value={until}
          onChange={(event) => setUntilOn(event.currentTarget.value)}
        />
      </div>
      <Checkbox
        label="The notice names us"
        checked={namesUs}
        onChange={(event) => setNamesUs(event.currentTarget.checked)}
      />
      <Checkbox
        label="The creditor used this address for the account"
        checked={wasUsed}
        onChange={(event) => setUsed(event.currentTarget.checked)}
      />
      <AnswerField label="They opted out" value={hasOptedOut} onChange={setOptedOut} />
    </RecordFrame>
  );
}

export function PriorCollectorPaper(props: PaperProps) {
  const [email, setEmail] = useState('');
  const [wasJustBefore, setJustBefore] = useState(false);
  const [hadBasis, setBasis] = useState(false);
  const [hasOptedOut, setOptedOut] = useState<boolean | null>(null);
  const isOpen = wasJustBefore && hadBasis && hasOptedOut === false;
  return (
    <RecordFrame
      {...props}
      follows={
        isOpen
          ? 'Emails may go to this address until they opt out.'
          : 'Opens nothing yet: the collector just before us wrote there, on a basis of its own, and they did not opt out.'
      }
      ways={['creditor', 'letter', 'email', 'list']}
      place={{ address: emailOf(email) }}
      told={{
        kind: 'prior-collector-use',
        value: { was_immediately_before: wasJustBefore, had_basis: hadBasis, has_opted_out: hasOptedOut },
      }}
    >
      <EmailField value={email} onChange={setEmail} />
      <Checkbox
        label="The collector just before us wrote to it about this debt"
        checked={wasJustBefore}
        onChange={(event) => setJustBefore(event.currentTarget.checked)}
      />
      <Checkbox
        label="It had a basis: consent, their use, or the creditor’s notice"
        checked={hadBasis}
        onChange={(event) => setBasis(event.currentTarget.checked)}
      />
      <AnswerField label="They opted out" value={hasOptedOut} onChange={setOptedOut} />
    </RecordFrame>
  );
}
