/** A call's quality second by second, as columns for the graph and as a sentence. Pure. */
import type { QualityPoint } from '../../../shared/ipc/phone-snapshot.ts';
import { formatTimeSeconds } from '../../ui/format.ts';
import { mosBands } from '../../ui/quality-words.ts';

/** As many seconds as the graph shows. */
const keptSeconds = 300;

/** The points with one more; what came late or twice is left out. */
export function withPoint(points: readonly QualityPoint[], point: QualityPoint): readonly QualityPoint[] {
  const last = points.at(-1);
  if (last && Date.parse(point.at) <= Date.parse(last.at)) return points;
  return [...points.slice(-(keptSeconds - 1)), point];
}

export type Figure = 'mos' | 'rtt_ms' | 'jitter_ms' | 'loss_percent';

/** Columns for the chart: seconds since 1970, then the figure. A hole of more than three seconds is drawn as a gap. */
export function columnsOf(points: readonly QualityPoint[], figure: Figure): [number[], (number | null)[]] {
  const times: number[] = [];
  const values: (number | null)[] = [];
  for (const point of points) {
    const at = Date.parse(point.at) / 1000;
    const before = times.at(-1);
    if (before !== undefined && at - before > 3) {
      times.push(before + 1);
      values.push(null);
    }
    times.push(at);
    values.push(point[figure]);
  }
  return [times, values];
}

/** What the graph says, in words: `Now 4.3. Lowest 3.2 at 2:12:40 PM. 14 s below 4.0, 3 s below 3.5.` */
export function qualitySentence(points: readonly QualityPoint[]): string {
  const last = points.at(-1);
  const lowest = points.toSorted((a, b) => a.mos - b.mos)[0];
  if (!last || !lowest) return 'Nothing has been measured yet.';
  const below = (limit: number): number => points.filter(({ mos }) => mos < limit).length;
  return [
    `Now ${last.mos.toFixed(1)}.`,
    `Lowest ${lowest.mos.toFixed(1)} at ${formatTimeSeconds(lowest.at)}.`,
    `${below(mosBands.amber)} s below ${mosBands.amber.toFixed(1)}, ${below(mosBands.red)} s below ${mosBands.red}.`,
  ].join(' ');
}
