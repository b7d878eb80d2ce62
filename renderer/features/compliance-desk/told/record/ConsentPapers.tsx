/** Consent to be reached at one number or address, and its revocation (47 CFR 64.1200; 12 CFR 1006.6(d)(4), (5)). */
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FactRoute } from '../../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { endOfDay } from '../../../accounts/index.ts';
import { DebtField, EmailField, NumberField } from './places.tsx';
import { type PaperProps, RecordFrame } from './RecordFrame.tsx';
import { emailOf, orNull } from './record.model.ts';

const media = [
  { value: 'email', label: 'Emails' },
  { value: 'sms', label: 'Texts' },
  { value: 'voice', label: 'Automated calls' },
] as const;
type Medium = (typeof media)[number]['value'];
const mediumOf = (value: string): Medium => media.find((each) => each.value === value)?.value ?? 'email';

const written = ['letter', 'email', 'portal', 'sms'] as const satisfies readonly FactRoute[];
const spoken = ['voice', 'voicemail'] as const satisfies readonly FactRoute[];

const followsConsent: Readonly<Record<Medium, string>> = {
  email: 'Emails may go to this address, until the consent ends or is revoked.',
  sms: 'Texts may go to this number for sixty days; after them with a new text or consent, or a look-up that it is still theirs.',
  voice: 'Recorded and automated voices may be used on this number. Whoever calls by hand needs no consent.',
};

export function ConsentPaper(props: PaperProps) {
  const { consumer } = props.account;
  const [medium, setMedium] = useState<Medium>('email');
  const [email, setEmail] = useState('');
  const [number, setNumber] = useState(consumer.phone_numbers[0]?.phone_number ?? '');
  const [isToCreditor, setToCreditor] = useState(false);
  const [isForOffers, setForOffers] = useState(false);
  const [debtId, setDebtId] = useState('');
  const [until, setUntil] = useState('');
  const isEmail = medium === 'email';
  const offers = !isEmail && isForOffers;
  const isUseless = isToCreditor && medium !== 'voice';
  return (
    <RecordFrame
      {...props}
      follows={
        isUseless
          ? 'Opens nothing: only consent given to us does. A notice of the creditor to the consumer is recorded by itself.'
          : `${followsConsent[medium]}${offers ? ' Offers may be made.' : ''}`
      }
      ways={isToCreditor ? ['creditor'] : offers ? written : [...written, ...spoken]}
      place={{
        debt_id: orNull(debtId),
        ...(isEmail ? { address: emailOf(email) } : { phone_number: orNull(number) }),
      }}
      told={{
        kind: 'consent',
        value: {
          medium,
          form: offers ? 'written-marketing' : 'express',
          given_to: isToCreditor ? 'creditor' : 'collector',
          ends_at: until === '' ? null : endOfDay(until, consumer.zones, 'first'),
        },
      }}
    >
      <SegmentedControl
        aria-label="Consent to"
        value={medium}
        data={media.map((each) => ({ ...each }))}
        onChange={(value) => setMedium(mediumOf(value))}
      />
      {isEmail ? (
        <EmailField value={email} onChange={setEmail} />
      ) : (
        <NumberField account={props.account} value={number} onChange={setNumber} />
      )}
      <div className="record-pair">
        <NativeSelect
          label="Given to"
          data={[
            { value: 'collector', label: 'Us' },
            { value: 'creditor', label: 'The creditor' },
          ]}
          value={isToCreditor ? 'creditor' : 'collector'}
          onChange={(event) => setToCreditor(event.currentTarget.value === 'creditor')}
        />
        {isEmail ? null : (
          <NativeSelect
            label="For"
            data={[
              { value: 'express', label: 'Collection' },
              { value: 'offers', label: 'Offers as well, in writing' },
            ]}
            value={isForOffers ? 'offers' : 'express'}
            onChange={(event) => setForOffers(event.currentTarget.value === 'offers')}
          />
        )}
        <TextInput
          label="Last day (empty: no end)"
          type="date"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <DebtField account={props.account} value={debtId} onChange={setDebtId} all="Every debt" />
    </RecordFrame>
  );
}

export function RevocationPaper(props: PaperProps) {
  const [medium, setMedium] = useState<Medium | ''>('');
  const [isEmail, setIsEmail] = useState(false);
  const [email, setEmail] = useState('');
  const [number, setNumber] = useState(props.account.consumer.phone_numbers[0]?.phone_number ?? '');
  return (
    <RecordFrame
      {...props}
      follows="From now on nothing automated goes there: no texts, no emails, no recorded voices. A person may call unless they asked for that to end as well."
      ways={[...written, ...spoken, 'creditor']}
      place={isEmail ? { address: emailOf(email) } : { phone_number: orNull(number) }}
      told={{ kind: 'consent-revoked', value: { medium: isEmail ? 'email' : orNull(medium) } }}
    >
      <SegmentedControl
        aria-label="Revoked for"
        value={isEmail ? 'address' : 'number'}
        data={[
          { value: 'number', label: 'A number' },
          { value: 'address', label: 'An email address' },
        ]}
        onChange={(value) => setIsEmail(value === 'address')}
      />
      {isEmail ? (
        <EmailField value={email} onChange={setEmail} />
      ) : (
        <div className="record-pair">
          <NumberField account={props.account} value={number} onChange={setNumber} />
          <NativeSelect
            label="What they named"
            data={[
              { value: '', label: 'Everything' },
              { value: 'sms', label: 'Texts' },
              { value: 'voice', label: 'Automated calls' },
            ]}
            value={medium}
            onChange={({ currentTarget: { value } }) => setMedium(value === '' ? '' : mediumOf(value))}
          />
        </div>
      )}
    </RecordFrame>
  );
}

/** 12 CFR 1006.14(b)(3)(i): more calls than the count allows, given to us and to nobody else. */
export function MoreCallsPaper(props: PaperProps) {
  const [until, setUntil] = useState('');
  const [debtId, setDebtId] = useState('');
  return (
    <RecordFrame
      {...props}
      follows="Calls through this day do not count, and none has to wait, until you next speak. Seven days at most, the day on which it was received among them; calling hours hold all the same."
      ways={[...written, ...spoken]}
      place={{ debt_id: orNull(debtId) }}
      told={until === '' ? null : { kind: 'calls-agreed', value: { until_on: until } }}
    >
      <TextInput
        label="Until the end of"
        type="date"
        data-autofocus
        required
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <DebtField account={props.account} value={debtId} onChange={setDebtId} all="Every debt" />
    </RecordFrame>
  );
}
