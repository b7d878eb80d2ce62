/** What a person looks for among decisions, and the query it comes to. Pure. */
import type { Verdict } from '../../../../shared/contracts/compliance/decision.ts';
import type { NotableOutcome } from '../../../../shared/domain/compliance/decision-outcomes.ts';
import { dayFromIso, startOfLocalDay } from '../../../../shared/domain/compliance/local-time.ts';
import { parseDialled } from '../../../ui/format.ts';
import type { DeskSearch } from '../desk-search.ts';

export type DecisionSearch = {
  /** As typed. */
  number: string;
  account: { id: string; reference: string } | null;
  agentId: string | null;
  verdict: Verdict | null;
  outcome: NotableOutcome | null;
  ruleId: string | null;
  /** Of the days; null: this computer's. */
  zone: string | null;
  /** Calendar days, `YYYY-MM-DD`, both included; empty: no bound. */
  fromDay: string;
  toDay: string;
};

export const emptySearch: DecisionSearch = {
  number: '',
  account: null,
  agentId: null,
  verdict: null,
  outcome: null,
  ruleId: null,
  zone: null,
  fromDay: '',
  toDay: '',
};

export const isEmptySearch = (search: DecisionSearch): boolean =>
  JSON.stringify({ ...search, number: search.number.trim() }) === JSON.stringify(emptySearch);

/** What a link to this tab looks for. */
export const searchOfLink = (given: DeskSearch): DecisionSearch => ({
  ...emptySearch,
  outcome: given.outcome ?? null,
  ruleId: given.rule ?? null,
  agentId: given.agent ?? null,
  fromDay: given.from ?? '',
  toDay: given.to ?? '',
  zone: given.zone ?? null,
});

/** Midnight that begins a day, or a later one, in a zone or here; undefined for what is no day. */
export function dayStart(day: string, later = 0, zone: string | null = null): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || !(year > 1970)) return undefined;
  if (zone !== null) return new Date(startOfLocalDay(dayFromIso(day) + later, zone)).toISOString();
  return new Date(year, month - 1, date + later).toISOString();
}

/** The query of a search; undefined while what was typed is no telephone number. */
export function queryOf(search: DecisionSearch) {
  const typed = search.number.trim();
  const phoneNumber = typed === '' ? null : parseDialled(typed);
  if (typed !== '' && phoneNumber === null) return undefined;
  const from = dayStart(search.fromDay, 0, search.zone);
  const to = dayStart(search.toDay, 1, search.zone);
  return {
    ...(phoneNumber === null ? {} : { phone_number: phoneNumber }),
    ...(search.account === null ? {} : { account_id: search.account.id }),
    ...(search.agentId === null ? {} : { agent_id: search.agentId }),
    ...(search.verdict === null ? {} : { verdict: search.verdict }),
    ...(search.outcome === null ? {} : { outcome: search.outcome }),
    ...(search.ruleId === null ? {} : { rule_id: search.ruleId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
