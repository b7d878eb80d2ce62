/**
 * Promise: where consumers say they are is recorded in the call, and for a day it stands in place of what is on file, then
 * beside it (F-4, rule book 0.3).
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ToldInput } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, dayMs, mondayNoon, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

type Place = Extract<ToldInput, { kind: 'location-stated' }>['value'];
async function say({ accountId }: TestConsumer, value: Place): Promise<string> {
  // Whatever is told later is received later.
  world.clock.advanceMs(1000);
  const received_at = new Date(world.clock.now()).toISOString();
  const body = { told: { kind: 'location-stated' as const, value }, received_at, received_by: 'voice' as const };
  const by = { token: (await world.server.addSession(world.agent)).token, idempotencyKey: world.newId() };
  const reply = await world.server.call('recordConsumerFact', { params: { id: accountId }, body }, by);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  return reply.body.id;
}
const hours = async (consumer: TestConsumer) => {
  const { token } = await world.server.addSession(world.agent);
  const { accountId, phoneNumber } = consumer;
  const query = { account_id: accountId, phone_number: phoneNumber };
  const reply = await world.server.call('evaluatePreDial', { body: query }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.body.findings.find(({ rule_id: rule }) => rule === 'F-4')?.verdict;
};
const card = async ({ accountId }: TestConsumer) => {
  const { token } = await world.server.addSession(world.agent);
  const reply = await world.server.call('getAccount', { params: { id: accountId } }, token);
  if (!reply.ok) throw new Error(reply.problem.code);
  const { consumer, flags } = reply.body;
  const label = flags.find(({ code }) => code === 'stated-location')?.label;
  return { zones: consumer.zones, ofNumber: consumer.phone_numbers[0]?.zones, label };
};

it('an account of New York is deferred while its consumer is in Hawaii, and until they say that they are elsewhere', async () => {
  const consumer = await world.addConsumer();
  expect(await hours(consumer)).toBe('allow');
  await say(consumer, { state: 'HI' });
  // Noon in New York is seven in the morning in Honolulu.
  expect(await hours(consumer)).toBe('defer');
  const zones = ['Pacific/Honolulu'];
  expect(await card(consumer)).toEqual({ zones, ofNumber: zones, label: 'Said to be in Hawaii' });

  world.clock.advanceMs(dayMs);
  expect(await hours(consumer)).toBe('defer');
  world.clock.advanceMs(1);
  // They may still be there, or at home.
  expect(await hours(consumer)).toBe('defer');
  expect(await card(consumer)).toMatchObject({ ofNumber: ['America/New_York'], label: undefined });
  await say(consumer, { state: 'NY' });
  expect(await hours(consumer)).toBe('allow');
});

it('an account of Hawaii is callable at nine in the morning of Denver once its consumer says to be there, until that is taken back', async () => {
  const consumer = await world.addConsumer({ phoneNumber: '+18085550171', region: 'HI', postalCode: '96813' });
  world.clock.advanceMs(Date.parse(mondayNoon) + dayMs - 3_600_000 - world.clock.now());
  expect(await hours(consumer)).toBe('defer');
  const id = await say(consumer, { state: 'TX', zone: 'America/Denver' });
  expect(await hours(consumer)).toBe('allow');
  expect((await card(consumer)).label).toBe('Said to be in Texas (Denver time)');
  const { token } = await world.server.addSession(officer);
  const given = { params: { id }, body: { reason: 'Another account was meant' } };
  expect((await world.server.call('takeBackConsumerFact', given, token)).status).toBe(200);
  expect(await hours(consumer)).toBe('defer');
});
