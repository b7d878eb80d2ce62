import { useMinute } from '../platform/use-now.ts';
import { formatTime, zoneName } from './format.ts';

/** The wall time at the consumer, with the zone; more zones where the consumer may be in several. */
export function LocalTime({ zones }: { zones: readonly string[] }) {
  const nowMs = useMinute();
  if (zones.length === 0) return <span className="muted">Zone unknown</span>;
  const times = [...new Set(zones.map((zone) => `${formatTime(nowMs, zone)} ${zoneName(zone, nowMs)}`))];
  return (
    <span className="figure" title={zones.join(', ')}>
      {times.slice(0, 2).join(' / ')}
      {times.length > 2 ? ` +${times.length - 2}` : ''}
    </span>
  );
}
