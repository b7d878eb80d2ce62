/** The overview of the compliance desk: counts of narrow rows, laid out by day, rule and agent. */
import type { Overview, OverviewDays, OverviewFigure } from '../../../shared/contracts/compliance/overview.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoFromDay, localDay, startOfLocalDay } from '../../../shared/domain/compliance/local-time.ts';
import { allPacks } from '../../../shared/domain/compliance/packs/all.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import {
  type Bounds,
  countByRule,
  countDecisions,
  countDisclosures,
  countOutcomes,
  findAgentNames,
  findZone,
} from './overview.store.ts';

const counted = ['refused', 'overridden', 'near_misses', 'shadow', 'disclosures_missed'] as const;
type Counted = (typeof counted)[number];
type Figures = Record<Counted, OverviewFigure>;

const nothing = (): OverviewFigure => ({ now: 0, before: 0 });
const noFigures = (): Figures => ({
  refused: nothing(),
  overridden: nothing(),
  near_misses: nothing(),
  shadow: nothing(),
  disclosures_missed: nothing(),
});

/** Buckets of the bounds: the span before, what lies between, and one for each day. */
const bucketBefore = 1;
const bucketOfFirstDay = 3;

function add(figure: OverviewFigure, bucket: number, count: number): void {
  if (bucket === bucketBefore) figure.before += count;
  else if (bucket >= bucketOfFirstDay) figure.now += count;
}

/** What is under a key, made when it is first asked for. */
function under<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

type Span = { days: OverviewDays; zone: string; dates: string[]; bounds: Bounds };

/** Days up to today in a zone, and as many before them up to the same hour. */
export function spanOf(days: OverviewDays, zone: string, nowMs: number): Span {
  const today = localDay(nowMs, zone);
  const first = today - days + 1;
  const daysOfSpan = Array.from({ length: days }, (_, index) => first + index);
  const starts = daysOfSpan.map((day) => startOfLocalDay(day, zone));
  const sinceMidnightMs = nowMs - startOfLocalDay(today, zone);
  // A day may have 25 hours; the day before the span then ends first.
  const beforeToMs = Math.min(startOfLocalDay(first - 1, zone) + sinceMidnightMs, starts[0] ?? nowMs);
  const moments = [startOfLocalDay(first - days, zone), beforeToMs, ...starts];
  return {
    days,
    zone,
    dates: daysOfSpan.map(isoFromDay),
    bounds: moments.map((atMs) => new Date(atMs).toISOString()),
  };
}

const describedRules = new Map(
  allPacks.flatMap((pack) => pack.rules).map(({ id, title, citation }) => [id, { title, citation }]),
);
/** A rule that is in no pack any more still has its id. */
const describeRule = (id: string): { title: string; citation: string } =>
  describedRules.get(id) ?? { title: id === 'engine' ? 'Rules in force' : id, citation: '' };

const sumOf = (figures: Figures, when: keyof OverviewFigure): number =>
  counted.reduce((sum, each) => sum + figures[each][when], 0);
const hasAny = (figures: Figures): boolean => sumOf(figures, 'now') + sumOf(figures, 'before') > 0;
const byWeight = (one: Figures, other: Figures): number =>
  other.refused.now - one.refused.now || sumOf(other, 'now') - sumOf(one, 'now');

/** The overview of the last days, today included, in the organization's calendar. */
export async function readOverview(database: TenantDatabase, days: OverviewDays, clock: Clock): Promise<Overview> {
  const nowMs = clock.now();
  const span = spanOf(days, await findZone(database), nowMs);
  const { bounds, zone, dates } = span;
  const decisions = await countDecisions(database, bounds);
  const outcomes = await countOutcomes(database, bounds);
  const rules = await countByRule(database, bounds);
  const disclosures = await countDisclosures(database, bounds);

  const total = noFigures();
  const others = { decided: nothing(), refused_calls: nothing(), recordings: nothing(), early: nothing() };
  const trend = dates.map((day) => ({
    day,
    decided: 0,
    refused: 0,
    overridden: 0,
    near_misses: 0,
    shadow: 0,
    disclosures_missed: 0,
  }));
  const ofRules = new Map<string, Figures>();
  const ofAgents = new Map<string, Figures & { decided: OverviewFigure }>();
  const ofAgent = (id: string) => under(ofAgents, id, () => ({ ...noFigures(), decided: nothing() }));

  for (const { bucket, agent_id: agentId, decided } of decisions) {
    add(others.decided, bucket, decided);
    add(ofAgent(agentId).decided, bucket, decided);
    const day = trend[bucket - bucketOfFirstDay];
    if (day) day.decided += decided;
  }
  for (const { bucket, agent_id: agentId, refused_calls: calls, ...counts } of outcomes) {
    add(others.refused_calls, bucket, calls);
    const day = trend[bucket - bucketOfFirstDay];
    for (const each of ['refused', 'overridden', 'near_misses', 'shadow'] as const) {
      add(total[each], bucket, counts[each]);
      add(ofAgent(agentId)[each], bucket, counts[each]);
      if (day) day[each] += counts[each];
    }
  }
  for (const { bucket, rule_id: ruleId, ...counts } of rules) {
    const figures = under(ofRules, ruleId, noFigures);
    for (const each of ['refused', 'overridden', 'near_misses', 'shadow'] as const)
      add(figures[each], bucket, counts[each]);
  }
  for (const { bucket, agent_id: agentId, kind, rule_id: ruleId, count } of disclosures) {
    if (kind === 'recording-not-announced') add(others.recordings, bucket, count);
    if (kind === 'disclosure-before-right-party') add(others.early, bucket, count);
    if (kind !== 'disclosure-missed') continue;
    for (const figures of [total, ofAgent(agentId), under(ofRules, ruleId, noFigures)])
      add(figures.disclosures_missed, bucket, count);
    const day = trend[bucket - bucketOfFirstDay];
    if (day) day.disclosures_missed += count;
  }

  const agents = [...ofAgents].filter(([, figures]) => hasAny(figures));
  const names = await findAgentNames(
    database,
    agents.map(([id]) => id),
  );
  const [beforeFrom = '', beforeTo = '', from = ''] = bounds;
  return {
    days,
    zone,
    from,
    to: new Date(nowMs).toISOString(),
    before: { from: beforeFrom, to: beforeTo },
    ...total,
    decided: others.decided,
    refused_calls: others.refused_calls,
    recordings_not_announced: others.recordings,
    disclosures_before_right_party: others.early,
    trend,
    by_rule: [...ofRules]
      .filter(([, figures]) => hasAny(figures))
      .map(([id, figures]) => ({ rule_id: id, ...describeRule(id), ...figures }))
      .toSorted((one, other) => byWeight(one, other) || one.rule_id.localeCompare(other.rule_id)),
    by_agent: agents
      .map(([id, figures]) => ({ agent_id: id, agent_name: names.get(id) ?? '', ...figures }))
      .toSorted((one, other) => byWeight(one, other) || one.agent_name.localeCompare(other.agent_name)),
  };
}
