/** What the wire and the agent say about a call, and what the next decision makes of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../../../shared/domain/access/permissions.ts';
import { evaluateForQueue } from '../compliance/index.ts';
import { listCalls } from './calls.service.ts';
import { CallWorld, dayMs, nextNumber, type TestConsumer } from './testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

const verdictOf = async (consumer: TestConsumer, ruleId: string) =>
  (await world.preDial(consumer)).findings.find(({ rule_id }) => rule_id === ruleId);
const countRows = async (table: string, callId: string): Promise<number> => {
  const [row] = await world.server.sql<{ count: number }>(`select count(*) from ${table} where call_id = $1`, [callId]);
  return row?.count ?? -1;
};
const answer = (callId: string) => world.events(callId, [world.event('ringing'), world.event('answered')]);
const end = (callId: string, sipStatus: number | null = null) =>
  world.events(callId, [world.event('ended', { sip_status: sipStatus, ended_by: 'remote' })]);

describe('settling', () => {
  it.each([
    ['busy', ['ringing'], 486, 'busy', 0],
    ['not in service', ['early-media'], 404, 'not-in-service', 0],
    ['a failure before anything rang', [], 503, 'failed', 0],
    ['rung out', ['ringing'], 480, 'rang-out', 1],
    ['given up while it rang', ['early-media'], 487, 'rang-out', 1],
    ['blocked by the carrier', [], 608, 'refused-by-network', 1],
    ['no word how it ended', [], null, 'failed', 1],
    ['answered', ['ringing', 'answered'], null, 'connected', 1],
  ] as const)('%s', async (_name, types, sipStatus, connectClass, counted) => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await world.events(
      callId,
      types.map((type) => world.event(type)),
    );
    const reply = await world.events(callId, [world.event('ended', { sip_status: sipStatus })]);
    expect(reply).toMatchObject({ status: 200, body: { connect_class: connectClass, recorded: 1 } });
    expect(await world.preDial(consumer)).toMatchObject({ counted_attempts: counted });
  });

  it('has one effect, however often and in whatever order the events come', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    const events = [world.event('ringing'), world.event('answered'), world.event('ended')];
    const [, answered, ended] = events;
    await world.events(callId, ended ? [ended] : []);
    await Promise.all(Array.from({ length: 5 }, () => world.events(callId, answered ? [answered] : [])));
    const again = await world.events(callId, events);
    expect(again).toMatchObject({ body: { connect_class: 'connected', recorded: 1 } });
    expect(await countRows('call_events', callId)).toBe(3);
    const rows = await world.server.sql<{ kind: string; value: { connectClass?: string } }>(
      'select kind, value from contact_ledger where call_id = $1 order by sequence',
      [callId],
    );
    expect(rows.map(({ kind, value }) => value.connectClass ?? kind)).toEqual([
      'attempt',
      'failed',
      'connected',
      'talk',
    ]);
  });

  it('is for the call’s own agent, and for calls that exist', async () => {
    const callId = await world.place(await world.addConsumer());
    const other = await world.server.addUser('agent');
    expect((await world.events(callId, [world.event('ringing')], { agent: other })).status).toBe(404);
    expect((await world.events(world.newId(), [world.event('ringing')])).status).toBe(404);
  });
});

describe('conversations', () => {
  it('are presumed from the answer on, until the disposition says what it was', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await answer(callId);
    expect(await verdictOf(consumer, 'F-2')).toMatchObject({ verdict: 'defer', facts: { is_presumed: true } });
    await end(callId);
    expect((await world.dispose(callId, 'left-voicemail')).status).toBe(200);
    expect(await verdictOf(consumer, 'F-2')).toMatchObject({ verdict: 'allow' });
    expect(await world.preDial(consumer)).toMatchObject({ verdict: 'require', counted_attempts: 1 });
  });

  it('bar the next call until day 8, and make the next notice the short one', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await answer(callId);
    await end(callId);
    await world.dispose(callId, 'right-party-no-promise');
    const decision = await world.preDial(consumer);
    expect(decision).toMatchObject({ verdict: 'defer', next_lawful_at: '2026-11-30T13:00:00.000Z' });
    expect(decision.obligations.map(({ code }) => code)).toContain('mini-miranda.subsequent');
    expect((await world.start(consumer)).status).toBe(422);
  });

  it('count when the consumer called in: six days ago bars, seven days ago does not', async () => {
    for (const [daysAgo, status] of [
      [6, 422],
      [7, 201],
    ] as const) {
      const consumer = await world.addConsumer();
      const callId = world.newId();
      const at = new Date(world.clock.now() - daysAgo * dayMs).toISOString();
      const events = [world.event('ringing', { at }), world.event('answered', { at })];
      const reply = await world.events(callId, events, { incoming: consumer.phoneNumber });
      expect(reply).toMatchObject({ status: 200, body: { connect_class: 'connected' } });
      await world.dispose(callId, 'right-party-no-promise');
      const [call] = await world.server.sql('select consumer_id, account_id, direction from calls where id = $1', [
        callId,
      ]);
      expect(call).toEqual({ consumer_id: consumer.id, account_id: consumer.accountId, direction: 'inbound' });
      expect((await world.start(consumer)).status).toBe(status);
    }
  });

  it('of a call that somebody had parked are about its account, if the number is theirs', async () => {
    const phoneNumber = '+15185550177';
    const [one, other] = [await world.addConsumer({ phoneNumber }), await world.addConsumer({ phoneNumber })];
    const stranger = await world.addConsumer();
    const about = async (account_id: string | null) => {
      const id = world.newId();
      const body = {
        events: [world.event('answered')],
        incoming: { phone_number: phoneNumber, display_name: null, account_id },
      };
      const sent = { token: world.agent.token, idempotencyKey: world.newId() };
      expect(await world.server.call('recordCallEvents', { params: { id }, body }, sent)).toMatchObject({
        status: 200,
      });
      const [call] = await world.server.sql('select consumer_id, account_id from calls where id = $1', [id]);
      return call;
    };
    expect(await about(other.accountId)).toEqual({ consumer_id: other.id, account_id: other.accountId });
    expect(await about(one.accountId)).toEqual({ consumer_id: one.id, account_id: one.accountId });
    const unknown = { consumer_id: null, account_id: null };
    expect(await about(stranger.accountId)).toEqual(unknown);
    expect(await about(null)).toEqual(unknown);
  });

  it('asked for again today are lawful today', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await answer(callId);
    await end(callId);
    const callback_at = new Date(world.clock.now() + 3 * 3_600_000).toISOString();
    expect((await world.dispose(callId, 'callback-requested')).status).toBe(400);
    expect((await world.dispose(callId, 'callback-requested', { callback_at })).status).toBe(200);
    expect(await world.preDial(consumer)).toMatchObject({ verdict: 'require', counted_attempts: 1 });
    await world.dispose(callId, 'right-party-no-promise', { base_version: 1 });
    expect((await world.preDial(consumer)).verdict).toBe('defer');
  });

  it('taken back leave the first notice to be said', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await world.dispose(callId, 'right-party-no-promise');
    await world.dispose(callId, 'no-answer', { base_version: 1 });
    const { obligations } = await world.preDial(consumer);
    expect(obligations.map(({ code }) => code)).toContain('mini-miranda.initial');
  });

  it('make a call count that the wire let go', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await end(callId, 486);
    expect((await world.preDial(consumer)).counted_attempts).toBe(0);
    await world.dispose(callId, 'left-voicemail');
    expect((await world.preDial(consumer)).counted_attempts).toBe(1);
    await world.dispose(callId, 'busy', { base_version: 1 });
    expect((await world.preDial(consumer)).counted_attempts).toBe(1);
  });
});

describe('a wrong number', () => {
  it('F-1 #6 is blocked, and its calls count no more; taken back, they count again', async () => {
    const consumer = await world.addConsumer();
    const first = await world.place(consumer);
    await end(first, 480);
    const callId = await world.place(consumer);
    await answer(callId);
    await world.dispose(callId, 'wrong-number');
    expect(await world.start(consumer)).toMatchObject({ status: 422, decision: { counted_attempts: 0 } });
    expect(await verdictOf(consumer, 'F-1-wrong-number')).toMatchObject({ verdict: 'block' });
    await world.dispose(callId, 'no-answer', { base_version: 1 });
    expect(await world.preDial(consumer)).toMatchObject({ verdict: 'require', counted_attempts: 2 });
  });
});

describe('a disposition', () => {
  it('has one effect under retries with its key, and keeps every version', async () => {
    const consumer = await world.addConsumer();
    const callId = await world.place(consumer);
    await answer(callId);
    const key = world.newId();
    const promise = { amount_cents: 5000, due_on: '2026-11-30' };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => world.dispose(callId, 'promise-to-pay', { promise, notes: 'On Monday' }, key)),
    );
    for (const reply of replies) expect(reply).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await countRows('call_dispositions', callId)).toBe(1);
    expect(await countRows('promises', callId)).toBe(1);
    expect(await countRows('timeline_entries', callId)).toBe(1);
    expect((await world.audit('call.dispositioned')).filter(({ subject_id }) => subject_id === callId)).toHaveLength(1);
    const stale = await world.dispose(callId, 'left-voicemail');
    expect(stale).toMatchObject({
      status: 409,
      problem: { code: 'sync/version-conflict', detail: { version: 1, current: { code: 'promise-to-pay', promise } } },
    });
    expect((await world.dispose(callId, 'left-voicemail', { base_version: 1 })).status).toBe(200);
    const [row] = await world.server.sql(
      'select withdrawn_at is not null as withdrawn from promises where call_id = $1',
      [callId],
    );
    expect(row).toEqual({ withdrawn: true });
    expect(await countRows('call_dispositions', callId)).toBe(2);
  });

  it('is the agent’s own', async () => {
    const callId = await world.place(await world.addConsumer());
    const other = await world.server.addUser('agent');
    const body = { code: 'no-answer' as const, saved_at: new Date(world.clock.now()).toISOString(), base_version: 0 };
    const caller = { token: other.token, idempotencyKey: world.newId() };
    expect((await world.server.call('saveDisposition', { params: { id: callId }, body }, caller)).status).toBe(404);
  });
});

describe('the list of calls', () => {
  it('is one’s own, or everybody’s with the permission', async () => {
    const consumer = await world.addConsumer();
    const other = await world.server.addUser('agent');
    const { started } = await world.start(consumer, { agent: other });
    const ids = async (token: string, query: { agent_id?: string } = {}) => {
      const reply = await world.server.call(
        'listCalls',
        { query: { account_id: consumer.accountId, ...query } },
        token,
      );
      return reply.ok ? reply.body.rows.map(({ id }) => id) : [reply.status];
    };
    expect(await ids(other.token)).toEqual([started?.call_id]);
    expect(await ids(world.agent.token)).toEqual([]);
    expect(await ids(world.agent.token, { agent_id: other.id })).toEqual([]);
    const supervisor = await world.server.addUser('supervisor');
    expect(await ids(supervisor.token, { agent_id: other.id })).toEqual([started?.call_id]);
    const page = { page: 1, page_size: 1 };
    const found = await world.server.database.withTenant(world.server.organizationId, (database) =>
      listCalls(database, { userId: supervisor.id, permissions: permissionsOf('supervisor') }, page),
    );
    expect(found.rows).toHaveLength(1);
    expect(found.total).toBeGreaterThan(1);
  });
});

describe('many at once', () => {
  it('give the queue what each would get alone', async () => {
    const consumers = [
      await world.addConsumer(),
      await world.addConsumer({ region: 'HI', postalCode: '96813' }),
      await world.addConsumer({ debts: [{ ceasedAt: '2026-11-01T00:00:00Z' }] }),
      await world.addConsumer({ phoneNumber: nextNumber() }),
    ];
    const [first, , , last] = consumers;
    if (!first || !last) throw new Error('No consumers');
    await world.addAttempts(first, 3);
    await world.addAttempts(last, 7);
    const found = await world.server.database.withTenant(world.server.organizationId, (database) =>
      evaluateForQueue(database, consumers, world.agent.id, world.clock.now()),
    );
    for (const consumer of consumers) {
      const alone = await world.preDial(consumer);
      expect(found.get(consumer.accountId)).toEqual({
        verdict: alone.verdict,
        nextLawfulAt: alone.next_lawful_at,
        zones: alone.zones.map(({ zone }) => zone),
      });
    }
    expect(new Set([...found.values()].map(({ verdict }) => verdict))).toEqual(new Set(['require', 'defer', 'block']));
  });
});
