import type { AccountDetail, AccountRow, ConsumerPhone } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const statusWords: Readonly<Record<AccountRow['status'], { label: string; tone: Tone }>> = {
  open: { label: 'Open', tone: 'neutral' },
  promise: { label: 'Promise', tone: 'accent' },
  disputed: { label: 'Disputed', tone: 'warn' },
  ceased: { label: 'Ceased', tone: 'stop' },
  paid: { label: 'Paid', tone: 'good' },
  closed: { label: 'Closed', tone: 'neutral' },
};

export const phoneKindWords: Readonly<Record<ConsumerPhone['kind'], string>> = {
  mobile: 'Mobile',
  home: 'Home',
  work: 'Work',
  unknown: 'Kind unknown',
};

export const languageName = (code: string): string => {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** The number to offer first: active and not on the do-not-call list, mobile before the rest; else none. */
export function firstNumber(account: AccountDetail): string | null {
  const usable = account.consumer.phone_numbers.filter((phone) => phone.status === 'active' && !phone.is_on_dnc);
  return (usable.find((phone) => phone.kind === 'mobile') ?? usable[0])?.phone_number ?? null;
}

/** Whether a number is one that this account is called about: the consumer's, or their attorney's. */
export const isOfAccount = (account: AccountDetail | null, phoneNumber: string): boolean =>
  nameAt(account, phoneNumber) !== null;

/** Who is at a number of the account; null: it is none. */
export function nameAt(account: AccountDetail | null, phoneNumber: string): string | null {
  if (account === null) return null;
  const { full_name: fullName, phone_numbers: numbers, attorneys } = account.consumer;
  if (numbers.some((each) => each.phone_number === phoneNumber)) return fullName;
  const attorney = attorneys.find((each) => each.phone_number === phoneNumber);
  return attorney ? `${attorney.name ?? 'Attorney'} for ${fullName}` : null;
}
