/**
 * Promise: nothing goes before its three years are over, while it is held, while its debt is still worked on, or that was not
 * in the dry run; the chains of decisions can be proved after a purge; nobody but the purge can remove anything.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hold, Purge } from '../../../shared/contracts/retention/retention.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';
import { createSealKey, createSealSigner, createSealVerifier, verifyDecisions } from '../compliance/index.ts';
import { sealDecisionsTask } from '../compliance/seal-decisions.job.ts';
import { removeRecords } from './purges.store.ts';
import { createRunPurgeTask, runPurgeTask } from './run-purge.job.ts';
import { countDryRun, type CountedPurge, runToEnd } from './testing/count-dry-run.ts';

/** Monday noon in New York; its three years end with 2025-05-02. */
const called = '2022-05-02T16:00:00Z';
const lastSecond = '2025-05-03T03:59:59Z';
const dayAfter = '2025-05-03T04:00:00Z';

const sealKey = createSealKey();
let world: CallWorld;
let officer: TestUser;
beforeEach(async () => {
  await world?.close();
  world = await CallWorld.open(called, { DESKLINE_SEAL_KEY: sealKey });
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

const sql = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  world.server.sql<Row>(text, values);
const token = async () => (await world.server.addSession(officer)).token;

/** A consumer whose account is closed unless told otherwise. */
async function consumer(status = 'closed'): Promise<TestConsumer> {
  const added = await world.addConsumer();
  await sql("update consumer_phone_numbers set valid_from = '2020-01-01' where consumer_id = $1", [added.id]);
  await sql("update consumer_addresses set valid_from = '2020-01-01' where consumer_id = $1", [added.id]);
  await sql('update accounts set status = $2 where id = $1', [added.accountId, 'open']);
  late.push([added.accountId, status]);
  return added;
}
let late: [string, string][] = [];
/** Accounts are closed after their calls. */
async function close(): Promise<void> {
  for (const [id, status] of late) {
    await sql('update accounts set status = $2 where id = $1', [id, status]);
    await sql('update debts set status = $2 where account_id = $1', [id, status]);
  }
  late = [];
}
const note = async ({ accountId }: TestConsumer, at: string): Promise<string> => {
  const id = world.newId();
  await sql(
    `insert into timeline_entries (organization_id, id, account_id, at, kind, title) values ($1, $2, $3, $4, 'note', 'x')`,
    [world.server.organizationId, id, accountId, at],
  );
  return id;
};
async function dial(count: number): Promise<{ consumer: TestConsumer; callId: string }[]> {
  const dialed = [];
  for (let index = 0; index < count; index += 1) {
    const whom = await consumer();
    const { status, decision } = await world.start(whom);
    if (status !== 201) throw new Error(JSON.stringify(decision?.findings));
    const [call] = await sql<{ id: string }>('select id from calls where account_id = $1', [whom.accountId]);
    dialed.push({ consumer: whom, callId: call?.id ?? '' });
  }
  await close();
  return dialed;
}
const seal = async () => world.server.tasks[sealDecisionsTask]?.({});

async function plan(at = dayAfter): Promise<CountedPurge> {
  world.clock.set(at);
  return countDryRun(world.server, await token());
}
const start = async (id: string) =>
  world.server.call('runPurge', { params: { id }, body: { reason: 'Yearly purge of 2025' } }, await token());
/** Does what the job runner would do, and gives what came of it. */
async function run({ id }: Purge, batchSize = 2): Promise<NonNullable<Purge['run']>> {
  const reply = await start(id);
  if (!reply.ok) throw new Error(reply.problem.code);
  const { database } = world.server;
  const options = { database, clock: world.clock, signer: createSealSigner(sealKey) };
  const task = createRunPurgeTask({ ...options, batchSize, forMs: Infinity });
  await task({ organization_id: world.server.organizationId, purge_id: id });
  return result(id);
}
async function result(id: string): Promise<NonNullable<Purge['run']>> {
  const reply = await world.server.call('listPurges', {}, await token());
  const found = reply.ok ? reply.body.purges.find((purge) => purge.id === id)?.run : null;
  if (!found) throw new Error('No such run');
  return found;
}
async function hold(scope: Hold['scope'], subjectId: string | null): Promise<Hold> {
  const body = { scope, subject_id: subjectId, matter: 'Morgan v. Practice', reason: 'Counsel asked for it' };
  const reply = await world.server.call('placeHold', { body }, await token());
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body;
}
const lift = async (id: string) =>
  world.server.call('liftHold', { params: { id }, body: { reason: 'The case is settled' } }, await token());
const mayGo = ({ findings }: CountedPurge) =>
  Object.fromEntries(findings.may_go.map(({ kind, count }) => [kind, count]));
const mustStay = ({ findings }: CountedPurge) =>
  Object.fromEntries(findings.must_stay.map(({ kind, because, count }) => [`${kind} ${because}`, count]));
const count = async (table: string) => (await sql(`select 1 from ${table}`)).length;
const flaws = async () =>
  (
    await verifyDecisions({ database: world.server.database, verifiers: [createSealVerifier(sealKey)], pageSize: 2 })
  ).flaws.map(({ sentence }) => sentence);

const asApp = (statement: string) =>
  sql(`do $$ begin set local role deskline_app;
    perform set_config('deskline.organization_id', '${world.server.organizationId}', true);
    ${statement}; end $$`);
const purged = async (
  callId: string,
  purgeId: string,
  organizationId = world.server.organizationId,
): Promise<string | null> => {
  const refusals = await world.server.database.withTenant(organizationId, (tenant) =>
    removeRecords(tenant, purgeId, 'call', [callId]),
  );
  return refusals.get(callId) ?? null;
};

describe('the three years', () => {
  it('end with their last day in the zone of the organization, not a second before', async () => {
    await dial(3);
    await seal();
    expect(mayGo(await plan(lastSecond))).toEqual({});
    expect(mustStay(await plan(lastSecond))).toEqual({ 'call period': 3, 'decision period': 3 });
    expect(mayGo(await plan(dayAfter))).toEqual({ call: 3, decision: 2 });
  });

  it('of a leap day end with the first of March', async () => {
    const whom = await consumer();
    await close();
    await note(whom, '2020-02-29T17:00:00Z');
    expect(mayGo(await plan('2023-03-02T04:59:59Z'))).toEqual({});
    expect(mayGo(await plan('2023-03-02T05:00:00Z'))).toEqual({ 'timeline-entry': 1 });
  });

  it('are counted, and dated, for records too young to be asked about one by one', async () => {
    await dial(2);
    const { findings } = await plan('2023-01-01T12:00:00Z');
    expect(findings.must_stay).toContainEqual({
      kind: 'call',
      because: 'period',
      count: 2,
      example: 'It is not 36 months old yet.',
      next_at: '2025-05-03T04:00:00.000Z',
    });
  });

  it('begin anew with each activity on the debt: a note of yesterday keeps everything old', async () => {
    const [first, second] = await dial(2);
    if (!first || !second) throw new Error('No calls');
    await seal();
    await note(first.consumer, '2025-05-02T12:00:00Z');
    expect(mayGo(await plan())).toEqual({ call: 1 });
    const { removed } = await run(await plan());
    expect(removed).toEqual([{ kind: 'call', count: 1 }]);
    expect(await sql('select id from calls')).toEqual([{ id: first.callId }]);
  });

  it('do not run while an account is open or disputed', async () => {
    for (const status of ['open', 'disputed', 'paid']) {
      const whom = await consumer(status);
      await note(whom, called);
    }
    await close();
    const planned = await plan();
    expect(mayGo(planned)).toEqual({ 'timeline-entry': 1 });
    expect(mustStay(planned)).toEqual({ 'timeline-entry open-account': 1, 'timeline-entry open-dispute': 1 });
  });
});

describe('a legal hold', () => {
  it.each(['organization', 'consumer', 'account', 'call'] as const)(
    'on a %s keeps its records, until it is lifted',
    async (scope) => {
      const [first, second] = await dial(2);
      if (!first || !second) throw new Error('No calls');
      const subject = {
        organization: null,
        consumer: first.consumer.id,
        account: first.consumer.accountId,
        call: first.callId,
      }[scope];
      const placed = await hold(scope, subject);
      const kept = mustStay(await plan());
      expect(kept['call legal-hold']).toBe(scope === 'organization' ? 2 : 1);
      expect(mayGo(await plan())).toEqual(scope === 'organization' ? {} : { call: 1 });
      expect((await lift(placed.id)).status).toBe(200);
      expect(mayGo(await plan())).toEqual({ call: 2 });
      expect(await lift(placed.id)).toMatchObject({ status: 409, problem: { code: 'retention/hold-already-lifted' } });
    },
  );

  it('that is placed after the dry run is asked about again, and the refused are counted', async () => {
    const [first, second] = await dial(2);
    if (!first || !second) throw new Error('No calls');
    const planned = await plan();
    await hold('call', first.callId);
    expect(await run(planned)).toMatchObject({
      removed: [{ kind: 'call', count: 1 }],
      refused: [{ kind: 'call', count: 1, why: 'A legal hold keeps this record: Morgan v. Practice.' }],
    });
    expect(await sql('select id from calls')).toEqual([{ id: first.callId }]);
  });

  it('names what exists here, and stays on record with who and why', async () => {
    const body = { scope: 'call' as const, subject_id: world.newId(), matter: 'X', reason: 'Counsel asked for it' };
    const reply = await world.server.call('placeHold', { body }, await token());
    expect(reply).toMatchObject({ status: 404, problem: { code: 'request/not-found' } });
    const { id } = await hold('organization', null);
    await lift(id);
    const listed = await world.server.call('listHolds', {}, await token());
    expect(listed).toMatchObject({
      body: { holds: [{ id, placed: { by: expect.any(String) }, lifted: { reason: 'The case is settled' } }] },
    });
    const wrong = { scope: 'call' as const, subject_id: null, matter: 'X', reason: 'Counsel asked for it' };
    expect(await world.server.call('placeHold', { body: wrong }, await token())).toMatchObject({
      status: 400,
      problem: { issues: [{ path: 'body.subject_id' }] },
    });
  });
});

describe('a purge', () => {
  it('takes everything of a call, in batches, once; the audit says what it took', async () => {
    const dialed = await dial(5);
    for (const { callId } of dialed) {
      await world.events(callId, [world.event('ringing')]);
      await world.dispose(callId, 'refused-to-pay');
    }
    expect(await count('disclosure_violations')).toBeGreaterThanOrEqual(5);
    // A disposition leaves a timeline entry; accounts stay closed.
    await sql("update accounts set status = 'closed'");
    await seal();
    const planned = await plan();
    expect(mayGo(planned)).toMatchObject({ call: 5, decision: 4 });
    const { removed, refused, ended_at: endedAt } = await run(planned);
    expect(refused).toEqual([]);
    expect(removed).toEqual(expect.arrayContaining([...planned.findings.may_go]));
    expect(endedAt).not.toBeNull();
    const ofCalls = ['calls', 'call_events', 'contact_ledger', 'call_dispositions', 'timeline_entries'];
    for (const table of [...ofCalls, 'disclosure_violations']) expect([table, await count(table)]).toEqual([table, 0]);
    // What is kept for counting goes with what it was counted from.
    for (const table of ['compliance_decisions', 'decision_outlines']) expect(await count(table)).toBe(1);
    expect(await start(planned.id)).toMatchObject({ problem: { code: 'retention/purge-already-run' } });
    await runToEnd(world.server, runPurgeTask, planned.id);
    expect(await world.audit('retention.purge-ended')).toMatchObject([{ detail: { removed, refused: [] } }]);
  });

  it('never takes what was not in its dry run', async () => {
    await dial(1);
    const planned = await plan();
    const whom = await consumer();
    await close();
    await note(whom, called);
    const { removed } = await run(planned);
    expect(removed).toEqual([{ kind: 'call', count: 1 }]);
    expect(await count('timeline_entries')).toBe(1);
    const nothing = await plan('2025-05-02T12:00:00Z');
    expect(await start(nothing.id)).toMatchObject({ problem: { code: 'retention/nothing-to-purge' } });
  });

  it('that was interrupted goes on where it stopped', async () => {
    await dial(4);
    const planned = await plan();
    await start(planned.id);
    const { database, organizationId } = world.server;
    const options = { clock: world.clock, signer: createSealSigner(sealKey), batchSize: 1, forMs: Infinity };
    let batches = 0;
    const dying = {
      ...database,
      withTenant: (async (tenant, work) => {
        if ((batches += 1) > 2) throw new Error('The server was killed');
        return database.withTenant(tenant, work);
      }) as typeof database.withTenant,
    };
    const payload = { organization_id: organizationId, purge_id: planned.id };
    await expect(createRunPurgeTask({ ...options, database: dying })(payload)).rejects.toThrow('killed');
    expect(await count('calls')).toBe(2);
    await createRunPurgeTask({ ...options, database })(payload);
    expect(await count('calls')).toBe(0);
    expect((await result(planned.id)).removed).toEqual([{ kind: 'call', count: 4 }]);
  });

  it('leaves what another record refers to, and says so', async () => {
    const [call] = await dial(1);
    await sql(`create table reference (organization_id text, call_id text,
      foreign key (organization_id, call_id) references calls (organization_id, id))`);
    await sql('insert into reference values ($1, $2)', [world.server.organizationId, call?.callId]);
    expect((await run(await plan())).refused).toEqual([
      { kind: 'call', count: 1, why: 'Another record still refers to it.' },
    ]);
    expect(await count('contact_ledger')).toBeGreaterThan(0);
  });
});

describe('the database', () => {
  it.each(['calls', 'contact_ledger', 'call_dispositions', 'timeline_entries', 'compliance_decisions', 'promises'])(
    'lets the app remove nothing of %s',
    async (table) => {
      await expect(asApp(`delete from ${table}`)).rejects.toThrow('permission denied');
    },
  );

  it('lets the app forge neither a removal nor an end of a hold', async () => {
    await expect(asApp('insert into decision_removals select * from decision_removals')).rejects.toThrow('permission');
    await expect(asApp('delete from legal_holds')).rejects.toThrow('permission denied');
    await expect(sql('delete from legal_holds')).rejects.toThrow('append-only');
    expect(await sql(`select pg_has_role('deskline_app', 'deskline_purge', 'member') as may`)).toEqual([
      { may: false },
    ]);
  });

  it('refuses by itself what is held, too young by its own clock, or was not in the dry run', async () => {
    const [held, young, stranger] = await dial(3);
    if (!held || !young || !stranger) throw new Error('No calls');
    const planned = await plan();
    await start(planned.id);
    await hold('account', held.consumer.accountId);
    await sql("update calls set started_at = now() - interval '3 years' + interval '1 minute' where id = $1", [
      young.callId,
    ]);
    expect(await purged(held.callId, planned.id)).toBe('A legal hold keeps it.');
    expect(await purged(young.callId, planned.id)).toBe('Three years are not over by the clock of the database.');
    world.clock.set(called);
    const [later] = await dial(1);
    expect(await purged(later?.callId ?? '', planned.id)).toBe('It was not in the dry run.');
    const elsewhere = await world.server.addOrganization();
    expect(await purged(stranger.callId, planned.id, elsewhere)).toBe('It was not in the dry run.');
    expect(await purged(stranger.callId, planned.id)).toBeNull();
  });
});

describe('the chain of decisions', () => {
  it('holds after a purge, goes on, and can be purged again', async () => {
    const dialed = await dial(5);
    await seal();
    // The third stays: its call is held.
    const placed = await hold('call', dialed[2]?.callId ?? '');
    await run(await plan(), 10);
    expect(await sql('select sequence from compliance_decisions order by sequence')).toEqual([
      { sequence: 3 },
      { sequence: 5 },
    ]);
    expect(await flaws()).toEqual([]);
    expect(await sql('select first_sequence, last_sequence from decision_removals order by 1')).toEqual([
      { first_sequence: 1, last_sequence: 2 },
      { first_sequence: 4, last_sequence: 4 },
    ]);
    await seal();
    expect(await flaws()).toEqual([]);
    await lift(placed.id);
    await run(await plan());
    expect(await flaws()).toEqual([]);
    expect(await sql('select sequence from compliance_decisions')).toEqual([{ sequence: 5 }]);
  });

  it('is broken by a change to what is left, and to the row that stands for what is gone', async () => {
    await dial(4);
    await seal();
    await run(await plan(), 10);
    expect(await flaws()).toEqual([]);
    const changes: [string, string, RegExp][] = [
      ['compliance_decisions', "set account_id = 'x'", /link 4 .*it was changed/],
      ['decision_removals', "set last_hash = repeat('a', 64)", /links 1 to 3 were purged: what it says is not/],
      ['decision_removals', 'set last_sequence = 2', /links 1 to 2 were purged: what it says is not/],
      ['decision_removals', "set signature = 'AAAA'", /its signature is false/],
    ];
    for (const [table, change, flaw] of changes) {
      await sql(`create table kept as table ${table}`);
      await sql(`alter table ${table} disable trigger append_only`);
      await sql(`update ${table} ${change}`);
      expect(await flaws()).toEqual([expect.stringMatching(flaw)]);
      await sql(`delete from ${table}`);
      expect((await flaws()).length).toBeGreaterThan(0);
      await sql(`insert into ${table} select * from kept`);
      await sql(`alter table ${table} enable trigger append_only`);
      await sql('drop table kept');
      expect(await flaws()).toEqual([]);
    }
  });

  it('keeps what no seal covers, and its sealed end', async () => {
    await dial(2);
    expect(mustStay(await plan())).toEqual({ 'decision chain-end': 2 });
    world.clock.set(called);
    await seal();
    expect(mustStay(await plan())).toEqual({ 'decision chain-end': 1 });
  });
});
