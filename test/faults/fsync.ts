/**
 * D2, the part that can tell: counts the system's own fsync and fdatasync calls per acknowledged save with strace. A kill
 * test cannot see the difference between FULL and NORMAL; this can, and shows it by running NORMAL as well.
 *
 *   node test/faults/fsync.ts        needs Linux and strace; says so and ends with 2 where there is none
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { syncsIn } from './strace-summary.ts';

const saves = 200;

function countSyncs(synchronous: string | null): { acked: number; syncs: number } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskline-fsync-'));
  try {
    const summary = path.join(folder, 'strace.txt');
    const script = path.join(import.meta.dirname, 'saves.ts');
    const child = [process.execPath, script, folder, String(saves), ...(synchronous === null ? [] : [synchronous])];
    const strace = ['-f', '-c', '-U', 'name,calls', '-e', 'trace=fsync,fdatasync', '-o', summary];
    const { stdout, status, error } = spawnSync('strace', [...strace, ...child], { encoding: 'utf8' });
    if (error) {
      console.error('strace is not installed: the fsync count cannot be taken on this computer.');
      process.exit(2);
    }
    if (status !== 0) throw new Error(`saving under strace ended with ${String(status)}`);
    const syncs = syncsIn(readFileSync(summary, 'utf8'));
    return { acked: stdout.split('\n').filter((line) => line === 'acked').length, syncs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const real = countSyncs(null);
const mutant = countSyncs('NORMAL');
console.log(`as shipped: ${real.acked} acknowledged saves, ${real.syncs} fsync/fdatasync calls`);
console.log(`synchronous=NORMAL: ${mutant.acked} acknowledged saves, ${mutant.syncs} fsync/fdatasync calls`);
const isProven = real.acked === saves && real.syncs >= real.acked && mutant.syncs < mutant.acked;
console.log(
  isProven
    ? 'at least one per acknowledged save'
    : 'FAILED: fewer than one per acknowledged save, or the count cannot tell',
);
process.exit(isProven ? 0 : 1);
