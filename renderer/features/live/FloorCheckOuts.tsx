import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CheckOutRow } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatTime } from '../../ui/format.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemState } from '../../ui/States.tsx';
import { itemWords, verdictWordsOf, worstOf } from '../telephony/index.ts';
import type { FloorAgent } from './floor.model.ts';

/** Who has made the check-out today and what it found; those with trouble first, those without one next. */
export function FloorCheckOuts({ agents }: { agents: readonly FloorAgent[] }) {
  const queries = useQueryClient();
  const since = startOfDay(useMinute());
  const queryKey = ['check-outs', since];
  const rows = useQuery({
    queryKey,
    queryFn: async (): Promise<readonly CheckOutRow[]> => request('telephony:list-check-outs', { since }),
  });
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'check-out')
      queries.setQueryData<readonly CheckOutRow[]>(queryKey, (known = []) => [
        ...known.filter((each) => each.agent_id !== event.check_out.agent_id),
        event.check_out,
      ]);
  });
  if (rows.isPending) return <LoadingState label="Loading the check-outs" lines={8} />;
  if (rows.isError && !rows.data)
    return <ProblemState problem={problemOf(rows.error)} onRetry={() => void rows.refetch()} />;
  const lines = agents
    .map((agent) => ({ agent, row: rows.data.find((each) => each.agent_id === agent.id) ?? null }))
    .toSorted((a, b) => urgency(b.row) - urgency(a.row) || a.agent.full_name.localeCompare(b.agent.full_name));
  return (
    <ScrollRegion className="page-scroll" label="Check-outs of today">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Check-out</th>
            <th scope="col">What was found</th>
            <th scope="col" className="end">
              At
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ agent, row }) => (
            <Line key={agent.id} name={agent.full_name} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Line({ name, row }: { name: string; row: CheckOutRow | null }) {
  const worst = row ? worstOf(row.results) : null;
  const troubles = row?.results.filter(({ verdict }) => verdict === 'failed' || verdict === 'warning') ?? [];
  return (
    <tr>
      <td>
        <strong>{name}</strong>
      </td>
      <td>
        {worst === null ? (
          <StatusPill isOutline>Not yet</StatusPill>
        ) : (
          <StatusPill tone={verdictWordsOf[worst].tone}>{verdictWordsOf[worst].label}</StatusPill>
        )}
      </td>
      <td className="floor-found">
        {row && troubles.length === 0 ? <span className="muted">Everything works</span> : null}
        {troubles.map(({ item, detail, verdict }, index) => (
          <p key={`${item} ${String(index)}`} className={`floor-trouble tone-${verdictWordsOf[verdict].tone}`}>
            <strong>{itemWords[item].label}</strong> {detail}
          </p>
        ))}
      </td>
      <td className="end figure">{row ? formatTime(row.started_at) : ''}</td>
    </tr>
  );
}

/** Failed, warned, not made yet, passed. */
function urgency(row: CheckOutRow | null): number {
  const worst = row ? worstOf(row.results) : null;
  return worst === 'failed' ? 3 : worst === 'warning' ? 2 : worst === null ? 1 : 0;
}

function startOfDay(nowMs: number): string {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}
