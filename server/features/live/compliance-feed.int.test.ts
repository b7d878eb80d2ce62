/** Promise: the desk of compliance hears of what it shows, the moment it happens, and of nothing that only the floor may know. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, nextNumber } from '../calls/testing/call-world.ts';
import { LiveReader } from './testing/live-reader.ts';

let world: CallWorld;
let officer: TestUser;
let agent: TestUser;
let desk: LiveReader;
let colleague: LiveReader;
let floor: LiveReader;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
  agent = await world.server.addUser('agent');
  const supervisor = await world.server.addUser('supervisor');
  desk = await LiveReader.open(world.server.url, officer.token);
  colleague = await LiveReader.open(world.server.url, agent.token);
  floor = await LiveReader.open(world.server.url, supervisor.token);
  await desk.waitForType('queue-changed');
  await floor.waitForType('floor');
});
afterAll(async () => {
  for (const reader of [desk, colleague, floor]) await reader.close();
  await world.close();
});

/** The next event of a kind that comes to a reader while something is done. */
async function hearing(reader: LiveReader, type: LiveEvent['type'], act: () => Promise<unknown>): Promise<LiveEvent> {
  const known = reader.received.length;
  await act();
  const { event } = await reader.waitFor(
    (received) => reader.received.indexOf(received) >= known && received.event.type === type,
  );
  return event;
}
const keyed = (user: TestUser) => ({ token: user.token, idempotencyKey: world.newId() });

describe('the live feed of compliance', () => {
  it('tells of a dispute, and of a number that is not to be called', async () => {
    const { debtIds, accountId } = await world.addConsumer();
    const received = { form: 'written' as const, channel: 'letter' as const };
    const body = {
      id: world.newId(),
      debt_id: debtIds[0] ?? '',
      received_at: new Date(world.clock.now()).toISOString(),
      ...received,
    };
    const changed = await hearing(desk, 'account-changed', () =>
      world.server.call('fileDispute', { body }, keyed(agent)),
    );
    expect(changed).toMatchObject({ account_id: accountId });
    const phoneNumber = nextNumber();
    const entry = { phone_number: phoneNumber, reason: 'Asked', source: 'agent' };
    const listed = await hearing(desk, 'dnc-changed', () => world.server.call('addDnc', { body: entry }, keyed(agent)));
    expect(listed).toMatchObject({ phone_number: phoneNumber });
  });

  it('tells of an override that waits for its second person, and tells other agents nothing', async () => {
    const consumer = await world.addConsumer();
    await world.addAttempts(consumer, 7);
    const refused = await world.start(consumer);
    const ask = { decision_id: refused.decision?.id ?? '', reason: 'They asked to be called back' };
    const told = await hearing(desk, 'override-changed', () =>
      world.server.call('askForOverride', { body: ask }, world.agent.token),
    );
    expect(told).toMatchObject({ agent_id: world.agent.id, state: 'waiting' });
    await floor.waitForType('override-changed');
    expect(colleague.received.map(({ event }) => event.type)).not.toContain('override-changed');
  });

  it('says that counts have changed, and nothing of the floor', async () => {
    const consumer = await world.addConsumer({ debts: [{ ceasedAt: '2026-11-20T12:00:00Z' }] });
    await hearing(desk, 'decisions-changed', () => world.start(consumer));
    await world.place(await world.addConsumer());
    await floor.waitForType('call');
    await world.server.liveFeed.settle();
    const heard = new Set(desk.received.map(({ event }) => event.type));
    for (const type of ['floor', 'call', 'today', 'agent'] as const) expect(heard).not.toContain(type);
    for (const other of [colleague, floor])
      expect(other.received.map(({ event }) => event.type)).not.toContain('decisions-changed');
  });
});
