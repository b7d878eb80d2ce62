/**
 * Promise: a dry run is asked for and answered at once, counted beside the request, one at a time; it says how far it is and
 * when it stopped, goes on where it was, and can be purged only when it was counted to its end.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Purge } from '../../../shared/contracts/retention/retention.contract.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld } from '../calls/testing/call-world.ts';
import { createSealKey, createSealSigner } from '../compliance/index.ts';
import { createPlanPurgeTask, planPurgeTask } from './plan-purge.job.ts';
import { createRunPurgeTask } from './run-purge.job.ts';
import { runToEnd } from './testing/count-dry-run.ts';

const then = '2022-05-02T16:00:00.000Z';
const dayAfter = '2025-05-03T04:00:00.000Z';
const notes = 5;

let world: CallWorld;
let officer: TestUser;
beforeEach(async () => {
  await world?.close();
  world = await CallWorld.open(then);
  const { accountId } = await world.addConsumer({ debts: [{ status: 'paid' }] });
  await world.server.sql("update accounts set status = 'paid' where id = $1", [accountId]);
  for (let index = 0; index < notes; index += 1)
    await world.server.sql(
      `insert into timeline_entries (organization_id, id, account_id, at, kind, title) values ($1, $2, $3, $4, 'note', 'x')`,
      [world.server.organizationId, world.newId(), accountId, then],
    );
  world.clock.set(dayAfter);
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const askFor = async (): Promise<Purge> => {
  const reply = await world.server.call('planPurge', {}, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  expect(reply.status).toBe(202);
  return reply.body;
};
const listed = async (): Promise<Purge[]> => {
  const reply = await world.server.call('listPurges', {}, officer.token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.purges;
};
const one = async (): Promise<Purge> => {
  const [purge, ...others] = await listed();
  if (!purge || others.length > 0) throw new Error(`${others.length} others`);
  return purge;
};
const start = async ({ id }: Purge) =>
  world.server.call('runPurge', { params: { id }, body: { reason: 'Yearly purge of 2025' } }, officer.token);
const payloadOf = ({ id }: Purge) => ({ organization_id: world.server.organizationId, purge_id: id });
const jobs = async (): Promise<unknown[]> =>
  world.server.sql('select payload from graphile_worker._private_jobs order by id');
const count = async (table: string) => (await world.server.sql(`select 1 from ${table}`)).length;

/** A database that is gone after so many transactions: for everybody, or for whoever counts and not for who says that it stopped. */
function dyingAfter(transactions: number, comesBack: boolean): DatabaseDoor {
  const { database } = world.server;
  let done = 0;
  return {
    ...database,
    withTenant: async (tenant, work) => {
      done += 1;
      if (comesBack ? done === transactions + 1 : done > transactions) throw new Error('The database went away');
      return database.withTenant(tenant, work);
    },
  };
}

