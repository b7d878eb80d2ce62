/**
 * How one payment is divided among several debts (12 CFR 1006.30(c)): as the consumer directs, and never to a debt that the
 * consumer disputes. Money is whole cents, and no cent is lost: the shares and what is held always add up to the payment.
 *
 * What has no lawful place is held for a person: it is not sent back, and not booked.
 */
import type { Debt } from '../facts/debt.ts';
import type { PaymentDirection } from '../facts/payment.ts';

export type Share = { debtId: string; amountCents: number };
export type HeldReason =
  | 'disputed'
  | 'not-on-file'
  | 'nothing-undisputed-open'
  | 'exceeds-balance'
  | 'balance-unknown'
  | 'undirected'
  | 'direction-exceeds-payment';
export type HeldPart = { reason: HeldReason; amountCents: number };
export type Allocation = { shares: Share[]; held: HeldPart[] };

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Divides cents by weights with the largest remainder: the parts add up to the total, and differ from the exact ones by
 * less than a cent; ties go to the earlier part.
 * @throws RangeError for a total or weight that is no whole number from 0 on, or weights that are all 0
 */
export function splitCents(totalCents: number, weights: readonly number[]): number[] {
  if (!isWhole(totalCents) || !weights.every(isWhole) || weights.every((weight) => weight === 0)) {
    throw new RangeError('Cents are divided by whole weights that are not all 0');
  }
  // Balances times payments may exceed what a number holds exactly.
  const sum = weights.reduce((before, weight) => before + BigInt(weight), 0n);
  const exact = weights.map((weight, index) => {
    const product = BigInt(totalCents) * BigInt(weight);
    return { index, whole: Number(product / sum), rest: Number(product % sum) };
  });
  const left = totalCents - exact.reduce((before, { whole }) => before + whole, 0);
  const largest = exact.toSorted((a, b) => b.rest - a.rest || a.index - b.index).slice(0, left);
  const raised = new Set(largest.map(({ index }) => index));
  return exact.map(({ index, whole }) => whole + (raised.has(index) ? 1 : 0));
}

/** Disputed by the consumer: in writing or not, in time or not, wholly or in part, verified or not. */
export const isDisputedDebt = ({ isDisputed, disputes }: Debt): boolean =>
  isDisputed || disputes.some(({ kind, isClosed }) => kind === 'dispute' && !isClosed);

const openDebts = (debts: readonly Debt[]): Debt[] => debts.filter(({ isClosed }) => !isClosed);
const holdAll = (reason: HeldReason, amountCents: number): Allocation => ({
  shares: [],
  held: amountCents === 0 ? [] : [{ reason, amountCents }],
});

/** One wish of the consumer: to its debt as far as that may and can take it. */
function followPart(debt: Debt | undefined, cents: number): Allocation {
  if (debt === undefined) return holdAll('not-on-file', cents);
  if (isDisputedDebt(debt)) return holdAll('disputed', cents);
  const taken = Math.min(cents, Math.max(0, debt.balanceCents ?? cents));
  return {
    shares: taken === 0 ? [] : [{ debtId: debt.id, amountCents: taken }],
    held: holdAll('exceeds-balance', cents - taken).held,
  };
}

/** Wishes for the same debt are one wish, so that its balance is looked at once. */
function mergeParts({ parts }: PaymentDirection): { debtId: string; value: number }[] {
  const byDebt = new Map<string, number>();
  for (const { debtId, value } of parts) byDebt.set(debtId, (byDebt.get(debtId) ?? 0) + value);
  return [...byDebt].map(([debtId, value]) => ({ debtId, value }));
}

function followDirection(amountCents: number, open: readonly Debt[], direction: PaymentDirection): Allocation {
  const parts = mergeParts(direction);
  const whole = direction.unit === 'cents' ? amountCents : 10_000;
  const said = parts.reduce((before, { value }) => before + value, 0);
  if (said > whole) return holdAll('direction-exceeds-payment', amountCents);
  if (whole === 0) return holdAll('undirected', amountCents);
  const cents = splitCents(amountCents, [...parts.map(({ value }) => value), whole - said]);
  const followed = parts.map(({ debtId }, index) =>
    followPart(
      open.find(({ id }) => id === debtId),
      cents[index] ?? 0,
    ),
  );
  return {
    shares: followed.flatMap(({ shares }) => shares),
    held: [...followed.flatMap(({ held }) => held), ...holdAll('undirected', cents.at(-1) ?? 0).held],
  };
}

function divideByBalance(amountCents: number, open: readonly Debt[]): Allocation {
  const undisputed = open.filter((debt) => !isDisputedDebt(debt));
  const [only] = undisputed;
  if (only === undefined) return holdAll('nothing-undisputed-open', amountCents);
  if (undisputed.length === 1) return followPart(only, amountCents);
  const balances = undisputed.map(({ balanceCents }) => balanceCents);
  const known = balances.filter((balance) => balance !== null).map((balance) => Math.max(0, balance));
  if (known.length < balances.length) return holdAll('balance-unknown', amountCents);
  const owed = known.reduce((before, balance) => before + balance, 0);
  if (owed === 0) return holdAll('exceeds-balance', amountCents);
  const payable = Math.min(amountCents, owed);
  const shares = splitCents(payable, known);
  return {
    shares: undisputed
      .map(({ id }, index) => ({ debtId: id, amountCents: shares[index] ?? 0 }))
      .filter((share) => share.amountCents > 0),
    held: holdAll('exceeds-balance', amountCents - payable).held,
  };
}

/**
 * Divides one payment. Without a direction the undisputed open debts share it by their balances, none gets more than it.
 * @param debts Every debt of the consumer that could be meant, open or not.
 * @throws RangeError when the payment is no whole number of cents
 */
export function allocatePayment(
  amountCents: number,
  debts: readonly Debt[],
  direction: PaymentDirection | null,
): Allocation {
  if (!isWhole(amountCents)) throw new RangeError('A payment is a whole number of cents');
  const open = openDebts(debts);
  if (open.every(isDisputedDebt)) return holdAll('nothing-undisputed-open', amountCents);
  return direction === null ? divideByBalance(amountCents, open) : followDirection(amountCents, open, direction);
}
