/** What a reservation counts for, and for whom: never against its own agent, against nobody once it is over, in no overview. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from './testing/call-world.ts';
import { rowOfCall } from './testing/reserving.ts';

let world: CallWorld;
let other: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  await world.allowReserving();
  other = await world.server.addUser('agent');
});
afterAll(() => world.close());

const newAgent = () => world.server.addUser('agent');
const outlinesOf = async (callId: string): Promise<number> => {
  const [row] = await world.server.sql<{ count: number }>(
    `select count(*)::int as count from decision_outlines
      where decision_id in (select id from compliance_decisions where call_id = $1)`,
    [callId],
  );
  return row?.count ?? 0;
};
const startedCount = async (consumer: TestConsumer, agent: TestUser): Promise<number | undefined> =>
  (await world.start(consumer, { agent })).decision?.counted_attempts;

describe('against its own agent', () => {
  it('none counts, though a start names none; placed after it, it is judged with that call', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    expect(await world.start(consumer, { agent })).toMatchObject({ status: 201, decision: { counted_attempts: 6 } });
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    expect((await rowOfCall(world, held.call_id))?.['reservation']).toBe('released');
  });

  it('one counts for the next that is cleared ahead: both are promised', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 6);
    const second = world.newId();
    await world.server.sql(
      `insert into accounts select (jsonb_populate_record(accounts, jsonb_build_object('id', $2::text, 'reference', $2::text))).*
        from accounts where id = $1`,
      [consumer.accountId, second],
    );
    const agent = await newAgent();
    await world.hold(consumer, { agent });
    expect(await world.reserve({ ...consumer, accountId: second }, { agent })).toMatchObject({
      outcome: 'refused',
      decision: { counted_attempts: 7 },
    });
  });
});

describe('in the counts of the day', () => {
  it('a call cleared ahead is none, refused or not; placed, it is one', async () => {
    const agent = await newAgent();
    const ceased = await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] });
    const refusedId = world.newId();
    await world.reserve(ceased, { callId: refusedId, agent });
    expect(await outlinesOf(refusedId)).toBe(0);
    const consumer = await world.addConsumer();
    const held = await world.hold(consumer, { agent });
    expect(await outlinesOf(held.call_id)).toBe(0);
    await world.redeem(held.dial_permit, consumer.phoneNumber, agent);
    expect(await outlinesOf(held.call_id)).toBe(1);
  });
});

describe('a start that comes after its reservation was placed', () => {
  it('begins no second call', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 200 });
    const late = await world.start(consumer, { agent, reservedCallId: held.call_id });
    expect(late).toMatchObject({ status: 409, code: 'calls/already-ended' });
    expect((await world.preDial(consumer)).counted_attempts).toBe(1);
  });
});

describe('once its time is over', () => {
  it('counts against nobody, though the job has not come by', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    world.clock.advanceMs(5 * 60_000);
    expect((await rowOfCall(world, held.call_id))?.['reservation']).toBe('held');
    expect(await world.reserve(consumer, { agent: other })).toMatchObject({
      outcome: 'reserved',
      decision: { counted_attempts: 0 },
    });
    expect(await startedCount(consumer, agent), 'the other one holds it now').toBe(1);
    world.clock.advanceMs(5 * 60_000);
    expect(await startedCount(consumer, await newAgent()), 'the call of before, and no reservation').toBe(1);
  });
});
