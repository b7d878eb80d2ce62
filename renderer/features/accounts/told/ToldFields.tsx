import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatPhone } from '../../../ui/format.ts';
import { AgainFields } from './AgainFields.tsx';
import { LocationFields } from './LocationFields.tsx';
import { TimesFields } from './TimesFields.tsx';
import { type Answers, type ConsentMedium, consentMedia, type Saying } from './told.model.ts';

type Props = {
  saying: Saying;
  answers: Answers;
  onChange: (change: Partial<Answers>) => void;
  numbers: readonly string[];
  /** Where the consumer may be. */
  zones: readonly string[];
  isInCall: boolean;
  attorneyText: string;
  onAttorneyText: (text: string) => void;
  attorneyError: string | null;
};

const writtenRoutes = [
  { value: 'letter', label: 'By letter' },
  { value: 'email', label: 'By email' },
  { value: 'sms', label: 'By text' },
  { value: 'portal', label: 'On the portal' },
] as const;
const spokenRoutes = [
  { value: 'voice', label: 'By telephone' },
  { value: 'voicemail', label: 'On voicemail' },
] as const;
const everyRoute = [...spokenRoutes, ...writtenRoutes, { value: 'creditor', label: 'From the creditor' }] as const;

/** What one of a list of choices stands for; undefined for what is none of them. */
const chosen = <T extends string>(options: readonly { value: T }[], value: string): T | undefined =>
  options.find((option) => option.value === value)?.value;

/** The questions of one saying, and no more. */
export function ToldFields(props: Props): ReactNode {
  const { saying, isInCall } = props;
  return (
    <>
      <Questions {...props} />
      {saying === 'cease' || isInCall ? null : <Route {...props} />}
    </>
  );
}

const onlyHeard: ReadonlySet<Saying> = new Set(['consent', 'location', 'again']);

function Route({ saying, answers, onChange }: Props) {
  // What lets contacts through and came on paper is for compliance to read and record.
  const routes = onlyHeard.has(saying) ? spokenRoutes : everyRoute;
  return (
    <NativeSelect
      label="How it reached us"
      data={routes.map(({ value, label }) => ({ value, label }))}
      value={answers.route}
      onChange={(event) => onChange({ route: chosen<Answers['route']>(routes, event.currentTarget.value) ?? 'voice' })}
    />
  );
}

function Questions(props: Props) {
  switch (props.saying) {
    case 'cease':
      return <Cease {...props} />;
    case 'attorney':
      return <Attorney {...props} />;
    case 'wrong-number':
      return <WhichNumber {...props} />;
    case 'location':
      return <LocationFields {...props} />;
    case 'place':
      return <Place {...props} />;
    case 'times':
      return <TimesFields times={props.answers} onChange={props.onChange} />;
    case 'bankruptcy':
      return <Bankruptcy {...props} />;
    case 'service':
      return <Service {...props} />;
    case 'again':
      return <AgainFields day={props.answers.day} zones={props.zones} onDay={(day) => props.onChange({ day })} />;
    case 'consent':
    case 'revoked':
      return <Consent {...props} />;
    case 'deceased':
      break;
  }
  return <Deceased {...props} />;
}

function Cease({ answers, onChange }: Props) {
  const routes = answers.isWritten ? writtenRoutes : spokenRoutes;
  return (
    <>
      <SegmentedControl
        aria-label="How they asked"
        value={answers.isWritten ? 'written' : 'spoken'}
        data={[
          { value: 'spoken', label: 'Spoken' },
          { value: 'written', label: 'In writing' },
        ]}
        onChange={(value) =>
          onChange(value === 'written' ? { isWritten: true, route: 'letter' } : { isWritten: false, route: 'voice' })
        }
      />
      <NativeSelect
        label="How it reached us"
        data={routes.map(({ value, label }) => ({ value, label }))}
        value={answers.route}
        onChange={(event) =>
          onChange({ route: chosen<Answers['route']>(routes, event.currentTarget.value) ?? routes[0].value })
        }
      />
      <p className="muted">
        {answers.isWritten
          ? 'In writing it ends all contact about every debt of this person.'
          : 'Spoken it ends calls. It is not the written notice of the law.'}
      </p>
    </>
  );
}

