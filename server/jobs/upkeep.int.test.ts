import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { purgePlatformRows } from '../db/upkeep.ts';
import { purgeAuthRows } from '../features/auth/index.ts';
import { createTestServer, type TestServer } from '../testing/test-server.ts';
import { createUpkeepTask } from './upkeep.job.ts';

describe('the hourly upkeep', () => {
  const clock = new FixedClock();
  let server: TestServer;
  beforeAll(async () => {
    server = await createTestServer({ clock });
  });
  afterAll(() => server.close());

  it('forgets in every organisation what nobody needs any more, and nothing else', async () => {
    const others = [await server.addOrganization(), await server.addOrganization()];
    const dayMs = 86_400_000;
    const ago = (ms: number) => new Date(clock.now() - ms).toISOString();
    for (const [index, tenant] of others.entries()) {
      const { id: userId } = await server.addUser('agent', { organizationId: tenant });
      await server.database.withTenant(tenant, async (db) => {
        for (const [name, factor] of [
          ['old', 1.01],
          ['young', 0.99],
        ] as const) {
          const key = `${name} ${index}`;
          await db
            .insertInto('idempotency_keys')
            .values({
              actor_id: userId,
              key,
              request_hash: '',
              created_at: ago(30 * dayMs * factor),
              reply_status: 200,
              reply_body: null,
            })
            .execute();
          await db
            .insertInto('live_events')
            .values({ at: ago(dayMs * factor), audience: 'floor', payload: JSON.stringify(key) })
            .execute();
          await db
            .insertInto('dpop_proofs')
            .values({ jti_hash: key, seen_at: ago(180_000 * factor) })
            .execute();
          await db
            .insertInto('sign_in_locks')
            .values({ email_hash: key, failures: 1, last_failed_at: ago(dayMs * factor), locked_until: null })
            .execute();
          const session = {
            id: key,
            user_id: userId,
            device_name: '',
            device_thumbprint: null,
            created_at: ago(90 * dayMs),
            last_used_at: ago(90 * dayMs),
            expires_at: ago(30 * dayMs * factor),
            ended_at: null,
            ended_reason: null,
          };
          await db.insertInto('sessions').values(session).execute();
          await db
            .insertInto('refresh_tokens')
            .values({ token_hash: key, session_id: key, created_at: ago(90 * dayMs) })
            .execute();
        }
      });
    }
    const upkeep = createUpkeepTask(server.database, clock, [purgePlatformRows, purgeAuthRows]);
    await upkeep({});
    await upkeep({});
    const kept = ['young 0', 'young 1'];
    const names = async (query: string) => (await server.sql<{ name: string }>(query)).map((row) => row.name);
    expect(await names('select key as name from idempotency_keys order by 1')).toEqual(kept);
    expect(await names("select payload #>> '{}' as name from live_events order by 1")).toEqual(kept);
    expect(await names('select jti_hash as name from dpop_proofs order by 1')).toEqual(kept);
    expect(await names('select email_hash as name from sign_in_locks order by 1')).toEqual(kept);
    expect(await names('select token_hash as name from refresh_tokens order by 1')).toEqual(kept);
    expect(await names("select id as name from sessions where device_name = '' order by 1")).toEqual(kept);
  });
});
