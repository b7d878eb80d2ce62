/**
 * Which `npm start` runs on this data directory. Keeps two from running on the same data, and tells the next one what a
 * killed one left behind.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ pid: z.int(), startedAt: z.string() });

const fileOf = (dataDir: string): string => path.join(dataDir, 'running.json');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether the process of that id is a Node that runs our starter: ids are given again after a restart of the machine. */
function isStarter(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return /build\/run\/(start|demo)[.]ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Claims the data directory for this process.
 * @returns the pid of the starter that already has it, or null when it is ours now
 */
export function claimDataDirectory(dataDir: string): number | null {
  mkdirSync(dataDir, { recursive: true });
  try {
    const { pid } = runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
    if (pid !== process.pid && isAlive(pid) && isStarter(pid)) return pid;
  } catch {
    // No file, or one that was cut short: nobody has it.
  }
  writeFileSync(fileOf(dataDir), JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() }));
  return null;
}

/** Gives the data directory back. */
export function releaseDataDirectory(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
