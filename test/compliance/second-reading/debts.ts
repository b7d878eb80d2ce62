/** Which debts a call is about, and whether something in the history was about one of them. */
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';

/** No name of a debt: stands for the one debt of a consumer about whom no debt is known. */
const nameless = '';

/** Student loans under one account number are one debt (12 CFR 1006.14(b)(4)): the name of that debt. */
export function particularDebt(facts: ContactFacts, debtId: string): string {
  const group = facts.debts.find((debt) => debt.id === debtId)?.groupId ?? null;
  return group === null ? `debt ${debtId}` : `group ${group}`;
}

/** Was it about this debt? What is not known to be about certain debts is taken to be about every one. */
export function isAbout(facts: ContactFacts, debtIds: readonly string[] | null, debt: string): boolean {
  if (debtIds === null || debtIds.length === 0) return true;
  return debtIds.some((debtId) => particularDebt(facts, debtId) === debt);
}

/** The debts that the call is about. When that is not known: each one that the consumer is known to have. */
export function debtsOfCall(facts: ContactFacts): string[] {
  if (facts.action.kind !== 'contact') return [];
  const { attempts, conversations, consents, messages } = facts.history;
  const named = facts.action.debtIds;
  const all = [
    ...facts.debts.map((debt) => debt.id),
    ...[...attempts, ...conversations, ...consents, ...messages].flatMap((entry) => entry.debtIds ?? []),
  ];
  const ids = named.length > 0 ? named : all;
  return ids.length > 0 ? [...new Set(ids.map((debtId) => particularDebt(facts, debtId)))] : [nameless];
}
