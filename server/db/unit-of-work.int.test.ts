/** Promise: S1 S2 V2 V5 at the level of the database: one effect, one audit row, or nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { createTestServer, type TestServer, type TestUser } from '../testing/test-server.ts';
import { appendLiveEvents } from './live-events.ts';
import { isDatabaseAway } from './pool.ts';
import type { Reply } from './reply.ts';
import type { UnitOfWork, WorkContext } from './unit-of-work.ts';

class DatabaseError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`database error ${code}`);
    this.code = code;
  }
}

describe('a unit of work', () => {
  let server: TestServer;
  let user: TestUser;
  beforeAll(async () => {
    server = await createTestServer();
    user = await server.addUser('agent');
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.sql('truncate audit_log, idempotency_keys, feedback_reports, live_events');
  });

  const contextOf = (idempotency?: WorkContext['idempotency']): WorkContext => ({
    organizationId: server.organizationId,
    actor: { id: user.id, name: 'Test agent' },
    requestId: 'request-1',
    auditAction: 'feedback.sent',
    clock: { now: () => Date.now() },
    idempotency,
  });
  const writeReport = async (work: UnitOfWork): Promise<Reply> => {
    const id = createId();
    const report = { id, user_id: user.id, kind: 'bug' as const, text: 'x', context: '{}', created_at: work.at };
    await work.database
      .insertInto('feedback_reports')
      .values({ ...report, received_at: work.at })
      .execute();
    return { status: 201, body: { id } };
  };
  const counts = async () => {
    const [row] = await server.sql(
      `select (select count(*) from feedback_reports) as reports, (select count(*) from audit_log) as audited,
        (select count(*) from idempotency_keys) as keys, (select count(*) from live_events) as events`,
    );
    return row;
  };

  it('leaves the write and one audit row, also when the work says nothing', async () => {
    await server.database.unitOfWork(contextOf(), writeReport);
    expect(await counts()).toEqual({ reports: 1, audited: 1, keys: 0, events: 0 });
    expect(await server.sql('select action, actor_id, request_id, detail from audit_log')).toEqual([
      { action: 'feedback.sent', actor_id: user.id, request_id: 'request-1', detail: {} },
    ]);
  });

  it('adds up what the work says, in one audit row', async () => {
    await server.database.unitOfWork(contextOf(), async (work) => {
      work.audit({ subject: { type: 'call', id: 'c-1' }, detail: { a: 1 } });
      work.audit({ action: 'call.refused', detail: { b: 2 } });
      return writeReport(work);
    });
    expect(await server.sql('select action, subject_id, detail from audit_log')).toEqual([
      { action: 'call.refused', subject_id: 'c-1', detail: { a: 1, b: 2 } },
    ]);
  });

  it('leaves nothing when it throws', async () => {
    const work = server.database.unitOfWork(contextOf({ key: 'key-1', requestHash: 'a' }), async (unit) => {
      await writeReport(unit);
      unit.publish({ type: 'queue-changed' }, 'floor');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await counts()).toEqual({ reports: 0, audited: 0, keys: 0, events: 0 });
  });

  describe('when the audit log takes nothing', () => {
    beforeEach(async () => {
      await server.sql("alter table audit_log add constraint full_disk check (action = 'never') not valid");
    });
    afterEach(async () => {
      await server.sql('alter table audit_log drop constraint full_disk');
    });
    it('writes nothing either', async () => {
      await expect(server.database.unitOfWork(contextOf(), writeReport)).rejects.toThrow(/full_disk/);
      expect(await counts()).toMatchObject({ reports: 0, audited: 0 });
    });
  });

  it('cannot change or remove what was audited', async () => {
    await server.database.unitOfWork(contextOf(), writeReport);
    const change = server.database.withTenant(server.organizationId, (tenant) =>
      tenant.updateTable('audit_log').set({ actor_name: 'Somebody else' }).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const remove = server.database.withTenant(server.organizationId, (tenant) =>
      tenant.deleteFrom('audit_log').execute(),
    );
    await expect(remove).rejects.toThrow(/permission denied/);
  });

  it.each(['40001', '40P01'])('is tried again after %s, three times at most, with one effect', async (code) => {
    let attempts = 0;
    const failing = (times: number) => (work: UnitOfWork) => {
      attempts += 1;
      if (attempts <= times) throw new DatabaseError(code);
      return writeReport(work);
    };
    await server.database.unitOfWork(contextOf(), async (work) => failing(3)(work));
    expect(attempts).toBe(4);
    expect(await counts()).toMatchObject({ reports: 1, audited: 1 });
    attempts = 0;
    await expect(server.database.unitOfWork(contextOf(), async (work) => failing(9)(work))).rejects.toThrow(code);
    expect(attempts).toBe(4);
  });

  it('survives a real deadlock', async () => {
    const ids = [await writeOne(), await writeOne()];
    async function writeOne(): Promise<string> {
      const { body } = await server.database.unitOfWork(contextOf(), writeReport);
      return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
    }
    const meeting = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const crossing = (order: readonly [number, number]) =>
      server.database.unitOfWork(contextOf(), async (work) => {
        for (const each of order) {
          const id = ids[each] ?? '';
          await work.database
            .updateTable('feedback_reports')
            .set({ text: `by ${order[0]}` })
            .where('id', '=', id)
            .execute();
          meeting[order[0]]?.resolve();
          await meeting[order[1]]?.promise;
        }
        return { status: 200, body: null };
      });
    await Promise.all([crossing([0, 1]), crossing([1, 0])]);
    const texts = await server.sql<{ text: string }>('select distinct text from feedback_reports');
    expect(texts).toHaveLength(1);
    expect(await counts()).toMatchObject({ audited: 4 });
  });

  it('gives the saved reply to the same request, however often and however many at once', async () => {
    let effects = 0;
    const send = () =>
      server.database.unitOfWork(contextOf({ key: 'key-many', requestHash: 'same' }), (work) => {
        effects += 1;
        return writeReport(work);
      });
    const replies = await Promise.all(Array.from({ length: 20 }, send));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(effects).toBe(1);
    expect(await counts()).toEqual({ reports: 1, audited: 1, keys: 1, events: 0 });
  });

  it('refuses the key for another request, but not to another person', async () => {
    await server.database.unitOfWork(contextOf({ key: 'key-2', requestHash: 'one' }), writeReport);
    const other = server.database.unitOfWork(contextOf({ key: 'key-2', requestHash: 'two' }), writeReport);
    await expect(other).rejects.toMatchObject({ problem: { code: 'sync/idempotency-key-reused' } });
    const colleague = {
      ...contextOf({ key: 'key-2', requestHash: 'two' }),
      actor: { id: createId(), name: 'Colleague' },
    };
    await server.database.unitOfWork(colleague, writeReport);
    expect(await counts()).toMatchObject({ reports: 2 });
  });

  it('keeps nothing when its connection breaks in the middle, and the process lives', async () => {
    const work = server.database.unitOfWork(contextOf({ key: 'key-broken', requestHash: 'a' }), async (unit) => {
      const reply = await writeReport(unit);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(unit.database);
      await server.sql('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await expect.poll(() => server.sql('select 1 from pg_stat_activity where pid = $1', [rows[0]?.pid])).toEqual([]);
      return reply;
    });
    await expect(work).rejects.toSatisfy(isDatabaseAway);
    expect(await counts()).toEqual({ reports: 0, audited: 0, keys: 0, events: 0 });
  });

  it('adds its jobs with the commit, for its own tenant', async () => {
    await server.database.unitOfWork(contextOf(), (work) => {
      work.addJob('send-letter', { letter: 7, organization_id: 'somebody else' });
      return writeReport(work);
    });
    const jobs = await server.sql(
      `select t.identifier, j.payload from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id`,
    );
    expect(jobs).toEqual([
      { identifier: 'send-letter', payload: { letter: 7, organization_id: server.organizationId } },
    ]);
  });

  it('publishes live events, many at once, and says so after the commit', async () => {
    const heard: string[] = [];
    const seen: unknown[] = [];
    const stop = await server.database.listen('deskline_live', (payload) => {
      heard.push(payload);
      void counts().then((each) => seen.push(each));
    });
    const publish = () =>
      server.database.unitOfWork(contextOf(), async (work) => {
        work.publish({ type: 'queue-changed' }, `agent:${user.id}`);
        return { status: 200, body: null };
      });
    await publish();
    await expect.poll(() => seen).toEqual([expect.objectContaining({ events: 1 })]);
    expect(heard).toEqual([server.organizationId]);
    await Promise.all(Array.from({ length: 10 }, publish));
    await stop();
    expect(await counts()).toMatchObject({ events: 11, audited: 11 });
  });

  it('lets others publish while one has not committed, and settles no sequence behind which that one may appear', async () => {
    const publish = (meanwhile: Promise<void>) =>
      server.database.withTenant(server.organizationId, async (tenant) => {
        const event = { event: { type: 'queue-changed' as const }, audience: 'everybody' as const };
        await appendLiveEvents(tenant, server.organizationId, new Date().toISOString(), [event]);
        hasPublished.resolve();
        await meanwhile;
      });
    const hasPublished = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = publish(mayCommit.promise);
    await hasPublished.promise;
    await publish(Promise.resolve());
    expect(await counts()).toMatchObject({ events: 1 });
    const settling = server.database.readSettledSequence(server.organizationId);
    expect(await Promise.race([settling, sleep(200, 'waits')])).toBe('waits');
    mayCommit.resolve();
    await slow;
    const settled = await settling;
    const [last] = await server.sql<{ sequence: number }>('select max(sequence) as sequence from live_events');
    expect(settled).toBe(last?.sequence);
    expect(await counts()).toMatchObject({ events: 2 });
  });
});
