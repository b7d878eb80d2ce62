/** Where the attorneys of a consumer are called (12 CFR 1006.6(b)(2)). */
import { factsOf, type ToldFacts } from './told-facts.ts';

/**
 * The numbers of attorneys for any of these debts, with the name that was given last. One that is on the consumer's own file is
 * theirs, whoever says that an attorney has it.
 */
export function attorneysToCall(
  told: ToldFacts,
  debtIds: readonly string[],
  ownNumbers: Iterable<string>,
): { phoneNumber: string; name: string | null }[] {
  const own = new Set(ownNumbers);
  const isFor = (debtId: string | null, notFor: readonly string[]): boolean =>
    debtIds.some((each) => (debtId === null || debtId === each) && !notFor.includes(each));
  const found = factsOf(told, 'attorney').flatMap(({ debtId, value }) =>
    value.phone_number !== null && !own.has(value.phone_number) && isFor(debtId, value.not_for_debt_ids)
      ? [[value.phone_number, value.name] as const]
      : [],
  );
  return [...new Map(found)].map(([phoneNumber, name]) => ({ phoneNumber, name }));
}
