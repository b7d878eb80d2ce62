/** Promise: what the database gave up for taking too long is answered as work to be tried again, at a moment that is said. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantDatabase } from '../db/transaction.ts';
import { createTestServer, type TestServer } from '../testing/test-server.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { toProblemError } from './problem-reply.ts';

const clock = new FixedClock('2026-11-23T17:00:00Z');
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

/** The answer to a request that does this with the database. */
const answered = (run: (database: TenantDatabase) => Promise<unknown>) =>
  server.database.withTenant(server.organizationId, run).then(
    () => undefined,
    (error: unknown) => toProblemError(error, clock),
  );
const tryAgain = { status: 503, problem: { code: 'server/unavailable', retry_at: '2026-11-23T17:00:02.000Z' } };

describe('a statement that was given up', () => {
  it('after its time is answered with when to try again', async () => {
    const answer = await answered(async (database) => {
      await sql`set local statement_timeout = 50`.execute(database);
      await sql`select pg_sleep(30)`.execute(database);
    });
    expect(answer).toMatchObject(tryAgain);
  });

  it('waiting for a lock is answered with when to try again', async () => {
    const taken = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const holding = server.holdLock('lock table feedback_reports in exclusive mode', taken.resolve, release.promise);
    await taken.promise;
    const answer = await answered(async (database) => {
      await sql`set local lock_timeout = 50`.execute(database);
      await sql`delete from feedback_reports where false`.execute(database);
    });
    release.resolve();
    await holding;
    expect(answer).toMatchObject(tryAgain);
  });

  it('because it was wrong is a failure of ours', async () => {
    expect(await answered((database) => sql`select 1 / 0`.execute(database))).toMatchObject({ status: 500 });
  });
});