describe('a dry run', () => {
  it('is answered at once, and counted beside the request', async () => {
    const asked = await askFor();
    expect(asked).toMatchObject({ count: { looked: 0, total: null, stopped_at: null }, findings: null, run: null });
    expect(await one()).toEqual(asked);
    expect(await jobs()).toEqual([{ payload: payloadOf(asked) }]);
    await runToEnd(world.server, planPurgeTask, asked.id);
    expect(await one()).toMatchObject({
      id: asked.id,
      count: null,
      findings: { may_go: [{ kind: 'timeline-entry', count: notes }], is_cut: false },
    });
    expect(await world.audit('retention.purge-counted')).toMatchObject([
      { detail: { may_go: [{ kind: 'timeline-entry', count: notes }] } },
    ]);
    await runToEnd(world.server, planPurgeTask, asked.id);
    expect(await world.audit('retention.purge-counted')).toHaveLength(1);
    expect(await count('purge_counts')).toBe(0);
  });

  it('is one, whoever asks while it is counted; asked again afterwards it is another', async () => {
    const asked = await Promise.all([askFor(), askFor(), askFor()]);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await jobs()).toHaveLength(1);
    const [first] = asked;
    await runToEnd(world.server, planPurgeTask, first.id);
    expect((await askFor()).id).not.toBe(first.id);
    expect(await listed()).toHaveLength(2);
  });

  it('says how far it is, that it stopped, and goes on where it was', async () => {
    const asked = await askFor();
    const options = { clock: world.clock, pageSize: 2, forMs: Infinity };
    const dying = createPlanPurgeTask({ ...options, database: dyingAfter(2, true) });
    await expect(dying(payloadOf(asked))).rejects.toThrow('went away');
    expect((await one()).count).toEqual({ looked: 4, total: notes, stopped_at: dayAfter });
    expect(await count('purge_items')).toBe(4);

    // Asked for again it is set going, with no other dry run beside it.
    expect((await askFor()).id).toBe(asked.id);
    expect(await jobs()).toHaveLength(2);
    const task = createPlanPurgeTask({ ...options, database: world.server.database });
    await Promise.all([task(payloadOf(asked)), task(payloadOf(asked))]).catch(() => task(payloadOf(asked)));
    expect(await one()).toMatchObject({
      count: null,
      findings: { may_go: [{ kind: 'timeline-entry', count: notes }] },
    });
    expect(await count('purge_items')).toBe(notes);
    expect(await world.audit('retention.purge-counted')).toHaveLength(1);
  });

  it('makes way for other jobs after its time, and goes on where it was without having stopped', async () => {
    const asked = await askFor();
    const task = createPlanPurgeTask({ clock: world.clock, database: world.server.database, pageSize: 2, forMs: 0 });
    expect(await task(payloadOf(asked))).toBe('again');
    expect((await one()).count).toEqual({ looked: 2, total: notes, stopped_at: null });
    let slices = 1;
    while ((await task(payloadOf(asked))) === 'again') slices += 1;
    expect(slices).toBeGreaterThan(2);
    expect((await one()).findings).toMatchObject({ may_go: [{ kind: 'timeline-entry', count: notes }] });
    expect(await count('purge_items')).toBe(notes);
  });

  it('that goes on is not said to have stopped any more', async () => {
    const asked = await askFor();
    const options = { clock: world.clock, pageSize: 1, forMs: Infinity };
    await expect(createPlanPurgeTask({ ...options, database: dyingAfter(1, true) })(payloadOf(asked))).rejects.toThrow(
      'went away',
    );
    await expect(createPlanPurgeTask({ ...options, database: dyingAfter(1, false) })(payloadOf(asked))).rejects.toThrow(
      'went away',
    );
    expect((await one()).count).toEqual({ looked: 2, total: notes, stopped_at: null });
  });

  it('judges as of the moment it was asked for, whenever it is counted', async () => {
    world.clock.set('2025-05-03T03:59:59.000Z');
    const { token } = await world.server.addSession(officer);
    const reply = await world.server.call('planPurge', {}, token);
    if (!reply.ok) throw new Error(reply.problem.code);
    world.clock.set('2025-06-01T00:00:00.000Z');
    await runToEnd(world.server, planPurgeTask, reply.body.id);
    officer = { ...officer, token: (await world.server.addSession(officer)).token };
    expect((await one()).findings).toMatchObject({
      may_go: [],
      must_stay: [{ kind: 'timeline-entry', because: 'period', count: notes }],
    });
  });

  it('that is still counted cannot be purged, not even by the database', async () => {
    const asked = await askFor();
    expect(await start(asked)).toMatchObject({ status: 409, problem: { code: 'retention/not-counted-yet' } });
    await expect(
      world.server.sql(
        'insert into purge_runs (organization_id, purge_id, reason, started_by, started_at) values ($1, $2, $3, $4, $5)',
        [world.server.organizationId, asked.id, 'No', officer.id, dayAfter],
      ),
    ).rejects.toThrow('purge_runs_findings');
  });
});

describe('a purge', () => {
  it('makes way for other jobs after its time, and goes on where it was without having stopped', async () => {
    const asked = await askFor();
    await runToEnd(world.server, planPurgeTask, asked.id);
    await start(asked);
    const signer = createSealSigner(createSealKey());
    const options = { clock: world.clock, signer, database: world.server.database, batchSize: 2, forMs: 0 };
    const task = createRunPurgeTask(options);
    expect(await task(payloadOf(asked))).toBe('again');
    expect((await one()).run).toMatchObject({
      removed: [{ kind: 'timeline-entry', count: 2 }],
      ended_at: null,
      stopped_at: null,
    });
    while ((await task(payloadOf(asked))) === 'again');
    expect((await one()).run).toMatchObject({
      removed: [{ kind: 'timeline-entry', count: notes }],
      ended_at: dayAfter,
      stopped_at: null,
    });
  });

  it('that stopped says so until it goes on', async () => {
    const asked = await askFor();
    await runToEnd(world.server, planPurgeTask, asked.id);
    await start(asked);
    const signer = createSealSigner(createSealKey());
    const options = { clock: world.clock, signer, batchSize: 2, forMs: Infinity };
    const dying = createRunPurgeTask({ ...options, database: dyingAfter(1, true) });
    await expect(dying(payloadOf(asked))).rejects.toThrow('went away');
    expect((await one()).run).toMatchObject({
      removed: [{ kind: 'timeline-entry', count: 2 }],
      ended_at: null,
      stopped_at: dayAfter,
      moved_at: dayAfter,
    });
    // Somebody has it go on, beside the next try of its own job.
    const before = (await jobs()).length;
    const resumed = await world.server.call('resumePurge', { params: { id: asked.id } }, officer.token);
    expect(resumed).toMatchObject({ status: 202, body: { run: { ended_at: null, stopped_at: null } } });
    expect((await jobs()).slice(before)).toEqual([{ payload: payloadOf(asked) }]);
    const task = createRunPurgeTask({ ...options, database: world.server.database });
    await Promise.all([task(payloadOf(asked)), task(payloadOf(asked))]).catch(() => task(payloadOf(asked)));
    expect((await one()).run).toMatchObject({
      removed: [{ kind: 'timeline-entry', count: notes }],
      ended_at: dayAfter,
      stopped_at: null,
    });
    const late = await world.server.call('resumePurge', { params: { id: asked.id } }, officer.token);
    expect(late).toMatchObject({ status: 409, problem: { code: 'retention/purge-not-open' } });
  });
});
