/**
 * Which `npm start` runs on this data directory. Keeps two from running on the same data, and tells the next one what a
 * killed one left behind.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const runningSchema = z.object({ pid: z.int(), startedAt: z.string(), desktopPid: z.int().nullable() });

const fileOf = (dataDir: string): string => path.join(dataDir, 'running.json');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether the process of that id is what it was: ids are given again after a restart of the machine. */
function commandMatches(pid: number, pattern: RegExp): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return pattern.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}
const isStarter = (pid: number): boolean => commandMatches(pid, /build\/run\/(start|demo)[.]ts/);

function read(dataDir: string): z.output<typeof runningSchema> | null {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    // No file, or one that was cut short: nobody runs here.
    return null;
  }
}

const write = (dataDir: string, desktopPid: number | null): void =>
  writeFileSync(fileOf(dataDir), JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString(), desktopPid }));

/**
 * Claims the data directory for this process, and ends the desktop app that a killed starter left behind: it would take
 * the new one for a second instance of itself.
 * @returns the pid of the starter that already has it, or null when it is ours now
 */
export async function claimDataDirectory(dataDir: string): Promise<number | null> {
  mkdirSync(dataDir, { recursive: true });
  const found = read(dataDir);
  if (found && found.pid !== process.pid && isAlive(found.pid) && isStarter(found.pid)) return found.pid;
  if (found?.desktopPid) await endLeftBehind(found.desktopPid);
  write(dataDir, null);
  return null;
}

/** Notes which process the desktop app is, for the next start. */
export const noteDesktop = (dataDir: string, desktopPid: number | undefined): void =>
  write(dataDir, desktopPid ?? null);

async function endLeftBehind(pid: number): Promise<void> {
  if (!isAlive(pid) || !commandMatches(pid, /user-data-dir=/)) return;
  process.kill(pid, 'SIGTERM');
  for (let attempt = 0; isAlive(pid) && attempt < 40; attempt += 1) await delay(200);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

/** Gives the data directory back. */
export function releaseDataDirectory(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
