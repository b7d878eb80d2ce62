/** Which account is open and which number stands in the dial field: this window's own state, nothing more. */
import { create } from 'zustand';
import { formatPhone } from '../../ui/format.ts';

type CockpitState = {
  accountId: string | null;
  dialText: string;
  /** Grows each time the number field should take the focus. */
  focusRequests: number;
  /** The open account brings its first number once it has been read, unless a number was chosen with it. */
  wantsNumberOf: string | null;
};
const emptyDesk = { accountId: null, dialText: '', wantsNumberOf: null } as const;
export const useCockpit = create<CockpitState>(() => ({ ...emptyDesk, focusRequests: 0 }));

/** Nobody sits here any more: no account and no number stays for the next person. */
export const clearDesk = (): void => useCockpit.setState(emptyDesk);

/** Opens an account; with a number, that one stands ready to be called. */
export function openAccount(accountId: string, phoneNumber: string | null = null): void {
  useCockpit.setState({
    accountId,
    dialText: phoneNumber === null ? '' : formatPhone(phoneNumber),
    wantsNumberOf: phoneNumber === null ? accountId : null,
  });
}

/** Puts a number into the dial field, where its verdict is shown; it is not dialled. */
export function showNumber(text: string, takesFocus = true): void {
  useCockpit.setState((state) => ({
    dialText: text,
    wantsNumberOf: null,
    focusRequests: state.focusRequests + (takesFocus ? 1 : 0),
  }));
}

/** Shows somebody who was called before, with the account if there is one; the number is not dialled. */
export function showCallee(phoneNumber: string, accountId: string | null): void {
  if (accountId === null) showNumber(formatPhone(phoneNumber));
  else openAccount(accountId, phoneNumber);
}

/** The account has been read: its first number goes into the field if nobody has typed since. */
export function offerNumber(accountId: string, phoneNumber: string | null): void {
  const { wantsNumberOf } = useCockpit.getState();
  if (wantsNumberOf !== accountId) return;
  useCockpit.setState({ wantsNumberOf: null, dialText: phoneNumber === null ? '' : formatPhone(phoneNumber) });
}

export function focusDial(): void {
  useCockpit.setState((state) => ({ focusRequests: state.focusRequests + 1 }));
}
