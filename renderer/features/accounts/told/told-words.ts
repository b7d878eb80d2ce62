/** Facts in words, as lists show them: the kind, and in one line what it says beyond that. */
import type { ConsumerFact } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import type { FactRoute, Told } from '../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { factWords } from '../../../../shared/domain/compliance/consumer-facts/fact-words.ts';
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
  list: 'from a list',
};

export const mediumWords: Readonly<Record<Medium, string>> = {
  voice: 'calls',
  voicemail: 'voicemails',
  sms: 'texts',
  email: 'emails',
  letter: 'letters',
  'direct-message': 'direct messages',
};

export const bankruptcyWords: Readonly<Record<Extract<Told, { kind: 'bankruptcy' }>['value']['status'], string>> = {
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

function partsOfPerson(told: Told): Part[] {
  switch (told.kind) {
    case 'attorney': {
      const { name, phone_number: number } = told.value;
      return [name ?? 'no name given', number === null ? null : formatPhone(number)];
    }
    case 'deceased':
      return [onDay('on', told.value.died_on)];
    case 'barred-place':
      return [told.value.place];
    case 'time-preference': {
      const { preference, weekdays, from_minute: from, until_minute: until } = told.value;
      const days = weekdays.length === 0 ? null : weekdays.map((each) => nameOfWeekday(each)).join(', ');
      return [`${preference === 'not-then' ? 'not' : 'only'} ${clock(from)} to ${clock(until)}`, days];
    }
    case 'servicemember':
      return [
        told.value.is_active ? 'in active service' : 'not in service',
        onDay('since', told.value.service_began_on),
        onDay('looked up', told.value.checked_on),
        ifSo(told.value.has_certificate, 'certificate on file'),
        ifSo(told.value.asked_for_interest_cap, 'asked for the cap of 6 percent'),
      ];
    default:
      return [];
  }
}

function partsOfDebt(told: Told): Part[] {
  switch (told.kind) {
    case 'bankruptcy': {
      const { status, chapter, case_number: caseNumber, ended_on: endedOn, document } = told.value;
      return [
        bankruptcyWords[status],
        chapter === null ? null : `chapter ${chapter}`,
        caseNumber,
        onDay('on', endedOn),
        document,
        ifSo(told.value.is_released, 'released by compliance'),
      ];
    }
    case 'limitation': {
      const { ends_on: endsOn, is_revived_by_payment: isRevived } = told.value;
      return [
        formatCalendarDate(endsOn),
        isRevived === null ? null : isRevived ? 'a payment begins it anew' : 'a payment does not begin it anew',
      ];
    }
    case 'validation-provided':
      return [
        `${onDay('on', told.value.provided_on) ?? ''} by ${told.value.medium}`,
        ifSo(told.value.provided_to === 'personal-representative', 'to the personal representative'),
        `period ends ${periodEndOf(told.value)}`,
      ];
    case 'electronic-notices':
      return [told.value.is_agreed ? 'agreed' : 'withdrawn'];
    default:
      return [];
  }
}

function partsOfEndpoint(told: Told): Part[] {
  switch (told.kind) {
    case 'medium-opt-out':
      return [mediumWords[told.value.medium]];
    case 'consent':
      return [
        `to ${mediumWords[told.value.medium]}`,
        ifSo(told.value.form === 'written-marketing', 'offers too'),
        ifSo(told.value.given_to === 'creditor', 'given to the creditor'),
        told.value.ends_at === null ? null : `until ${formatDateTime(told.value.ends_at)}`,
      ];
    case 'consent-revoked':
      return [told.value.medium === null ? 'for everything' : `to ${mediumWords[told.value.medium]}`];
    case 'creditor-notice':
      return [
        onDay('sent', told.value.sent_on),
        onDay('opt out until', told.value.opt_out_until_on),
        ifSo(!told.value.names_us, 'does not name us'),
        ifSo(!told.value.creditor_used_it, 'the creditor never used the address'),
        optedOutWords(told.value.has_opted_out),
      ];
    case 'prior-collector-use':
      return [
        ifSo(!told.value.was_immediately_before, 'not the one just before us'),
        told.value.had_basis ? 'on a basis of its own' : 'on what basis is not known',
        optedOutWords(told.value.has_opted_out),
      ];
    default:
      return [];
  }
}

/** Where a fact holds, if not for the person: a number, an address, a debt. */
export const placeOf = ({ phone_number: phoneNumber, address, debt_reference: debt }: ConsumerFact): string =>
  [phoneNumber === null ? address : formatPhone(phoneNumber), debt === null ? null : `debt ${debt}`]
    .filter((part) => part !== null)
    .join(', ');

/** What a fact says beyond its kind and place, in one line. */
export const detailOf = ({ told }: ConsumerFact): string =>
  [...partsOfPerson(told), ...partsOfDebt(told), ...partsOfEndpoint(told)]
    .filter((part) => part !== null && part !== '')
    .join(', ');

export const titleOf = ({ told }: ConsumerFact): string => factWords[told.kind];
