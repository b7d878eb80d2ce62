/**
 * Promise: what one copy of the server has committed counts for the next decision of another at once, when the clock of the first is
 * ahead; and the facts kept with a decision lie at its moment or before it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contracts/core/define-endpoint.ts';
import type { Contract } from '../../../shared/contracts/contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, type TestConsumer } from '../calls/testing/call-world.ts';

const aheadMs = 300;
let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

/** What is done here is done on a copy whose clock is ahead. */
async function ahead<T>(run: () => Promise<T>): Promise<T> {
  world.clock.advanceMs(aheadMs);
  const done = await run();
  world.clock.advanceMs(-aheadMs);
  return done;
}

type Fact = RequestOf<Contract['recordConsumerFact']>['body'];
async function tell(
  { accountId }: TestConsumer,
  fact: Pick<Fact, 'told' | 'received_by' | 'phone_number'>,
): Promise<void> {
  const body = { ...fact, received_at: new Date(world.clock.now()).toISOString() };
  const by = { token: officer.token, idempotencyKey: world.newId() };
  const reply = await world.server.call('recordConsumerFact', { params: { id: accountId }, body }, by);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
}
const bar = ({ phoneNumber }: TestConsumer, more: { expires_at?: string } = {}) =>
  world.server.call(
    'addDnc',
    { body: { phone_number: phoneNumber, reason: 'Asked on the phone', source: 'consumer', ...more } },
    { token: officer.token, idempotencyKey: world.newId() },
  );
const verdict = async (consumer: TestConsumer, rule: string) => {
  const { decision } = await world.start(consumer);
  return decision?.findings.find(({ rule_id: id }) => id === rule)?.verdict;
};

describe('what a copy with a clock ahead has committed', () => {
  it('F-3 a call that nobody has answered yet defers the next one', async () => {
    const consumer = await world.addConsumer();
    const { started } = await ahead(() => world.start(consumer));
    expect(await verdict(consumer, 'F-3')).toBe('defer');
    const [kept] = await world.server.sql<{ placed: string }>(
      `select facts->'history'->'attempts'->0->>'placed_at' as placed from compliance_decisions
       where consumer_id = $1 and call_id <> $2`,
      [consumer.id, started?.call_id],
    );
    expect(Date.parse(kept?.placed ?? '')).toBe(world.clock.now());
  });

  it('F-10 a number that was barred is not called', async () => {
    const consumer = await world.addConsumer();
    expect((await ahead(() => bar(consumer))).status).toBe(201);
    expect(await verdict(consumer, 'F-10')).toBe('block');
  });

  it('what was told stands: no calls, a wrong number, a cease notice', async () => {
    const [calls, wrong, ceased] = [await world.addConsumer(), await world.addConsumer(), await world.addConsumer()];
    await ahead(async () => {
      await tell(calls, { told: { kind: 'medium-opt-out', value: { medium: 'voice' } }, received_by: 'voice' });
      const { phoneNumber } = wrong;
      await tell(wrong, { told: { kind: 'wrong-number', value: {} }, received_by: 'voice', phone_number: phoneNumber });
      await tell(ceased, { told: { kind: 'cease-notice', value: {} }, received_by: 'letter' });
    });
    expect(await verdict(calls, 'F-10-medium')).toBe('block');
    expect(await verdict(wrong, 'F-1-wrong-number')).toBe('block');
    expect(await verdict(ceased, 'F-7')).toBe('block');
  });

  it('ends when it was set to end', async () => {
    const consumer = await world.addConsumer();
    const ends = world.clock.now() + 60_000;
    await ahead(() => bar(consumer, { expires_at: new Date(ends).toISOString() }));
    world.clock.set(ends - 1);
    expect(await verdict(consumer, 'F-10')).toBe('block');
    world.clock.set(ends);
    expect(await verdict(consumer, 'F-10')).toBe('allow');
  });
});
