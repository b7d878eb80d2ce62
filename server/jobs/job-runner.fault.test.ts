/** Promise: V4. The jobs of a killed worker run again, those of a living one do not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../http/logging.ts';
import { createTestServer, type TestServer } from '../testing/test-server.ts';
import { startJobRunner } from './job-runner.ts';

describe('background jobs', () => {
  let server: TestServer;
  const runs: unknown[] = [];
  const hold = Promise.withResolvers<void>();
  let isLongOver = false;
  const tasks = {
    note: (payload: unknown) => Promise.resolve(void runs.push(payload)),
    hold: async () => {
      runs.push('held');
      await hold.promise;
    },
    /** Has always more to do, for as long as nobody ends it. */
    long: async () => {
      runs.push('long');
      await new Promise((resolve) => setTimeout(resolve, 50));
      return isLongOver ? undefined : ('again' as const);
    },
  };
  const start = () =>
    startJobRunner({
      connectionString: server.connectionString,
      tasks,
      schedule: { note: '17 4 * * *' },
      logger: createLogger('silent'),
      heartbeatMs: 50,
      silentAfterMs: 1500,
    });
  beforeAll(async () => {
    server = await createTestServer();
  });
  afterAll(() => server.close());

  const add = (task: string, payload = {}) =>
    server.database.unitOfWork(
      {
        organizationId: server.organizationId,
        actor: { id: null, name: 'System' },
        requestId: null,
        auditAction: 'feedback.sent',
        clock: { now: () => Date.now() },
      },
      async (work) => {
        work.addJob(task, payload);
        return { status: 200, body: null };
      },
    );

  it('run once the work is committed, with their tenant', async () => {
    const runner = await start();
    await add('note', { n: 1 });
    await expect.poll(() => runs).toEqual([{ n: 1, organization_id: server.organizationId }]);
    await runner.stop();
    expect(await server.sql('select worker_id from job_workers')).toEqual([]);
  });

  it('that take long make way for those that wait, and go on', async () => {
    runs.length = 0;
    // More of them than there are workers.
    for (const n of [1, 2, 3]) await add('long', { n });
    const runner = await start();
    await expect.poll(() => runs.length).toBeGreaterThan(6);
    await add('note', { n: 4 });
    await expect.poll(() => runs).toContainEqual({ n: 4, organization_id: server.organizationId });
    // Asked for more often it goes on once, beside the two that run.
    for (const n of [3, 3, 3, 3]) await add('long', { n });
    const left = () => server.sql("select 1 from graphile_worker.jobs where task_identifier = 'long'");
    await expect.poll(async () => (await left()).length).toBeLessThanOrEqual(5);
    expect((await left()).length).toBeGreaterThan(0);
    isLongOver = true;
    await expect.poll(() => server.sql('select 1 from graphile_worker.jobs')).toEqual([]);
    await runner.stop();
  });

  it('are taken over from a worker that has fallen silent', async () => {
    runs.length = 0;
    await add('note', { n: 2 });
    // As a server killed with -9 leaves it: held, and nobody says any more that the holder lives.
    await server.sql(
      `update graphile_worker._private_jobs set locked_by = 'worker-of-the-dead', locked_at = now() - interval '2 s', attempts = 1`,
    );
    const runner = await start();
    await expect.poll(() => runs).toMatchObject([{ n: 2 }]);
    await runner.stop();
  });

  it('are left to a worker that lives, however long it takes', async () => {
    runs.length = 0;
    const first = await start();
    await add('hold');
    await expect.poll(() => runs).toEqual(['held']);
    const second = await start();
    await expect
      .poll(() => server.sql("select 1 from graphile_worker.jobs where locked_at < now() - interval '3 s'"), {
        timeout: 10_000,
      })
      .toHaveLength(1);
    expect(runs).toEqual(['held']);
    hold.resolve();
    await first.stop();
    await second.stop();
    // Named in full, so that a job which is left says why.
    expect(
      await server.sql('select task_identifier, attempts, locked_by, last_error from graphile_worker.jobs'),
    ).toEqual([]);
  });
});
