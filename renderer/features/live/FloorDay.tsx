import { problemOf } from '../../platform/bridge.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { EmptyState, LoadingState, ProblemState } from '../../ui/States.tsx';
import { breakSeconds, formatSpan } from './day.model.ts';
import { DayStrip } from './DayStrip.tsx';
import { useTimes } from './use-times.ts';

/** What each second of today went to, agent by agent. Outages are nobody's break. */
export function FloorDay() {
  const times = useTimes(true);
  if (times.isPending) return <LoadingState label="Adding up the day" lines={8} />;
  if (times.isError && !times.data)
    return <ProblemState problem={problemOf(times.error)} onRetry={() => void times.refetch()} />;
  if (times.data.length === 0)
    return <EmptyState title="Nobody has worked today" text="Times stand here from the first sign-in of the day." />;
  return (
    <ScrollRegion className="page-scroll" label="Times of the agents">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col" className="day-column">
              Day
            </th>
            <th scope="col" className="end">
              On calls
            </th>
            <th scope="col" className="end">
              Wrap-up
            </th>
            <th scope="col" className="end">
              Available
            </th>
            <th scope="col" className="end">
              Breaks
            </th>
            <th scope="col" className="end">
              Outage
            </th>
          </tr>
        </thead>
        <tbody>
          {times.data
            .toSorted((a, b) => a.full_name.localeCompare(b.full_name))
            .map((time) => (
              <tr key={time.agent_id}>
                <td>
                  <strong>{time.full_name}</strong>
                </td>
                <td className="day-column">
                  <DayStrip time={time} />
                </td>
                <td className="end figure">{formatSpan(time.seconds['on-call'])}</td>
                <td className="end figure">{formatSpan(time.seconds['wrap-up'])}</td>
                <td className="end figure">{formatSpan(time.seconds.available)}</td>
                <td className="end figure">{formatSpan(breakSeconds(time))}</td>
                <td className="end figure">{time.seconds.outage === 0 ? '' : formatSpan(time.seconds.outage)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
