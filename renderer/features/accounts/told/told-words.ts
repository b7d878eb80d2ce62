/** Facts in words, as lists show them: the kind, and in one line what it says beyond that. */
import type { ConsumerFact } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import type { FactKind, FactRoute, Told } from '../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { factWords } from '../../../../shared/domain/compliance/consumer-facts/fact-words.ts';
import { placeWords } from '../../../../shared/domain/compliance/consumer-facts/location-facts.ts';
import type { Medium } from '../../../../shared/domain/compliance/facts/fields.ts';
import { isoFromDay } from '../../../../shared/domain/compliance/local-time.ts';
import { validationPeriodEnd } from '../../../../shared/domain/compliance/validation-dates.ts';
import { formatCalendarDate, formatDateTime, formatPhone } from '../../../ui/format.ts';

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const nameOfWeekday = (weekday: number): string => weekdayNames[weekday - 1] ?? '';

export const routeWords: Readonly<Record<FactRoute, string>> = {
  voice: 'by telephone',
  voicemail: 'on voicemail',
  letter: 'by letter',
  email: 'by email',
  sms: 'by text',
  portal: 'on the portal',
  creditor: 'from the creditor',
  list: 'looked up',
};

export const mediumWords: Readonly<Record<Medium, string>> = {
  voice: 'calls',
  voicemail: 'voicemails',
  sms: 'texts',
  email: 'emails',
  letter: 'letters',
  'direct-message': 'direct messages',
};

const bankruptcyWords: Readonly<Record<Extract<Told, { kind: 'bankruptcy' }>['value']['status'], string>> = {
  claimed: 'claimed',
  filed: 'filed',
  dismissed: 'dismissed',
  discharged: 'discharged',
  'discharge-denied': 'discharge denied',
  'relief-granted': 'relief from the stay granted',
  reaffirmed: 'reaffirmed',
};

const onDay = (word: string, day: string | null): string | null =>
  day === null ? null : `${word} ${formatCalendarDate(day)}`;
const ifSo = (isSo: boolean, words: string): string | null => (isSo ? words : null);
const optedOutWords = (hasOptedOut: boolean | null): string =>
  hasOptedOut === null
    ? 'whether they opted out is not known'
    : hasOptedOut
      ? 'they opted out'
      : 'they did not opt out';

/** The last day of the validation period, as the rule computes it of one notice. */
export function periodEndOf(value: { provided_on: string; stated_end_on: string | null }): string {
  const end = validationPeriodEnd({
    providedOn: value.provided_on,
    statedEndOn: value.stated_end_on,
    wasReturned: false,
  });
  return end === null ? '' : formatCalendarDate(isoFromDay(end));
}

type Part = string | null;
type Value<K extends FactKind> = Extract<Told, { kind: K }>['value'];

/** What each kind says, in parts; a kind that is not here says all in its title. */
const partsOf: { [K in FactKind]?: (value: Value<K>) => Part[] } = {
  attorney: ({ name, phone_number: number }) => [name ?? 'no name given', number === null ? null : formatPhone(number)],
  deceased: ({ died_on: diedOn }) => [onDay('on', diedOn)],
  'location-stated': (place) => [placeWords(place), 'alone for a day'],
  'barred-place': ({ place }) => [place],
  'time-preference': (value) => [
    `${value.preference === 'not-then' ? 'not' : 'only'} ${clock(value.from_minute)} to ${clock(value.until_minute)}`,
    value.weekdays.map((each) => nameOfWeekday(each)).join(', '),
    value.expires_at === null ? null : `until ${formatDateTime(value.expires_at)}`,
  ],
  'attorney-answered': ({ consents_to_contact: consents }) => [
    consents ? 'we may speak with the consumer' : 'speak with the attorney only',
  ],
  servicemember: (value) => [
    value.is_active ? 'in active service' : 'not in service',
    onDay('since', value.service_began_on),
    onDay('looked up', value.checked_on),
    ifSo(value.has_certificate, 'certificate on file'),
    ifSo(value.asked_for_interest_cap, 'asked for the cap of 6 percent'),
  ],
  bankruptcy: (value) => [
    bankruptcyWords[value.status],
    value.chapter === null ? null : `chapter ${value.chapter}`,
    value.case_number,
    onDay('on', value.ended_on),
    value.document,
    ifSo(value.is_released, 'released by compliance'),
  ],
  limitation: ({ ends_on: endsOn, is_revived_by_payment: isRevived }) => [
    formatCalendarDate(endsOn),
    isRevived === null ? null : isRevived ? 'a payment begins it anew' : 'a payment does not begin it anew',
  ],
  'medical-debt': ({ is_medical: isMedical }) => [isMedical ? 'yes' : 'no'],
  'state-notice-mailed': ({ mailed_on: mailedOn }) => [onDay('on', mailedOn)],
  'validation-provided': (value) => [
    `${onDay('on', value.provided_on) ?? ''} by ${value.medium}`,
    ifSo(value.provided_to === 'personal-representative', 'to the personal representative'),
    `period ends ${periodEndOf(value)}`,
  ],
  'electronic-notices': ({ is_agreed: isAgreed }) => [isAgreed ? 'agreed' : 'withdrawn'],
  'medium-opt-out': ({ medium }) => [mediumWords[medium]],
  consent: (value) => [
    `to ${mediumWords[value.medium]}`,
    ifSo(value.form === 'written-marketing', 'offers too'),
    ifSo(value.given_to === 'creditor', 'given to the creditor'),
    value.ends_at === null ? null : `until ${formatDateTime(value.ends_at)}`,
  ],
  'calls-agreed': ({ until_on: untilOn }) => [onDay('through', untilOn)],
  'consent-revoked': ({ medium }) => [medium === null ? 'for everything' : `to ${mediumWords[medium]}`],
  'creditor-notice': (value) => [
    onDay('sent', value.sent_on),
    onDay('opt out until', value.opt_out_until_on),
    ifSo(!value.names_us, 'does not name us'),
    ifSo(!value.creditor_used_it, 'the creditor never used the address'),
    optedOutWords(value.has_opted_out),
  ],
  'prior-collector-use': (value) => [
    ifSo(!value.was_immediately_before, 'not the one just before us'),
    value.had_basis ? 'on a basis of its own' : 'on what basis is not known',
    optedOutWords(value.has_opted_out),
  ],
};

const partsFor = <K extends FactKind>(kind: K, value: Value<K>): Part[] => partsOf[kind]?.(value) ?? [];

/** Where a fact holds, if not for the person: a number, an address, a debt. */
export const placeOf = ({ phone_number: phoneNumber, address, debt_reference: debt }: ConsumerFact): string =>
  [phoneNumber === null ? address : formatPhone(phoneNumber), debt === null ? null : `debt ${debt}`]
    .filter((part) => part !== null)
    .join(', ');

/** What a fact says beyond its kind and place, in one line. */
export const detailOf = ({ told }: ConsumerFact): string =>
  partsFor(told.kind, told.value)
    .filter((part) => part !== null && part !== '')
    .join(', ');

export const titleOf = ({ told }: ConsumerFact): string => factWords[told.kind];
