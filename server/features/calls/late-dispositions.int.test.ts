/** Dispositions arrive in any order: what is due on an account is what its latest call said. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CallWorld, type TestConsumer } from './testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

const promise = { amount_cents: 5000, due_on: '2026-11-30' };
const accountOf = async ({ accountId }: TestConsumer) => {
  const [row] = await world.server.sql<{ status: string; next_action_reason: string | null }>(
    'select status, next_action_reason from accounts where id = $1',
    [accountId],
  );
  return [row?.status, row?.next_action_reason];
};

it('one that was saved offline does not undo the promise of a later call, nor does its correction', async () => {
  const consumer = await world.addConsumer();
  const earlier = await world.place(consumer);
  const savedAt = new Date(world.clock.now()).toISOString();
  world.clock.advanceMs(60_000);
  const later = await world.place(consumer);
  expect((await world.dispose(later, 'promise-to-pay', { promise })).status).toBe(200);
  expect(await accountOf(consumer)).toEqual(['promise', 'promise-due']);
  world.clock.advanceMs(60_000);
  expect((await world.dispose(earlier, 'no-answer', { saved_at: savedAt })).status).toBe(200);
  expect(await accountOf(consumer)).toEqual(['promise', 'promise-due']);
  await world.dispose(earlier, 'left-voicemail', { base_version: 1 });
  expect(await accountOf(consumer)).toEqual(['promise', 'promise-due']);
  await world.dispose(later, 'right-party-no-promise', { base_version: 1 });
  expect(await accountOf(consumer)).toEqual(['open', null]);
});

it('the same two at once, in whichever order they come', async () => {
  for (let round = 0; round < 5; round += 1) {
    const consumer = await world.addConsumer();
    const earlier = await world.place(consumer);
    world.clock.advanceMs(1000);
    const later = await world.place(consumer);
    await Promise.all([world.dispose(later, 'promise-to-pay', { promise }), world.dispose(earlier, 'no-answer')]);
    expect(await accountOf(consumer)).toEqual(['promise', 'promise-due']);
  }
});
