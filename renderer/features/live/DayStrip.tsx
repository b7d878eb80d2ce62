import type { AgentTime } from '../../../shared/contracts/live/live.contract.ts';
import { formatSpan, partsOf } from './day.model.ts';
import './day.css';

/** The day as one strip, each category as wide as its share. The words stand in its label. */
export function DayStrip({ time }: { time: AgentTime | null }) {
  const parts = partsOf(time);
  if (parts.length === 0) return <span className="muted">Nothing yet</span>;
  const words = parts.map(({ label, seconds }) => `${label} ${formatSpan(seconds)}`).join(', ');
  return (
    <span className="day-strip" role="img" aria-label={words} title={words}>
      {parts.map(({ category, color, share }) => (
        <i key={category} style={{ flexGrow: share, background: `var(${color})` }} />
      ))}
    </span>
  );
}

/** The same in words and figures. */
export const DayList = ({ time }: { time: AgentTime | null }) => (
  <dl className="day-list">
    {partsOf(time).map(({ category, label, color, seconds }) => (
      <div key={category}>
        <dt>
          <i aria-hidden style={{ background: `var(${color})` }} /> {label}
        </dt>
        <dd className="figure">{formatSpan(seconds)}</dd>
      </div>
    ))}
  </dl>
);
