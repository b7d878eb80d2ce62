/** Numbers as plain tables, and whether a goal was reached. A goal that was missed is printed as missed. */
export type Row = {
  measure: string;
  value: string;
  /** The same beside something else of this run. */
  compared?: string;
  goal?: string;
};

/** The smallest value that at least this share of the values does not exceed (nearest rank); NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const inMs = (ms: number): string => `${ms < 10 ? ms.toFixed(2) : Math.round(ms)} ms`;
export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
export const inMb = (megabytes: number | null): string =>
  megabytes === null ? 'not readable' : `${Math.round(megabytes)} MB`;
export const ratio = (value: number, of: number): string => `× ${(value / of).toFixed(2)}`;

/** `p50 80 ms, p95 120 ms, max 140 ms (50)` */
export const spread = (values: readonly number[]): string =>
  `p50 ${inMs(percentile(values, 0.5))}, p95 ${inMs(percentile(values, 0.95))}, max ${inMs(percentile(values, 1))} (${values.length})`;

/** `median 80 ms, worst 140 ms (3)`, for what is done a few times only. */
export const worst = (values: readonly number[]): string =>
  `median ${inMs(percentile(values, 0.5))}, worst ${inMs(percentile(values, 1))} (${values.length})`;

/** NaN, the value of something that could not be measured, does not reach a goal. */
export const goal = (value: number, limit: number, words: string): string =>
  `${words}: ${value <= limit ? 'reached' : 'MISSED'}`;

export function printTable(title: string, rows: readonly Row[]): void {
  const cells = rows.map(({ measure, value, compared = '', goal: reached = '' }) => [
    measure,
    value,
    compared,
    reached,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of cells)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
