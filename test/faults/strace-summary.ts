/** fsync and fdatasync calls in what `strace -c -U name,calls` wrote. */
export const syncsIn = (summary: string): number =>
  [...summary.matchAll(/^\s*(?:fsync|fdatasync)\s+(\d+)/gm)].reduce((sum, [, calls]) => sum + Number(calls), 0);
