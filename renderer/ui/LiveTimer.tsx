import { useSecond } from '../platform/use-now.ts';
import { formatAge, formatDuration } from './format.ts';

type Props = { since: string; until?: string | null; style?: 'clock' | 'age' };

/** How long something has lasted, counting by itself. */
export function LiveTimer({ since, until = null, style = 'clock' }: Props) {
  const nowMs = useSecond();
  const ms = (until === null ? nowMs : Date.parse(until)) - Date.parse(since);
  return <span className="figure">{style === 'clock' ? formatDuration(ms) : formatAge(ms)}</span>;
}
