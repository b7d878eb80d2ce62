/** What an agent may be told in a call, and the fact that it becomes. Pure. */
import type { FactBody } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import {
  type FactRoute,
  type ToldInput,
  toldSchema,
} from '../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { ShortcutId } from '../../shortcuts/index.ts';
import { agreedDays, preferenceOf } from './told-times.ts';

export const sayings = [
  'cease',
  'attorney',
  'wrong-number',
  'location',
  'place',
  'times',
  'bankruptcy',
  'deceased',
  'service',
  'again',
  'consent',
  'revoked',
] as const;
export type Saying = (typeof sayings)[number];

export const sayingWords: Readonly<Record<Saying, { label: string; follows: string; shortcut: ShortcutId }>> = {
  cease: {
    label: 'No more contact',
    follows: 'Nobody calls this person any more.',
    shortcut: 'told.cease',
  },
  attorney: {
    label: 'Has an attorney',
    follows: 'From now on the attorney is contacted, not the consumer.',
    shortcut: 'told.attorney',
  },
  'wrong-number': {
    label: 'Wrong number',
    follows: 'This number is not called again for this account, and calls to it no longer count.',
    shortcut: 'told.wrong-number',
  },
  location: {
    label: 'Is elsewhere now',
    follows: 'For a day, calling hours go by the clock there and by no other; after that by this one as well.',
    shortcut: 'told.location',
  },
  place: {
    label: 'Not at work or home',
    follows: 'Numbers of that kind are not called.',
    shortcut: 'told.place',
  },
  times: {
    label: 'Bad times to call',
    follows: 'Nobody calls between these times, as the consumer’s clock shows them.',
    shortcut: 'told.times',
  },
  bankruptcy: {
    label: 'Bankruptcy',
    follows: 'Collection stops until compliance has found the case. Ask for no payment.',
    shortcut: 'told.bankruptcy',
  },
  deceased: {
    label: 'Deceased',
    follows: 'The account may be spoken of only with whoever handles the estate.',
    shortcut: 'told.deceased',
  },
  service: {
    label: 'In military service',
    follows: 'Calls go on. Say nothing of rank, superiors or legal action; compliance looks up the status.',
    shortcut: 'told.service',
  },
  again: {
    label: 'May call again',
    follows:
      'Calls through this day do not count, and none has to wait, until you next speak. Calling hours hold all the same.',
    shortcut: 'told.again',
  },
  consent: {
    label: 'Agrees to be reached',
    follows: 'They agreed, to you and in their own words, to be reached this way.',
    shortcut: 'told.consent',
  },
  revoked: {
    label: 'Takes consent back',
    follows: 'Nothing automated goes there any more: no texts, no emails, no recorded voices.',
    shortcut: 'told.revoked',
  },
};

/** Stands for a state where somebody is in none. */
export const ABROAD = 'abroad';

/** What is asked; empty text is what nobody knows. */
export type Answers = {
  isWritten: boolean;
  route: FactRoute;
  name: string;
  phoneNumber: string;
  /** Where they are now: a two-letter code, or `ABROAD`. */
  state: string;
  zone: string;
  place: 'work' | 'home';
  from: string;
  until: string;
  weekdays: readonly number[];
  lastDay: string;
  chapter: '' | '7' | '11' | '12' | '13';
  caseNumber: string;
  day: string;
  representative: '' | 'known' | 'not-known';
  medium: ConsentMedium;
  /** Consent was given or taken back for an address. */
  email: string;
  asksForCap: boolean;
};

/** What consent is asked for in a call: emails to an address, texts to a number, voices that are nobody's. */
export const consentMedia = ['email', 'sms', 'voice'] as const;
export type ConsentMedium = (typeof consentMedia)[number];

export const noAnswers: Answers = {
  isWritten: false,
  route: 'voice',
  name: '',
  phoneNumber: '',
  state: '',
  zone: '',
  place: 'work',
  from: '',
  until: '',
  weekdays: [],
  lastDay: '',
  chapter: '',
  caseNumber: '',
  day: '',
  representative: '',
  medium: 'email',
  email: '',
  asksForCap: false,
};

