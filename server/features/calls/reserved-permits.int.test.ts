/** Calls reserved ahead, through HTTP on real PostgreSQL: what they count, what nobody sees of them, and how they end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { LiveReader } from '../live/testing/live-reader.ts';
import { releaseReservationsTask } from './release-reservations.service.ts';
import { callerId, CallWorld, nextNumber, type TestConsumer } from './testing/call-world.ts';
import { isCallListed, ledgerOfCall, rowOfCall } from './testing/reserving.ts';

let world: CallWorld;
let other: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  await world.allowReserving();
  other = await world.server.addUser('agent');
});
afterAll(() => world.close());

/** Each test's agent holds nothing yet. */
const newAgent = () => world.server.addUser('agent');

const ledgerOf = (callId: string) => ledgerOfCall(world, callId);
const decisionsOf = (callId: string) =>
  world.server.sql('select verdict from compliance_decisions where call_id = $1 order by sequence', [callId]);
const callRow = (callId: string) => rowOfCall(world, callId);
const isListed = (callId: string) => isCallListed(world, callId);
const liveCalls = (): Promise<string[]> =>
  world.server.database.withTenant(world.server.organizationId, async (database) =>
    (await database.selectFrom('calls').select('id').where('ended_at', 'is', null).execute()).map(({ id }) => id),
  );
/** On a slow machine some of a crowd are told to come again; they hold nothing. */
const nothingOfBusy = (error: unknown): null => {
  if (error instanceof Error && error.message === 'server/unavailable') return null;
  throw error;
};
const decisionIdOf = ({ decision }: { decision: { id: string | null } }): string => decision.id ?? '';
const counted = async (consumer: TestConsumer): Promise<number> => (await world.preDial(consumer)).counted_attempts;
const releaseEnded = async () => world.server.tasks[releaseReservationsTask]?.({});

/** Puts the clock forward for one test; it must be put back. */
function later(ms: number): { back: () => void } {
  const before = new Date(world.clock.now()).toISOString();
  world.clock.advanceMs(ms);
  return { back: () => world.clock.set(before) };
}

