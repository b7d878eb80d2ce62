/** The work queue as it is shown and walked through. Pure. */
import type { QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { verdictWords } from '../../ui/verdict-words.ts';

export type QueueFilter = 'all' | 'callable';

/** The verdict of the list, except that a moment which has come since counts as callable until the server says more. */
export const isCallable = (item: QueueItem, nowMs: number): boolean =>
  verdictWords[item.verdict].canDial ||
  (item.verdict === 'defer' && item.next_lawful_at !== null && Date.parse(item.next_lawful_at) <= nowMs);

export const filterQueue = (items: readonly QueueItem[], filter: QueueFilter, nowMs: number): QueueItem[] =>
  filter === 'all' ? [...items] : items.filter((item) => isCallable(item, nowMs));

/** The row reached by moving `step` rows from the one marked; stays inside the list, starts at its head. */
export function stepFrom(items: readonly QueueItem[], accountId: string | null, step: number): string | null {
  if (items.length === 0) return null;
  const at = items.findIndex((item) => item.account_id === accountId);
  const next = at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + step));
  return items[next]?.account_id ?? null;
}

/** Those below the open one, then from the top to it. */
function inTurn(items: readonly QueueItem[], openId: string | null): QueueItem[] {
  const at = items.findIndex((item) => item.account_id === openId);
  return [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
}

/** The next callable account below the one open, from the top again after the last; null when there is none but it. */
export function nextCallable(items: readonly QueueItem[], openId: string | null, nowMs: number): string | null {
  return inTurn(items, openId).find((item) => isCallable(item, nowMs))?.account_id ?? null;
}

/** The callable accounts that come next after the one open, in the order of `nextCallable`; as far as they have a number. */
export function comingNext(
  items: readonly QueueItem[],
  openId: string | null,
  nowMs: number,
): { accountId: string; phoneNumber: string }[] {
  return inTurn(items, openId).flatMap((item) =>
    item.phone_number !== null && isCallable(item, nowMs)
      ? [{ accountId: item.account_id, phoneNumber: item.phone_number }]
      : [],
  );
}
