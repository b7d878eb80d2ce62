import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  type Overview,
  type OverviewDays,
  overviewDays,
} from '../../../../shared/contracts/compliance/overview.contract.ts';
import { problemOf, request } from '../../../platform/bridge.ts';
import { useBridgeEvent } from '../../../platform/use-bridge-event.ts';
import { formatCalendarDate, formatDateTime } from '../../../ui/format.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemNotice, ProblemState } from '../../../ui/States.tsx';
import type { LeadingTabProps, SearchedTabProps } from '../desk-tab-props.ts';
import { CountTable } from './CountTable.tsx';
import { HeadFigures } from './HeadFigures.tsx';
import { TrendPanel } from './TrendPanel.tsx';
import './overview.css';

/** The morning's look: what the gate did and what was not said, beside the span before, and where each is listed. */
export function OverviewTab({ given = {}, onOpen }: SearchedTabProps & LeadingTabProps) {
  const days = overviewDays.find((each) => each === given.days) ?? 30;
  const overview = useOverview(days);
  const { data } = overview;
  return (
    <ScrollRegion className="overview" label="Overview">
      <header className="overview-head">
        <SegmentedControl
          size="xs"
          aria-label="Span"
          data={overviewDays.map((each) => ({ value: String(each), label: `${each} days` }))}
          value={String(days)}
          onChange={(value) => onOpen('overview', { days: Number(value) })}
        />
        {data ? <p>{spanWords(data)}</p> : null}
      </header>
      {overview.isPending ? <LoadingState label="Loading the overview" lines={12} /> : null}
      {overview.isError && !data ? (
        <ProblemState problem={problemOf(overview.error)} onRetry={() => void overview.refetch()} />
      ) : null}
      {overview.isError && data ? <ProblemNotice problem={problemOf(overview.error)} /> : null}
      {data ? <Figures data={data} onOpen={onOpen} /> : null}
    </ScrollRegion>
  );
}

function spanWords(data: Overview): string {
  const [first, last] = [data.trend[0]?.day, data.trend.at(-1)?.day];
  const span =
    first === undefined || last === undefined
      ? ''
      : `${formatCalendarDate(first)} to ${formatCalendarDate(last)}, until ${formatDateTime(data.to, data.zone)} by the organization’s clock. `;
  return `${span}Compared with the ${data.days} days before, up to the same hour.`;
}

function Figures({ data, onOpen }: { data: Overview } & LeadingTabProps) {
  if (data.decided.now === 0 && data.decided.before === 0 && data.by_agent.length === 0)
    return (
      <EmptyState
        title="Nothing was decided in this span"
        text="Each call or message that somebody starts is decided, and counted here."
      />
    );
  return (
    <>
      <HeadFigures overview={data} onOpen={onOpen} />
      <TrendPanel overview={data} onOpen={onOpen} />
      <div className="overview-tables">
        <CountTable
          title="By rule"
          note="A decision counts for each of its rules"
          what="Rule"
          overview={data}
          onOpen={onOpen}
          rows={data.by_rule.map((row) => ({
            ...row,
            key: row.rule_id,
            name: row.rule_id,
            part: { rule: row.rule_id },
            decided: null,
            head: (
              <>
                {row.title}
                <small>
                  {row.rule_id}
                  {row.citation === '' ? '' : `, ${row.citation}`}
                </small>
              </>
            ),
          }))}
        />
        <CountTable
          title="By agent"
          note="Small: the span before"
          what="Agent"
          overview={data}
          onOpen={onOpen}
          rows={data.by_agent.map((row) => ({
            ...row,
            key: row.agent_id,
            name: row.agent_name,
            part: { agent: row.agent_id },
            head: row.agent_name,
          }))}
        />
      </div>
    </>
  );
}

/** A floor decides many times a second; the counts are asked for again this long after the first change. */
const countAgainMs = 5000;

function useOverview(days: OverviewDays) {
  const overview = useQuery({
    queryKey: ['compliance-overview', days],
    queryFn: async () => request('compliance:get-overview', { days }),
    // Others decide meanwhile; whoever comes back sees what was decided since.
    refetchOnMount: 'always',
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') void overview.refetch();
  });
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'decisions-changed') return;
    waiting.current ??= setTimeout(() => {
      waiting.current = null;
      void overview.refetch();
    }, countAgainMs);
  });
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
    },
    [],
  );
  return overview;
}
