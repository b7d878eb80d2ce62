/** How a reservation ends when two say so at once, when only the wire says so, and when the server cannot know. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from './testing/call-world.ts';
import { isCallListed, rowOfCall } from './testing/reserving.ts';

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
const callRow = (callId: string) => rowOfCall(world, callId);
const isListed = (callId: string) => isCallListed(world, callId);
const counted = async (consumer: TestConsumer): Promise<number> => (await world.preDial(consumer)).counted_attempts;

describe('a release and a redemption at once', () => {
  it('one of them wins, and the books say which', async () => {
    for (let round = 0; round < 24; round += 1) {
      const consumer = await world.addConsumer();
      const agent = await newAgent();
      const held = await world.hold(consumer, { agent });
      const redeem = () => world.redeem(held.dial_permit, consumer.phoneNumber, agent);
      const release = () => world.release([held.call_id], agent);
      const first = round % 2 === 0 ? redeem() : undefined;
      const releasing = release();
      const [redeemed, released] = await Promise.all([first ?? redeem(), releasing]);
      const isPlaced = redeemed.status === 200;
      expect(released, `round ${round}`).toEqual(isPlaced ? [] : [held.call_id]);
      expect((await callRow(held.call_id))?.['reservation']).toBe(isPlaced ? null : 'released');
      expect(await counted(consumer)).toBe(isPlaced ? 1 : 0);
    }
  });

  it.each(['redeem first', 'release first'] as const)('with both waiting for the row, %s', async (order) => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const taken = Promise.withResolvers<void>();
    const until = Promise.withResolvers<void>();
    const lock = world.server.holdLock(
      `select id from calls where id = '${held.call_id}' for update`,
      taken.resolve,
      until.promise,
    );
    await taken.promise;
    const waiting = async (count: number) => {
      await expect
        .poll(async () => {
          const [row] = await world.server.sql<{ count: number }>(
            `select count(*)::int as count from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return row?.count;
        })
        .toBe(count);
    };
    const redeem = () => world.redeem(held.dial_permit, consumer.phoneNumber, agent);
    const release = () => world.release([held.call_id], agent);
    let redeemed: ReturnType<typeof redeem>;
    let released: ReturnType<typeof release>;
    if (order === 'redeem first') {
      redeemed = redeem();
      await waiting(1);
      released = release();
    } else {
      released = release();
      await waiting(1);
      redeemed = redeem();
    }
    await waiting(2);
    until.resolve();
    await lock;
    expect((await redeemed).status).toBe(order === 'redeem first' ? 200 : 403);
    expect(await released).toEqual(order === 'redeem first' ? [] : [held.call_id]);
  });
});

describe('what the wire says of a reservation that was never redeemed', () => {
  it('settles it: the exchange could not ask, and nobody was called', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    const told = await world.events(held.call_id, [world.event('ended', { sip_status: 503 })], { agent });
    expect(told).toMatchObject({ ok: true, body: { connect_class: 'failed' } });
    expect(await counted(consumer)).toBe(0);
    expect(await isListed(held.call_id)).toBe(true);
    expect(await world.redeem(held.dial_permit, consumer.phoneNumber, agent)).toMatchObject({ status: 403 });
    expect(await world.release([held.call_id], agent)).toEqual([]);
  });

  it('is believed over a release: a call that was answered counts', async () => {
    const consumer = await world.addConsumer();
    const agent = await newAgent();
    const held = await world.hold(consumer, { agent });
    await world.release([held.call_id], agent);
    expect(await counted(consumer)).toBe(0);
    await world.events(held.call_id, [world.event('ringing'), world.event('answered')], { agent });
    expect(await counted(consumer)).toBe(1);
    expect(await callRow(held.call_id)).toMatchObject({ reservation: null, connect_class: 'connected' });
  });

  it('is nobody else’s to tell', async () => {
    const held = await world.hold(await world.addConsumer(), { agent: await newAgent() });
    expect(await world.events(held.call_id, [world.event('ringing')], { agent: other })).toMatchObject({ status: 404 });
    expect((await callRow(held.call_id))?.['reservation']).toBe('held');
  });
});

describe('behind an exchange that checks permits by itself', () => {
  it('nothing is reserved: what is not placed would count all the same', async () => {
    const apart = await CallWorld.open(undefined, { DESKLINE_PBX_CHECKS_PERMITS: '1' });
    try {
      await apart.allowReserving();
      const consumer = await apart.addConsumer();
      await expect(apart.reserve(consumer)).rejects.toThrow('calls/no-reserving');
      expect((await apart.start(consumer)).decision?.counted_attempts).toBe(0);
    } finally {
      await apart.close();
    }
  });
});
