/** What an agent may be told in a call, and the fact that it becomes. Pure. */
import type { ConsumerFact, FactBody } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import {
  type FactRoute,
  type ToldInput,
  toldSchema,
} from '../../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import { factWords } from '../../../../shared/domain/compliance/consumer-facts/fact-words.ts';
import { formatCalendarDate, formatPhone } from '../../../ui/format.ts';
import type { ShortcutId } from '../../shortcuts/index.ts';

export const sayings = ['cease', 'attorney', 'wrong-number', 'place', 'times', 'bankruptcy', 'deceased'] as const;
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
};

/** What is asked; empty text is what nobody knows. */
export type Answers = {
  isWritten: boolean;
  route: FactRoute;
  name: string;
  phoneNumber: string;
  place: 'work' | 'home';
  from: string;
  until: string;
  weekdays: readonly number[];
  chapter: '' | '7' | '11' | '12' | '13';
  caseNumber: string;
  day: string;
  representative: '' | 'known' | 'not-known';
};

export const noAnswers: Answers = {
  isWritten: false,
  route: 'voice',
  name: '',
  phoneNumber: '',
  place: 'work',
  from: '',
  until: '',
  weekdays: [],
  chapter: '',
  caseNumber: '',
  day: '',
  representative: '',
};

const orNull = <T extends string>(text: T): Exclude<T, ''> | null => {
  const isSaid = (value: T): value is Exclude<T, ''> => value.trim() !== '';
  return isSaid(text) ? text : null;
};

/** Minutes of the day of `HH:MM`; null when it is not a time. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function toldOf(saying: Saying, answers: Answers, attorneyNumber: string | null): ToldInput | null {
  switch (saying) {
    case 'cease':
      return answers.isWritten ? { kind: 'cease-notice', value: {} } : { kind: 'leave-me-alone', value: {} };
    case 'attorney':
      return { kind: 'attorney', value: { name: orNull(answers.name), phone_number: attorneyNumber } };
    case 'wrong-number':
      return { kind: 'wrong-number', value: {} };
    case 'place':
      return { kind: 'barred-place', value: { place: answers.place } };
    case 'times': {
      const from = minuteOf(answers.from);
      const until = minuteOf(answers.until);
      if (from === null || until === null || from === until) return null;
      const weekdays = [...answers.weekdays];
      return {
        kind: 'time-preference',
        value: { preference: 'not-then', weekdays, from_minute: from, until_minute: until },
      };
    }
    case 'bankruptcy': {
      const { chapter, caseNumber, day } = answers;
      // Nobody but compliance, who has looked, may say more than that it was claimed.
      const value = { status: 'claimed' as const, chapter: orNull(chapter), case_number: orNull(caseNumber) };
      return { kind: 'bankruptcy', value: { ...value, petition_on: orNull(day) } };
    }
    case 'deceased':
      break;
  }
  const isKnown = answers.representative === '' ? null : answers.representative === 'known';
  return { kind: 'deceased', value: { died_on: orNull(answers.day), is_representative_known: isKnown } };
}

export type Heard = { callId: string | null; nowIso: string; attorneyNumber: string | null };

/** The fact to record; null while something that the rule needs is missing. */
export function factOf(saying: Saying, answers: Answers, heard: Heard): FactBody | null {
  const told = toldOf(saying, answers, heard.attorneyNumber);
  if (told === null) return null;
  if (saying === 'wrong-number' && answers.phoneNumber === '') return null;
  const isWrittenRoute = answers.route !== 'voice' && answers.route !== 'voicemail';
  if (saying === 'cease' && answers.isWritten !== isWrittenRoute) return null;
  return {
    told: toldSchema.parse(told),
    debt_id: null,
    phone_number: saying === 'wrong-number' ? answers.phoneNumber : null,
    address: null,
    received_at: heard.nowIso,
    received_by: answers.route,
    call_id: answers.route === 'voice' ? heard.callId : null,
    note: '',
  };
}

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

/** What a fact says beyond its kind, in one line. */
export function detailOf({ told, phone_number: phoneNumber, address, debt_reference: debt }: ConsumerFact): string {
  const parts = [phoneNumber === null ? address : formatPhone(phoneNumber), debt === null ? null : `debt ${debt}`];
  if (told.kind === 'attorney') {
    const { name, phone_number: number } = told.value;
    parts.push(name ?? 'no name given', number === null ? null : formatPhone(number));
  } else if (told.kind === 'bankruptcy') {
    const { status, chapter, case_number: caseNumber } = told.value;
    parts.push(status, chapter === null ? null : `chapter ${chapter}`, caseNumber);
  } else if (told.kind === 'deceased' && told.value.died_on !== null) {
    parts.push(formatCalendarDate(told.value.died_on));
  } else if (told.kind === 'barred-place') {
    parts.push(told.value.place);
  } else if (told.kind === 'medium-opt-out') {
    parts.push(told.value.medium);
  } else if (told.kind === 'time-preference') {
    const { preference, weekdays, from_minute: from, until_minute: until } = told.value;
    const days = weekdays.length === 0 ? null : weekdays.map((each) => nameOfWeekday(each)).join(', ');
    parts.push(`${preference === 'not-then' ? 'not' : 'only'} ${clock(from)} to ${clock(until)}`, days);
  }
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

export const titleOf = ({ told }: ConsumerFact): string => factWords[told.kind];