describe('a reservation', () => {
  it('is decided, stored and counted as a start is, lasts five minutes, and is no call to anybody', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    expect(held).toMatchObject({
      sip_target: `sip:${consumer.phoneNumber}@practice.invalid`,
      permit_expires_at: new Date(world.clock.now() + 5 * 60_000).toISOString(),
      phone_number: consumer.phoneNumber,
    });
    expect(held.script).toEqual(held.decision.obligations);
    expect(await decisionsOf(held.call_id)).toEqual([{ verdict: 'require' }]);
    expect(await ledgerOf(held.call_id)).toEqual(['attempt']);
    expect(await counted(consumer)).toBe(1);
    expect(await isListed(held.call_id)).toBe(false);
    expect(await liveCalls()).not.toContain(held.call_id);
    expect((await callRow(held.call_id))?.['reservation']).toBe('held');
  });

  it('is the same one when its account is asked for again, also twenty times at once', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const replies = await Promise.all(Array.from({ length: 20 }, () => world.hold(consumer, { agent })));
    expect(new Set(replies.map((reply) => reply.call_id)).size).toBe(1);
    expect(await counted(consumer)).toBe(1);
  });

  it('does not outlive the hour', async () => {
    const evening = await CallWorld.open('2026-11-24T01:57:30Z');
    try {
      await evening.allowReserving();
      const held = await evening.hold(await evening.addConsumer());
      expect(held.permit_expires_at).toBe('2026-11-24T02:00:00.000Z');
    } finally {
      await evening.close();
    }
  });

  it('that the law forbids gives no permit and is kept as a decision', async () => {
    const consumer = await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] });
    const callId = world.newId();
    const refused = await world.reserve(consumer, { callId, agent: await newAgent() });
    expect(refused).toMatchObject({ outcome: 'refused', decision: { verdict: 'block' } });
    expect(await decisionsOf(callId)).toEqual([{ verdict: 'block' }]);
    expect(await ledgerOf(callId)).toEqual([]);
  });

  it('is held three times at most by one agent, however many are asked for at once', async () => {
    const agent = await newAgent();
    const consumers = await Promise.all(Array.from({ length: 8 }, () => world.addConsumer()));
    const replies = await Promise.all(consumers.map((consumer) => world.hold(consumer, { agent })));
    const ledgers = await Promise.all(replies.map((reply) => ledgerOf(reply.call_id)));
    expect(ledgers.filter((kinds) => kinds.join() === 'attempt')).toHaveLength(3);
    expect(ledgers.filter((kinds) => kinds.join() === 'attempt,released')).toHaveLength(5);
  });

  it('takes the place of the oldest that is not asked for: a desktop that died holds nobody up', async () => {
    const agent = await newAgent();
    const [first, second, third, next, last] = await Promise.all(Array.from({ length: 5 }, () => world.addConsumer()));
    if (!first || !second || !third || !next || !last) throw new Error('Five consumers');
    const held = [];
    for (const consumer of [first, second, third]) {
      held.push(await world.hold(consumer, { agent }));
      world.clock.advanceMs(1000);
    }
    // Started again, it asks for the first as well: that one stays what it was.
    const call = (consumer: TestConsumer) => ({
      call_id: world.newId(),
      account_id: consumer.accountId,
      phone_number: consumer.phoneNumber,
      caller_id: callerId,
    });
    const calls = [call(next), call(first)];
    const reply = await world.server.call('reserveCalls', { body: { calls } }, agent.token);
    expect(reply).toMatchObject({
      ok: true,
      body: { reservations: [{ outcome: 'reserved' }, { outcome: 'reserved', call_id: held[0]?.call_id }] },
    });
    expect(await counted(second), 'the oldest not asked for').toBe(0);
    expect(await counted(third)).toBe(1);
    expect(await world.redeem(held[1]?.dial_permit ?? '', second.phoneNumber, agent)).toMatchObject({ status: 403 });
    const rows = (await world.audit('call.reserved')).map(({ detail }) => detail['released']);
    expect(rows).toContainEqual([held[1]?.call_id]);

    // What is being placed at this moment is nobody's to give back.
    const taken = Promise.withResolvers<void>();
    const until = Promise.withResolvers<void>();
    const lock = world.server.holdLock(
      `select id from calls where reservation = 'held' and agent_id = '${agent.id}' for update`,
      taken.resolve,
      until.promise,
    );
    await taken.promise;
    expect(await world.reserve(last, { agent })).toMatchObject({ outcome: 'too-many' });
    until.resolve();
    await lock;
  });

  it('is not made where the organization does not want it', async () => {
    const organizationId = await world.server.addOrganization();
    const stranger = await world.server.addUser('agent', { organizationId });
    const consumer = await world.addConsumer();
    await expect(world.reserve(consumer, { agent: stranger })).rejects.toThrow('calls/no-reserving');
  });
});

