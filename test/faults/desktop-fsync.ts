/**
 * D2 on the whole app: every wrap-up that a window is told is "Saved here" has been on the disk's platter. Counts the fsync
 * and fdatasync calls of the running desktop's main process, from outside with strace, while its agent page saves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from '@playwright/test';
import { temporaryFolder } from '../../build/run/data-directory.ts';
import { Stack } from '../../build/run/stack.ts';
import { createId } from '../../shared/domain/ids.ts';
import { openDesktop } from '../e2e/desktop.fixture.ts';
import { signIn } from '../story/desk.ts';
import { syncsIn } from './strace-summary.ts';

const saves = 20;

/** Runs the app with a server that goes away before the first save, so that nothing but saving writes. */
export async function countDesktopSyncs(): Promise<{ acked: number; syncs: number }> {
  const folder = temporaryFolder('deskline-fsync-');
  const stack = await Stack.prepare({ dataDir: path.join(folder, 'data') });
  await stack.start();
  try {
    const env = { DESKLINE_SERVER_URL: stack.serverUrl };
    const desktop = await openDesktop(path.join(folder, 'profile'), { env });
    try {
      await signIn(desktop.agentPage, 'agent@demo.example');
      await stack.server.stop();
      const summary = path.join(folder, 'strace.txt');
      const strace = await attach(desktop.app.process().pid ?? 0, summary);
      let acked = 0;
      for (let save = 0; save < saves; save += 1) acked += (await saveOne(desktop.agentPage)) ? 1 : 0;
      const ended = new Promise((resolve) => strace.once('exit', resolve));
      strace.kill('SIGINT');
      await ended;
      return { acked, syncs: syncsIn(readFileSync(summary, 'utf8')) };
    } finally {
      await desktop.close();
    }
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Saves one wrap-up through the window's own bridge; true once it is acknowledged. */
const saveOne = (page: Page): Promise<boolean> =>
  page.evaluate(async (callId) => {
    const reply = await window.deskline.invoke('calls:save-disposition', {
      callId,
      accountId: null,
      code: 'no-answer',
      notes: 'Rang out',
      callback_at: null,
      promise: null,
      disclosures: [],
      base_version: 0,
    });
    return reply.ok && reply.value.state === 'saved-here';
  }, createId());

/** Attaches strace to a running process; rejects with what strace says when it may not. */
async function attach(pid: number, summary: string): Promise<ChildProcess> {
  const counting = ['-f', '-c', '-U', 'name,calls', '-e', 'trace=fsync,fdatasync'];
  const strace = spawn('strace', [...counting, '-o', summary, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  return await new Promise((resolve, reject) => {
    strace.once('error', reject);
    strace.once('exit', () => reject(new Error(`strace could not attach:\n${said.join('\n')}`)));
    createInterface({ input: strace.stderr }).on('line', (line) => {
      said.push(line);
      if (/attached/.test(line)) resolve(strace);
    });
  });
}
