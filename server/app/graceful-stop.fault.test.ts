/** Promise: V3. SIGTERM with a hundred requests in flight loses none, and the process ends by itself. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServerProcess } from '../testing/server-process.ts';
import { createTestServer, testAccessKeyText, type TestServer, type TestUser } from '../testing/test-server.ts';

const inFlight = 100;

describe('a stop', () => {
  let server: TestServer;
  let agent: TestUser;
  beforeAll(async () => {
    // Only its database and its person are used: the server that is stopped runs in a process of its own.
    server = await createTestServer();
    agent = await server.addUser('agent');
  });
  afterAll(() => server.close());

  const environment = () => ({
    DATABASE_URL: server.connectionString,
    DESKLINE_DATA_DIR: server.config.dataDirectory,
    DESKLINE_ACCESS_KEY: testAccessKeyText,
    DESKLINE_DATABASE_CONNECTIONS: '5',
  });
  const send = (url: string, text: string, keepAlive?: http.Agent): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = http.request(`${url}/api/feedback`, {
        method: 'POST',
        agent: keepAlive ?? false,
        headers: {
          authorization: `Bearer ${agent.token}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      });
      request.end(JSON.stringify({ kind: 'bug', text, context: {}, created_at: '2026-11-23T15:00:00Z' }));
    });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s with 100 in flight loses none',
    { timeout: 60_000 },
    async (signal) => {
      const process = await startServerProcess(environment());
      // The table is held, so that every request is inside a transaction when the signal comes.
      await server.sql('truncate feedback_reports');
      const held = holdTable(server);
      await held.taken;
      const replies = Array.from({ length: inFlight }, (_, index) => send(process.url, `${signal} ${index}`));
      await expect.poll(() => waitingForTable(server)).toBe(5);
      const ended = process.end(signal);
      await sleep(600);
      held.release();
      const statuses = await Promise.all(replies);
      expect(statuses.filter((status) => status !== 201)).toEqual([]);
      expect(await ended).toBe(0);
      expect(await server.sql('select count(*)::int as n from feedback_reports')).toEqual([{ n: inFlight }]);
    },
  );

  it('tells the readiness check first, and lets clients that keep connections go', { timeout: 60_000 }, async () => {
    const process = await startServerProcess(environment());
    const keepAlive = new http.Agent({ keepAlive: true });
    expect(await send(process.url, 'before', keepAlive)).toBe(201);
    const ended = process.end('SIGTERM');
    await expect
      .poll(async () => (await fetch(`${process.url}/api/health/ready`).catch(() => undefined))?.status, {
        interval: 20,
      })
      .toBe(503);
    expect(await ended).toBe(0);
    keepAlive.destroy();
    await expect(fetch(`${process.url}/api/health/live`)).rejects.toThrow('fetch failed');
  });
});

/** Keeps writers off the table until released. */
function holdTable(server: TestServer): { taken: Promise<void>; release(): void } {
  const taken = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const transaction = server.holdLock('lock table feedback_reports in share mode', taken.resolve, release.promise);
  transaction.catch(taken.reject);
  return { taken: taken.promise, release: () => release.resolve() };
}

async function waitingForTable(server: TestServer): Promise<number> {
  const rows = await server.sql("select 1 from pg_locks where relation = 'feedback_reports'::regclass and not granted");
  return rows.length;
}
