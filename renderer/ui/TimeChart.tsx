import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { formatTime } from './format.ts';

type Series = { label: string; color: string; width?: number };
type Props = {
  /** Columns: epoch seconds, then one column for each series; null is a gap. */
  data: readonly (readonly (number | null)[])[];
  series: readonly Series[];
  range: [lowest: number, highest: number] | null;
  /** Backgrounds from the first value up to the second. */
  bands?: readonly { from: number; to: number; color: string }[];
  width: number;
  height: number;
  /** Without axes: a line beside a figure. */
  isBare?: boolean;
  /** What the picture says, for those who do not see it. */
  label: string;
};

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A line over time on a canvas (uPlot). Colours are names of tokens, read when it is drawn. */
export function TimeChart({ data, series, range, bands = [], width, height, isBare = false, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  const latest = useRef({ data, series, range, bands });
  useEffect(() => {
    latest.current = { data, series, range, bands };
  }, [data, series, range, bands]);
  useEffect(() => {
    if (!box.current) return undefined;
    const axis = { stroke: token('--text-3'), grid: { stroke: token('--line'), width: 1 }, ticks: { show: false } };
    const drawBands = (drawn: UPlot): void => {
      const { ctx, bbox } = drawn;
      for (const { from, to, color } of latest.current.bands) {
        const top = drawn.valToPos(to, 'y', true);
        ctx.fillStyle = token(color);
        ctx.fillRect(bbox.left, top, bbox.width, drawn.valToPos(from, 'y', true) - top);
      }
    };
    const made = new UPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, lowest, highest) => latest.current.range ?? [lowest, highest] } },
        axes: isBare
          ? [{ show: false }, { show: false }]
          : [
              { ...axis, size: 22, space: 80, values: (_, times) => times.map((time) => formatTime(time * 1000)) },
              { ...axis, size: 30 },
            ],
        padding: isBare ? [2, 0, 2, 0] : [6, 4, 0, 0],
        series: [{}, ...latest.current.series.map((each) => ({ ...each, stroke: token(each.color) }))],
        hooks: { drawClear: [drawBands] },
      },
      columns(latest.current.data),
      box.current,
    );
    chart.current = made;
    return () => made.destroy();
  }, [width, height, isBare]);
  useEffect(() => chart.current?.setData(columns(data)), [data]);
  return <div ref={box} role="img" aria-label={label} style={{ width, height }} />;
}

const columns = (data: Props['data']): UPlot.AlignedData => {
  const [times = [], ...rest] = data;
  return [times.map((time) => time ?? 0), ...rest.map((each) => [...each])];
};