describe('at the limit', () => {
  it('the reservation is the seventh call: nobody else may call, its own agent may', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    expect(await world.start(consumer, { agent: other })).toMatchObject({
      status: 422,
      decision: { counted_attempts: 7 },
    });
    const preview = await world.server.call(
      'evaluatePreDial',
      { body: { phone_number: consumer.phoneNumber, account_id: consumer.accountId } },
      agent.token,
    );
    expect(preview).toMatchObject({ ok: true, body: { counted_attempts: 6, verdict: 'require' } });
    const queue = await world.server.call('getQueue', { query: { limit: 500 } }, agent.token);
    const item = queue.ok ? queue.body.items.find(({ account_id: id }) => id === consumer.accountId) : undefined;
    expect(item?.verdict).toBe('require');

    const started = await world.start(consumer, { agent, reservedCallId: held.call_id });
    expect(started).toMatchObject({ status: 201, decision: { counted_attempts: 6 } });
    expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'released']);
    expect(await world.start(consumer, { agent: other })).toMatchObject({ status: 422 });
  });

  it('of 20 agents at once on a person with six counted calls, exactly one reserves', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agents = await Promise.all(Array.from({ length: 20 }, () => newAgent()));
    const replies = await Promise.all(agents.map((agent) => world.reserve(consumer, { agent })));
    const outcomes = replies.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'held-by-another')).toHaveLength(19);
  });

  it('of 20 agents at once on as many numbers of one person with six counted calls, exactly one reserves', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agents = await Promise.all(Array.from({ length: 20 }, () => newAgent()));
    const replies = await Promise.all(
      agents.map((agent) => world.reserve({ ...consumer, phoneNumber: nextNumber() }, { agent })),
    );
    expect(replies.filter(({ outcome }) => outcome === 'reserved')).toHaveLength(1);
  });

  it('of 20 who start and 20 who reserve at once, one goes through', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agents = await Promise.all(Array.from({ length: 20 }, () => newAgent()));
    const [starts, reservations] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => world.start(consumer))),
      Promise.all(agents.map((agent) => world.reserve(consumer, { agent }).catch(nothingOfBusy))),
    ]);
    const through = [
      ...starts.filter(({ status }) => status === 201),
      ...reservations.filter((each) => each?.outcome === 'reserved'),
    ];
    expect(through).toHaveLength(1);
  });

  it('two agents never hold one person, by whichever number', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const elsewhere = { ...consumer, phoneNumber: nextNumber() };
    expect(await world.reserve(elsewhere, { agent: other })).toMatchObject({ outcome: 'held-by-another' });
    await world.release([held.call_id], agent);
    const theirs = await world.hold(elsewhere, { agent: other });
    await world.release([theirs.call_id], other);
  });
});

describe('a release', () => {
  it('takes the attempt out of the count, keeps its history, and ends the id for good', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const receipt = () => world.server.call('getDecision', { params: { id: decisionIdOf(held) } }, agent.token);
    expect(await receipt()).toMatchObject({ ok: true, body: { call: null } });
    expect(await counted(consumer)).toBe(7);
    expect(await world.release([held.call_id], other), 'somebody else’s').toEqual([]);
    expect(await world.release([held.call_id], agent)).toEqual([held.call_id]);
    expect(await world.release([held.call_id], agent), 'again').toEqual([]);
    expect(await counted(consumer)).toBe(6);
    expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'released']);

    expect(await receipt()).toMatchObject({ ok: true, body: { call: null } });
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    expect(await world.start(consumer, { agent, callId: held.call_id })).toMatchObject({ status: 400 });
    await expect(world.reserve(consumer, { agent, callId: held.call_id })).rejects.toThrow('request/invalid');
    expect(await counted(consumer)).toBe(6);
    expect(await isListed(held.call_id)).toBe(false);
  });

  it('comes by itself when the permit has ended, once, and not before', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    await releaseEnded();
    expect((await callRow(held.call_id))?.['reservation']).toBe('held');
    const clock = later(5 * 60_000);
    try {
      await Promise.all([releaseEnded(), releaseEnded(), releaseEnded()]);
      expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'released']);
      expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    } finally {
      clock.back();
    }
  });
});

