/**
 * D1: kill -9 of the process at eight named points, then start again until the outbox is empty. Nothing acknowledged is
 * lost, nothing takes effect twice. S1: the same over a line that drops requests and replies. `FAULT_SEEDS` runs more seeds.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../shared/contracts/core/result.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { closeDatabase } from '../data/open-database.ts';
import { type ForgetfulServer, startForgetfulServer } from '../testing/forgetful-server.ts';
import { openTestOutbox, removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { dispositionOfCall } from '../testing/work-samples.ts';
import { createApiClient } from './api-client.ts';
import { timerSchedule } from './schedule.ts';
import { sendItem } from './send-item.ts';
import { createUploader } from './uploader.ts';

const points = [
  'before-commit',
  'before-ack',
  'before-send',
  'before-reply',
  'before-mark',
  'migration',
  'checkpoint',
  'quit',
] as const;
const seedsPerPoint = Number(process.env['FAULT_SEEDS'] ?? 2);
const child = path.resolve(import.meta.dirname, '../testing/outbox-child.ts');

let folder = '';
let server: ForgetfulServer;
beforeEach(() => {
  folder = testFolder();
});
afterEach(async () => {
  await server.close();
  removeFolder(folder);
});

/** Runs the child; returns the calls it acknowledged and how it ended. */
function run(
  point: string,
  seed: number,
  killAfterMs: number | null,
): Promise<{ acked: string[]; signal: string | null; output: string }> {
  return new Promise((resolve) => {
    const running = spawn(process.execPath, [child, folder, server.url, point, String(seed)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    const startKill = (): void => {
      if (killAfterMs !== null) setTimeout(() => running.kill('SIGKILL'), killAfterMs);
    };
    let isTimed = false;
    running.stdout.on('data', (piece: Buffer) => {
      output += piece.toString();
      const isDue = point === 'quit' ? output.includes('quitting') : output.includes('acked');
      if (isDue && !isTimed) startKill();
      isTimed ||= isDue;
    });
    running.stderr.on('data', (piece: Buffer) => {
      errors += piece.toString();
    });
    running.on('exit', (_code, signal) => {
      const acked = output.split('\n').flatMap((line) => (line.startsWith('acked ') ? [line.slice(6)] : []));
      resolve({ acked, signal, output: output + errors });
    });
  });
}
const callsWithEffect = (): string[] => server.effects.map((effect) => effect.path.split('/')[3] ?? '');

describe('D1: kill -9', () => {
  it.each(points)(
    '%s',
    async (point) => {
      server = await startForgetfulServer(() => 'nothing');
      const base = testSeed(`kill ${point}`);
      for (let round = 0; round < seedsPerPoint; round += 1) {
        const seed = base + round;
        const acked: string[] = [];
        if (point === 'migration') acked.push(...(await run('before-mark', seed, null)).acked);
        const isKilledFromOutside = point === 'checkpoint' || point === 'quit';
        const killed = await run(point, seed, isKilledFromOutside ? Math.floor(seededRandom(seed)() * 40) : null);
        acked.push(...killed.acked);
        // On its way out it may have been faster than the signal.
        expect(killed.signal === 'SIGKILL' || point === 'quit', `seed ${seed}: ${killed.output}`).toBe(true);
        const drained = await run('drain', seed, null);
        expect(drained.output, `seed ${seed}`).toContain('finished');
        const effects = callsWithEffect();
        expect(
          acked.filter((callId) => !effects.includes(callId)),
          `lost, seed ${seed}`,
        ).toEqual([]);
        expect(effects.length, `double, seed ${seed}`).toBe(new Set(effects).size);
        expect(acked.length).toBeGreaterThan(0);
      }
      expect(server.misused).toBe(0);
    },
    120_000,
  );
});

describe('S1: the line loses requests and replies', () => {
  it('1,000 saves have exactly one effect each, in the order of their record', async () => {
    const seed = testSeed('lossy line');
    const random = seededRandom(seed);
    server = await startForgetfulServer(() => {
      const draw = random();
      if (draw < 0.1) return 'request';
      return draw < 0.25 ? 'reply' : 'nothing';
    });
    const { store, database } = openTestOutbox(folder, systemClock);
    const api = createApiClient({
      fetch: (input, init) => fetch(input, init),
      baseUrl: () => server.url,
      authorizer: () => ({
        session: () => 1,
        accessToken: () => Promise.resolve(ok('token')),
        sessionRefused: () => {},
      }),
      reachability: () => {},
    });
    const uploader = createUploader({
      store,
      send: (item) => sendItem(api, item),
      currentUserId: () => 'user-1',
      clock: systemClock,
      random: () => 0,
      schedule: (run_, delayMs) => timerSchedule(run_, Math.min(delayMs, 1)),
      logger: silentLogger,
    });
    const records = Array.from({ length: 100 }, () => createId());
    const saved: { callId: string; id: string }[] = [];
    for (let index = 0; index < 1000; index += 1) {
      const callId = records[index % records.length] ?? '';
      const entry = store.save(dispositionOfCall(callId, `${index}`), 'user-1');
      saved.push({ callId, id: entry.id });
      uploader.noteSaved(entry);
    }
    while (store.list().length > 0) {
      uploader.kick();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(server.effects).toHaveLength(1000);
    for (const callId of records) {
      const inOrder = saved.filter((each) => each.callId === callId).map((each) => each.id);
      expect(server.effects.filter((each) => each.path.includes(callId)).map((each) => each.key)).toEqual(inOrder);
    }
    await uploader.stop(1000);
    closeDatabase(database);
  }, 120_000);
});