function Attorney({ answers, onChange, attorneyText, onAttorneyText, attorneyError }: Props) {
  return (
    <>
      <TextInput
        label="Name of the attorney or firm, if given"
        data-autofocus
        maxLength={200}
        value={answers.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Phone, if given"
        value={attorneyText}
        error={attorneyError}
        onChange={(event) => onAttorneyText(event.currentTarget.value)}
      />
    </>
  );
}

function WhichNumber({ answers, onChange, numbers }: Props) {
  return numbers.length === 0 ? (
    <p className="muted">No number is on file for this account.</p>
  ) : (
    <NativeSelect
      label="Which number"
      data={numbers.map((value) => ({ value, label: formatPhone(value) }))}
      value={answers.phoneNumber}
      onChange={(event) => onChange({ phoneNumber: event.currentTarget.value })}
    />
  );
}

function Service({ answers, onChange }: Props) {
  return (
    <Checkbox
      label="They ask for the cap of 6 percent on what they owed before"
      data-autofocus
      checked={answers.asksForCap}
      onChange={(event) => onChange({ asksForCap: event.currentTarget.checked })}
    />
  );
}

const consentWords: Readonly<Record<ConsentMedium, string>> = {
  email: 'Emails',
  sms: 'Texts',
  voice: 'Automated calls',
};

function Consent(props: Props) {
  const { answers, onChange } = props;
  return (
    <>
      <SegmentedControl
        aria-label="Reached by"
        value={answers.medium}
        data={consentMedia.map((value) => ({ value, label: consentWords[value] }))}
        onChange={(value) => onChange({ medium: consentMedia.find((each) => each === value) ?? 'email' })}
      />
      {answers.medium === 'email' ? (
        <TextInput
          label="Email address; read it back to them"
          type="email"
          data-autofocus
          maxLength={320}
          value={answers.email}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
        />
      ) : (
        <WhichNumber {...props} />
      )}
    </>
  );
}

function Place({ answers, onChange }: Props) {
  return (
    <SegmentedControl
      aria-label="Where not to call"
      value={answers.place}
      data={[
        { value: 'work', label: 'At work' },
        { value: 'home', label: 'At home' },
      ]}
      onChange={(value) => onChange({ place: value === 'home' ? 'home' : 'work' })}
    />
  );
}

const chapters = [
  { value: '', label: 'Not said' },
  { value: '7', label: 'Chapter 7' },
  { value: '11', label: 'Chapter 11' },
  { value: '12', label: 'Chapter 12' },
  { value: '13', label: 'Chapter 13' },
] as const;

function Bankruptcy({ answers, onChange }: Props) {
  return (
    <>
      <TextInput
        label="Case number, if given"
        data-autofocus
        maxLength={200}
        value={answers.caseNumber}
        onChange={(event) => onChange({ caseNumber: event.currentTarget.value })}
      />
      <NativeSelect
        label="Chapter"
        data={chapters.map(({ value, label }) => ({ value, label }))}
        value={answers.chapter}
        onChange={(event) => onChange({ chapter: chosen(chapters, event.currentTarget.value) ?? '' })}
      />
      <TextInput
        label="Filed on, if given"
        type="date"
        value={answers.day}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
    </>
  );
}

const representatives = [
  { value: '', label: 'Not said' },
  { value: 'known', label: 'Somebody is named' },
  { value: 'not-known', label: 'Nobody is known' },
] as const;

function Deceased({ answers, onChange }: Props) {
  return (
    <>
      <TextInput
        label="Died on, if given"
        type="date"
        data-autofocus
        value={answers.day}
        onChange={(event) => onChange({ day: event.currentTarget.value })}
      />
      <NativeSelect
        label="Who handles the estate"
        data={representatives.map(({ value, label }) => ({ value, label }))}
        value={answers.representative}
        onChange={(event) => onChange({ representative: chosen(representatives, event.currentTarget.value) ?? '' })}
      />
    </>
  );
}