describe('placing a reserved call', () => {
  it('judges it again, makes a call of it at that moment, and passes once', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const clock = later(120_000);
    try {
      const now = new Date(world.clock.now()).toISOString();
      const first = await world.redeem(held.dial_permit, consumer.phoneNumber, agent);
      expect(first).toMatchObject({ status: 200, body: { call_id: held.call_id, caller_id: '+12125550199' } });
      expect(await decisionsOf(held.call_id)).toHaveLength(2);
      expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'attempt']);
      const row = await callRow(held.call_id);
      expect(row?.['reservation']).toBeNull();
      const [placed] = await world.server.sql<{ id: string }>('select decision_id as id from calls where id = $1', [
        held.call_id,
      ]);
      for (const id of [decisionIdOf(held), placed?.id ?? '']) {
        const receipt = await world.server.call('getDecision', { params: { id } }, agent.token);
        expect(receipt).toMatchObject({ ok: true, body: { call: { id: held.call_id, decision_id: placed?.id } } });
      }
      expect(placed?.id).not.toBe(decisionIdOf(held));
      expect(new Date(String(row?.['started_at'])).toISOString()).toBe(now);
      expect(await liveCalls()).toContain(held.call_id);

      expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
      expect(await world.release([held.call_id], agent)).toEqual([]);
      world.clock.advanceMs(5 * 60_000);
      await releaseEnded();
      expect((await callRow(held.call_id))?.['reservation']).toBeNull();
    } finally {
      clock.back();
    }
    expect(await counted(consumer)).toBe(7);
    await world.events(held.call_id, [world.event('ended', { sip_status: 486 })], { agent });
    expect(await callRow(held.call_id)).toMatchObject({ connect_class: 'busy' });
    expect(await counted(consumer)).toBe(6);
  });

  it('is refused with the reason when something recorded since bars it, and counts no more', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const feed = await LiveReader.open(world.server.url, agent.token);
    // What was told before the stream had joined is not for it.
    await feed.waitForType('queue-changed');
    const held = await world.hold(consumer, { agent });
    await world.server.call(
      'addDnc',
      { body: { phone_number: consumer.phoneNumber, reason: 'Asked at the door', source: 'agent' } },
      { token: agent.token, idempotencyKey: world.newId() },
    );
    const refused = await world.redeem(held.dial_permit, consumer.phoneNumber, agent);
    expect(refused).toMatchObject({ status: 403, ok: false, problem: { code: 'calls/permit-refused' } });
    const reason = refused.ok ? '' : refused.problem.message;
    expect(reason).not.toBe('The dial permit was refused.');
    const told = await feed.waitForType('call-refused');
    expect(told.event).toEqual({ type: 'call-refused', call_id: held.call_id, reason });
    await feed.close();
    expect(await decisionsOf(held.call_id)).toEqual([{ verdict: 'require' }, { verdict: 'block' }]);
    expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'released']);
    expect(await isListed(held.call_id)).toBe(false);
    const reasons = (await world.audit('permit.refused')).filter((row) => row.subject_id === held.call_id);
    expect(reasons.map(({ detail }) => detail['reason'])).toEqual(['barred']);
  });

  it('is refused when others have used the count up meanwhile', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    await world.addAttempts(consumer, 7);
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
  });

  it('is refused when more must be said than the agent has before them', async () => {
    const consumer = await world.addConsumer({ debts: [{}, {}] });
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const since = new Date(world.clock.now() - 1000).toISOString();
    await world.server.sql('update debts set ceased_at = $1 where id = $2', [since, consumer.debtIds[0]]);
    const refused = await world.redeem(held.dial_permit, consumer.phoneNumber, agent);
    expect(refused.ok ? '' : refused.problem.message).toContain('one more thing must be said');
    expect(await ledgerOf(held.call_id)).toEqual(['attempt', 'released']);
  });

  it('is refused for an agent who does not work here any more', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    await world.server.sql('update users set is_active = false where id = $1', [agent.id]);
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    expect(await ledgerOf(held.call_id)).toEqual(['attempt']);
  });

  it('wants the same agent and number as any permit, and ends with its time', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, other)).toMatchObject({ status: 403 });
    expect(await world.redeem(held.dial_permit, nextNumber(), agent)).toMatchObject({ status: 403 });
    const clock = later(5 * 60_000);
    try {
      expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    } finally {
      clock.back();
    }
    expect((await callRow(held.call_id))?.['reservation']).toBe('held');
  });
});
