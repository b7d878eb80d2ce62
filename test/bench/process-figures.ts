/**
 * Memory and processor time of processes, on Linux. PSS shares what several processes map among them, so that a sum
 * counts it once.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const canReadProcesses = existsSync('/proc/self/smaps_rollup');
/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

const bytesPerMb = 1024;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const parentOf = (pid: number): number =>
  // The name in brackets may hold anything; the parent is the second field after it.
  Number(/^.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1] ?? Number.NaN);

/** A process and everything it started that still hangs on it. */
export function processTree(root: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const tree = [root];
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  for (const each of tree) for (const [pid, parent] of parents) if (parent === each) tree.push(pid);
  return tree;
}

function fieldMb(file: string, field: string): number | null {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(read(file))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / bytesPerMb;
}

/** What one process has in memory, shared pages included, in MB; null where it cannot be read. */
export const residentMb = (pid: number): number | null => fieldMb(`/proc/${pid}/status`, 'VmRSS');

/** The sum of what these processes have in memory, each shared page counted once, in MB; null where none can be read. */
export function proportionalMb(pids: readonly number[]): number | null {
  const parts = pids.flatMap((pid) => fieldMb(`/proc/${pid}/smaps_rollup`, 'Pss') ?? []);
  return parts.length === 0 ? null : parts.reduce((sum, each) => sum + each, 0);
}

/** Processor time these processes and their children that have ended have used so far, in milliseconds. */
export function processorMs(pids: readonly number[]): number {
  // After the name in brackets: state is the first field; own user and system time are the 12th and 13th, those of
  // children that have ended the 14th and 15th.
  const times = pids.flatMap(
    (pid) =>
      /^.*\) (?:\S+ ){11}(\d+ \d+ \d+ \d+)/s
        .exec(read(`/proc/${pid}/stat`))?.[1]
        ?.split(' ')
        .map(Number) ?? [],
  );
  return times.reduce((sum, ticks) => sum + ticks * tickMs, 0);
}

/** The embedded PostgreSQL of a data directory with all its processes; empty when it is another one (`DATABASE_URL`). */
export function postgresProcesses(dataDir: string): number[] {
  const postmaster = Number(read(path.join(dataDir, 'postgres/data/postmaster.pid')).split('\n')[0]);
  return postmaster > 0 ? processTree(postmaster) : [];
}