const orNull = <T extends string>(text: T): Exclude<T, ''> | null => {
  const isSaid = (value: T): value is Exclude<T, ''> => value.trim() !== '';
  return isSaid(text) ? text : null;
};

function toldOf(saying: Saying, answers: Answers, heard: Heard): ToldInput | null {
  switch (saying) {
    case 'cease':
      return answers.isWritten ? { kind: 'cease-notice', value: {} } : { kind: 'leave-me-alone', value: {} };
    case 'attorney':
      return { kind: 'attorney', value: { name: orNull(answers.name), phone_number: heard.attorneyNumber } };
    case 'wrong-number':
      return { kind: 'wrong-number', value: {} };
    case 'location': {
      const isAbroad = answers.state === ABROAD;
      if (answers.state === '' || (isAbroad && answers.zone === '')) return null;
      const state = isAbroad ? null : answers.state;
      return { kind: 'location-stated', value: { state, zone: orNull(answers.zone) } };
    }
    case 'place':
      return { kind: 'barred-place', value: { place: answers.place } };
    case 'times':
      // Hours outside those that are presumed convenient are for compliance to open: an agent only takes away.
      return preferenceOf('not-then', answers, heard.zones);
    case 'bankruptcy': {
      const { chapter, caseNumber, day } = answers;
      // Nobody but compliance, who has looked, may say more than that it was claimed.
      const value = { status: 'claimed' as const, chapter: orNull(chapter), case_number: orNull(caseNumber) };
      return { kind: 'bankruptcy', value: { ...value, petition_on: orNull(day) } };
    }
    case 'service':
      return { kind: 'servicemember', value: { is_active: true, asked_for_interest_cap: answers.asksForCap } };
    case 'again':
      return answers.day === '' || !agreedDays(heard.nowIso, heard.zones).includes(answers.day)
        ? null
        : { kind: 'calls-agreed', value: { until_on: answers.day } };
    case 'consent':
      return { kind: 'consent', value: { medium: answers.medium, given_to: 'collector' } };
    case 'revoked':
      return { kind: 'consent-revoked', value: { medium: answers.medium } };
    case 'deceased':
      break;
  }
  const isKnown = answers.representative === '' ? null : answers.representative === 'known';
  return { kind: 'deceased', value: { died_on: orNull(answers.day), is_representative_known: isKnown } };
}

export type Heard = {
  callId: string | null;
  nowIso: string;
  attorneyNumber: string | null;
  /** Where the consumer may be. */
  zones: readonly string[];
};

const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** Where it holds: a number, an address, or the person; null while it is not known. */
function placeOf(saying: Saying, answers: Answers): Pick<FactBody, 'phone_number' | 'address'> | null {
  const isConsent = saying === 'consent' || saying === 'revoked';
  if (isConsent && answers.medium === 'email')
    return isEmail(answers.email) ? { phone_number: null, address: answers.email.trim() } : null;
  if (!isConsent && saying !== 'wrong-number') return { phone_number: null, address: null };
  return answers.phoneNumber === '' ? null : { phone_number: answers.phoneNumber, address: null };
}

/** The fact to record; null while something that the rule needs is missing. */
export function factOf(saying: Saying, answers: Answers, heard: Heard): FactBody | null {
  const told = toldOf(saying, answers, heard);
  if (told === null) return null;
  const place = placeOf(saying, answers);
  if (place === null) return null;
  const isWrittenRoute = answers.route !== 'voice' && answers.route !== 'voicemail';
  if (saying === 'cease' && answers.isWritten !== isWrittenRoute) return null;
  return {
    told: toldSchema.parse(told),
    debt_id: null,
    ...place,
    received_at: heard.nowIso,
    received_by: answers.route,
    call_id: answers.route === 'voice' ? heard.callId : null,
    note: '',
  };
}
