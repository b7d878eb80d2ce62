import { Temporal } from 'temporal-polyfill';
import type { AgentTime } from '../../../shared/contracts/live/live.contract.ts';
import {
  type ConnectionChange,
  type SaidState,
  secondsByCategory,
  spansOfDay,
} from '../../../shared/domain/agents/agent-time.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type ChangeRow, findChanges, findNames, findZone } from './agent-time.store.ts';

/**
 * What each second of a day of the organisation's calendar went to, of everybody who was there or of one agent alone.
 * `date` is `YYYY-MM-DD`; a day that goes on is counted until now.
 */
export async function readAgentTimes(
  database: TenantDatabase,
  { date, agentId }: { date: string; agentId: string | undefined },
  clock: Clock,
): Promise<AgentTime[]> {
  const zone = await findZone(database);
  const day = Temporal.PlainDate.from(date);
  const startMs = (each: Temporal.PlainDate): number => each.toZonedDateTime(zone).epochMilliseconds;
  const [fromMs, toMs] = [startMs(day), Math.min(startMs(day.add({ days: 1 })), clock.now())];
  if (fromMs >= toMs) return [];
  const changes = Map.groupBy(
    await findChanges(database, { from: iso(fromMs), to: iso(toMs) }, agentId),
    (change) => change.agent_id,
  );
  return (await findNames(database)).flatMap(({ id, full_name }) => {
    const spans = spansOfDay(...accountsOf(changes.get(id) ?? []), { fromMs, toMs });
    return spans.length === 0 ? [] : [{ agent_id: id, full_name, seconds: secondsByCategory(spans) }];
  });
}

const iso = (ms: number): string => new Date(ms).toISOString();

function accountsOf(changes: readonly ChangeRow[]): [SaidState[], ConnectionChange[]] {
  const said: SaidState[] = [];
  const connections: ConnectionChange[] = [];
  for (const { state, reason, is_outage: isOutage, since } of changes) {
    const sinceMs = Date.parse(since);
    if (state === 'online' || state === 'offline') connections.push({ sinceMs, isOnline: state === 'online' });
    else said.push({ sinceMs, state, reason, isOutage });
  }
  return [said, connections];
}
