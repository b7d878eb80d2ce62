/**
 * Which bankruptcies bear on a debt. A petition stays every claim that arose before it, not only those that somebody marked
 * (11 USC 362(a)(6)), so the case on one debt of a consumer bears on the others as well.
 */
import type { Debt } from './facts/debt.ts';
import type { ContactFacts } from './facts/facts.ts';

export type Bankruptcy = NonNullable<Debt['bankruptcy']>;
/** One case as it bears on one debt. */
export type DebtInCase = { debtId: string; incurredOn: string | null; bankruptcy: Bankruptcy };

/** What is known of a debt; of one that is not on file, nothing. */
type KnownDebt = Pick<Debt, 'id' | 'incurredOn' | 'bankruptcy'>;

function isSameCase(one: Bankruptcy, other: Bankruptcy): boolean {
  if (one.caseNumber !== null && other.caseNumber !== null) return one.caseNumber === other.caseNumber;
  return one.petitionOn !== null && one.petitionOn === other.petitionOn;
}

/** A case that was dismissed, or never was, is over for every debt; everything else was said of one debt, and goes on for the others. */
function asForOthers(bankruptcy: Bankruptcy): Bankruptcy {
  const { status } = bankruptcy;
  if (status === 'dismissed' || status === 'claimed') return bankruptcy;
  return { ...bankruptcy, status: status === 'discharged' ? status : 'filed', isReleased: false };
}

/** The cases reported by now that bear on the debts of a contact; on all of the consumer when nobody knows which they are. */
export function casesOf(
  { action, debts }: { action: Pick<ContactFacts['action'], 'debtIds'>; debts: readonly KnownDebt[] },
  nowMs: number,
): DebtInCase[] {
  const concerned: readonly KnownDebt[] =
    action.debtIds.length === 0
      ? debts
      : action.debtIds.map((id) => debts.find((debt) => debt.id === id) ?? { id, incurredOn: null, bankruptcy: null });
  const isReported = ({ reportedAtMs }: Bankruptcy): boolean => reportedAtMs <= nowMs;
  const reported = debts.flatMap(({ id, bankruptcy }) =>
    bankruptcy !== null && isReported(bankruptcy) ? [{ id, bankruptcy }] : [],
  );
  return concerned.flatMap((debt) => {
    const own = debt.bankruptcy !== null && isReported(debt.bankruptcy) ? debt.bankruptcy : null;
    const others = reported
      .filter(({ id }) => id !== debt.id)
      .map(({ bankruptcy }) => asForOthers(bankruptcy))
      // What became of this debt in a case is said by its own entry; only a later case goes beyond it.
      .filter((each) => own === null || (!isSameCase(own, each) && each.reportedAtMs > own.reportedAtMs));
    return [...(own === null ? [] : [own]), ...others].map((bankruptcy) => ({
      debtId: debt.id,
      incurredOn: debt.incurredOn,
      bankruptcy,
    }));
  });
}
