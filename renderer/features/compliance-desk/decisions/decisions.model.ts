/** What a person looks for among decisions, and the query it comes to. Pure. */
import type { Verdict } from '../../../../shared/contracts/compliance/decision.ts';
import { parseDialled } from '../../../ui/format.ts';

export type DecisionSearch = {
  /** As typed. */
  number: string;
  account: { id: string; reference: string } | null;
  agentId: string | null;
  verdict: Verdict | null;
  ruleId: string | null;
  /** Calendar days of this computer, `YYYY-MM-DD`, both included; empty: no bound. */
  fromDay: string;
  toDay: string;
};

export const emptySearch: DecisionSearch = {
  number: '',
  account: null,
  agentId: null,
  verdict: null,
  ruleId: null,
  fromDay: '',
  toDay: '',
};

export const isEmptySearch = (search: DecisionSearch): boolean =>
  JSON.stringify({ ...search, number: search.number.trim() }) === JSON.stringify(emptySearch);

/** Midnight that begins a day, or a later one, here; undefined for what is no day. */
export function dayStart(day: string, later = 0): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || !(year > 1970)) return undefined;
  return new Date(year, month - 1, date + later).toISOString();
}

/** The query of a search; undefined while what was typed is no telephone number. */
export function queryOf(search: DecisionSearch) {
  const typed = search.number.trim();
  const phoneNumber = typed === '' ? null : parseDialled(typed);
  if (typed !== '' && phoneNumber === null) return undefined;
  const from = dayStart(search.fromDay);
  const to = dayStart(search.toDay, 1);
  return {
    ...(phoneNumber === null ? {} : { phone_number: phoneNumber }),
    ...(search.account === null ? {} : { account_id: search.account.id }),
    ...(search.agentId === null ? {} : { agent_id: search.agentId }),
    ...(search.verdict === null ? {} : { verdict: search.verdict }),
    ...(search.ruleId === null ? {} : { rule_id: search.ruleId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
