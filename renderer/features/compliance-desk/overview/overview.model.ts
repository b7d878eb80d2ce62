/** Where each number of the overview leads, and how a change is said. Pure. */
import type { Overview, OverviewFigure } from '../../../../shared/contracts/compliance/overview.contract.ts';
import type { ViolationKind } from '../../../../shared/domain/compliance/violation-kinds.ts';
import type { NotableOutcome } from '../../../../shared/domain/compliance/decision-outcomes.ts';
import type { DeskSearch } from '../desk-search.ts';

export type Lead = { tab: string; search: DeskSearch };
/** What is led to: of a rule, of an agent, of some days; of everything in the span without. */
export type Part = { rule?: string; agent?: string; days?: readonly TrendDay[] };
export type TrendDay = Overview['trend'][number];
type Counted = { outcome: NotableOutcome } | { kind: ViolationKind };

/** The list that holds what a number counts, of the days of the organization that the overview is about. */
export function leadTo({ trend, zone }: Pick<Overview, 'trend' | 'zone'>, counted: Counted, part: Part = {}): Lead {
  const { rule, agent, days = trend } = part;
  const from = days[0]?.day;
  const to = days.at(-1)?.day;
  const search = { ...counted, rule, agent, from, to, zone };
  return { tab: 'outcome' in counted ? 'decisions' : 'violations', search };
}

/**
 * Days that one link of the trend stands for: each alone, or weeks that end with today where a day would be too narrow to be
 * aimed at.
 */
export function trendParts(trend: readonly TrendDay[]): TrendDay[][] {
  const size = trend.length > 31 ? 7 : 1;
  const short = trend.length % size;
  const rest = Array.from({ length: Math.floor(trend.length / size) }, (_, index) =>
    trend.slice(short + index * size, short + (index + 1) * size),
  );
  return short === 0 ? rest : [trend.slice(0, short), ...rest];
}

/** What is counted in the tables and the trend, in the order of weight. */
export const columns = [
  { key: 'refused', label: 'Refused', counted: { outcome: 'refused' } },
  { key: 'overridden', label: 'Overridden', counted: { outcome: 'overridden' } },
  { key: 'near_misses', label: 'Near misses', counted: { outcome: 'near-miss' } },
  { key: 'disclosures_missed', label: 'Not said', counted: { kind: 'disclosure-missed' } },
  { key: 'shadow', label: 'In shadow', counted: { outcome: 'shadow' } },
] as const satisfies readonly { key: keyof Overview; label: string; counted: Counted }[];
export type ColumnKey = (typeof columns)[number]['key'];

const count = new Intl.NumberFormat('en-US');
/** `12345` → `12,345`. */
export const formatCount = (value: number): string => count.format(value);

/** `12 more than in the 30 days before (40)`, in words, so that no colour or arrow is needed to tell. */
export function changeWords({ now, before }: OverviewFigure, days: number): string {
  const than = `the ${days} days before (${formatCount(before)})`;
  if (now === before) return `As many as in ${than}`;
  return `${formatCount(Math.abs(now - before))} ${now > before ? 'more' : 'fewer'} than in ${than}`;
}

/** `1.4 %` of the decisions; nothing of none. */
export function shareWords(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const share = (part / whole) * 100;
  return share > 0 && share < 0.1 ? 'less than 0.1%' : `${share.toFixed(1)}%`;
}
