import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';

type Series = { label: string; color: string; width?: number };
type Props = {
  /** Columns: epoch seconds, then one column for each series; null is a gap. */
  data: readonly (readonly (number | null)[])[];
  series: readonly Series[];
  range: readonly [lowest: number, highest: number] | null;
  /** Backgrounds from the first value up to the second. */
  bands?: readonly { from: number; to: number; color: string }[];
  width: number;
  height: number;
  /** What the picture says, for those who do not see it. */
  label: string;
};

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A line over time on a canvas (uPlot). Colours are names of tokens, read when it is drawn. */
export function TimeChart({ data, series, range, bands = [], width, height, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  const first = useRef({ data, series, range, bands });
  useEffect(() => {
    if (!box.current) return undefined;
    const axis = { stroke: token('--text-3'), grid: { stroke: token('--line'), width: 1 }, ticks: { show: false } };
    const drawBands = (drawn: UPlot): void => {
      const { ctx, bbox } = drawn;
      for (const { from, to, color } of first.current.bands) {
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
        scales: { y: first.current.range ? { range: [...first.current.range] } : {} },
        axes: [
          { ...axis, size: 22, values: (_, times) => times.map(clock) },
          { ...axis, size: 34 },
        ],
        series: [{}, ...first.current.series.map((each) => ({ ...each, stroke: token(each.color) }))],
        hooks: { drawClear: [drawBands] },
      },
      columns(first.current.data),
      box.current,
    );
    chart.current = made;
    return () => made.destroy();
  }, [width, height]);
  useEffect(() => chart.current?.setData(columns(data)), [data]);
  return <div ref={box} role="img" aria-label={label} style={{ width, height }} />;
}

const columns = (data: Props['data']): UPlot.AlignedData => {
  const [times = [], ...rest] = data;
  return [times.map((time) => time ?? 0), ...rest.map((each) => [...each])];
};
const clock = (seconds: number): string => new Date(seconds * 1000).toTimeString().slice(3, 8);
