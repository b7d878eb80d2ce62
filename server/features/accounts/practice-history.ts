/** Debts and history of the practice people: invented, and the same at every start. */
import type { PracticePerson } from './practice-people.ts';
import { practiceNumber } from './practice-ids.ts';

const creditors = [
  'Northfield Harbor Bank',
  'Bluestem Card Services',
  'Cedar & Vale Outfitters',
  'Tallgrass Energy Cooperative',
  'Lanternlight Medical Group',
  'Orchard Street Dental Partners',
  'Kestrel Auto Finance',
  'Pinebrook Furniture House',
  'Silverline Wireless of Fairhaven',
  'Marigold Veterinary Hospital',
] as const;
/** Bought some of the debts. */
const debtBuyer = 'Oak Meridian Receivables';

/** Who is owed for medical care. A veterinarian cares for no person. */
export const isMedicalCreditor = (creditor: string): boolean =>
  creditor === 'Lanternlight Medical Group' || creditor === 'Orchard Street Dental Partners';

export type PracticeDebt = {
  original_creditor: string;
  current_creditor: string;
  balance_cents: number;
  principal_cents: number;
  itemization_on: string;
};

/** One to three debts; one only where the story is about a single debt. */
export function debtsOf(person: PracticePerson): PracticeDebt[] {
  const single = person.story === 'debt-ceased' || person.story === 'disputed';
  const amount = single ? 1 : 1 + practiceNumber(`${person.key} debts`, 3);
  return Array.from({ length: amount }, (_, index) => {
    const name = `${person.key} debt ${index}`;
    const creditor = creditors[practiceNumber(`${name} creditor`, creditors.length)] ?? creditors[0];
    const principal = 9_000 + practiceNumber(`${name} principal`, 420_000);
    const fees = Math.round((principal * practiceNumber(`${name} fees`, 18)) / 100);
    const month = 1 + practiceNumber(`${name} month`, 9);
    const day = 1 + practiceNumber(`${name} day`, 28);
    return {
      original_creditor: creditor,
      current_creditor: practiceNumber(`${name} sold`, 3) === 0 ? debtBuyer : creditor,
      balance_cents: person.story === 'paid' ? 0 : principal + fees,
      principal_cents: principal,
      itemization_on: `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    };
  });
}

export type PracticeEntry = {
  daysAgo: number;
  kind: 'disposition' | 'note' | 'notice' | 'payment';
  title: string;
  text: string;
};

const entry = (daysAgo: number, kind: PracticeEntry['kind'], title: string, text: string): PracticeEntry => ({
  daysAgo,
  kind,
  title,
  text,
});

const earlierCalls = [
  ['No answer', 'Rang eight times, no voicemail.'],
  ['Left voicemail', 'Limited-content message left with the office number.'],
  ['Busy', ''],
  ['Third party', 'Somebody else answered; asked when to call again, gave no reason for the call.'],
  ['Right party, no promise', 'Wants to look at the papers first. Was friendly.'],
] as const;

/** What the story adds to the history, at least eight days back where it was a conversation. */
const storyEntries: Partial<Record<NonNullable<PracticePerson['story']>, readonly PracticeEntry[]>> = {
  'debt-ceased': [
    entry(20, 'notice', 'Cease notice received', 'Letter of the consumer: no further contact about this debt.'),
  ],
  'number-on-dnc': [entry(14, 'note', 'Asked not to be called', 'Said on the phone: do not call this number again.')],
  disputed: [
    entry(12, 'notice', 'Dispute received', 'Says the amount is wrong. Verification asked from the creditor.'),
  ],
  'promise-tomorrow': [entry(9, 'disposition', 'Promise to pay', 'First of four instalments, by bank transfer.')],
  'promise-broken': [entry(18, 'disposition', 'Promise to pay', 'Whole balance by the end of the month.')],
  'callback-due': [
    entry(10, 'disposition', 'Call back', 'Asked for a call when the new card has come. Prefers Spanish.'),
  ],
  'wrong-number': [entry(11, 'disposition', 'Wrong number', 'The mobile number belongs to somebody else.')],
  paid: [entry(15, 'payment', 'Payment received', 'Paid in full by check.')],
};

/** Nobody has worked on this account yet. */
export const isNewAccount = (person: PracticePerson): boolean =>
  person.story === undefined && practiceNumber(`${person.key} is new`, 5) < 2;

/** Stories whose last call is in the ledger, not in the history here; see `practice-calls.ts`. */
const calledDaysAgo: Partial<Record<NonNullable<PracticePerson['story']>, number>> = {
  'six-attempts': 1,
  'seven-attempts': 1,
  'talked-lately': 3,
};

/** How long ago the account was worked on last, in days. */
export function lastWorkedDaysAgo({ key, story }: PracticePerson): number {
  const told = story && (calledDaysAgo[story] ?? storyEntries[story]?.[0]?.daysAgo);
  return told ?? 9 + practiceNumber(`${key} rested`, 35);
}

/** The history of an account as it was when the practice began; a new account has its notice only. */
export function historyOf(person: PracticePerson): PracticeEntry[] {
  const noticedDaysAgo = 50 + practiceNumber(`${person.key} notice`, 30);
  const history = [
    entry(noticedDaysAgo, 'notice', 'Validation notice sent', 'By mail, with the itemization and the tear-off.'),
    ...(person.story === undefined ? [] : (storyEntries[person.story] ?? [])),
  ];
  if (isNewAccount(person)) return history;
  // Before what the story tells, and out of the seven days that count.
  const firstDaysAgo = person.story ? Math.max(9, lastWorkedDaysAgo(person) + 5) : lastWorkedDaysAgo(person);
  const earlier = 1 + practiceNumber(`${person.key} earlier`, 3);
  for (let index = 0; index < earlier; index += 1) {
    const [title, text] =
      earlierCalls[practiceNumber(`${person.key} earlier ${index}`, earlierCalls.length)] ?? earlierCalls[0];
    history.push(entry(firstDaysAgo + index * 4, 'disposition', title, text));
  }
  if (practiceNumber(`${person.key} note`, 3) === 0)
    history.push(entry(46, 'note', 'Note', 'Moved last year; the new address was confirmed by mail.'));
  return history;
}
