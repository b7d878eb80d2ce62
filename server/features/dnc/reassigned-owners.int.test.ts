/**
 * Promise: the registry of reassigned numbers is asked for a person's own day, so its answer about who had a number before bars nobody
 * who has it now, and the other way about (47 CFR 64.1200(m)).
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestUser } from '../../testing/test-server.ts';
import { CallWorld, nextNumber, type TestConsumer } from '../calls/testing/call-world.ts';

let world: CallWorld;
let officer: TestUser;
beforeAll(async () => {
  world = await CallWorld.open();
  officer = await world.server.addUser('compliance');
});
afterAll(() => world.close());

/** Somebody on whose file the number is, and who consented on this day to be called there. */
async function consentedOn(day: string, phoneNumber: string): Promise<TestConsumer> {
  const consumer = await world.addConsumer({ phoneNumber });
  const told = { kind: 'consent' as const, value: { given_to: 'collector' as const } };
  const body = { told, received_at: `${day}T17:00:00Z`, received_by: 'voice' as const, phone_number: phoneNumber };
  const by = { token: officer.token, idempotencyKey: world.newId() };
  const reply = await world.server.call('recordConsumerFact', { params: { id: consumer.accountId }, body }, by);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  return consumer;
}
const finding = async (consumer: TestConsumer) =>
  (await world.start(consumer)).decision?.findings.find(({ rule_id: id }) => id === 'T-6');

it('one file with both days: who had the number is barred, whose it is now is called, at every later scrub too', async () => {
  const phoneNumber = nextNumber();
  const [before, now] = [await consentedOn('2025-01-01', phoneNumber), await consentedOn('2026-06-01', phoneNumber)];
  const ten = phoneNumber.slice(2);
  for (const queriedAt of ['2026-11-20T15:00:00Z', '2026-11-22T15:00:00Z']) {
    const upload = `${ten},2025-01-01,yes\n${ten},2026-06-01,no\n`;
    const query = { file_name: 'rnd.csv', queried_at: queriedAt };
    const reply = await world.server.call('importReassignments', { query }, { token: officer.token, upload });
    expect(reply.status).toBe(200);
    expect(await finding(before)).toMatchObject({ verdict: 'block', facts: { answer: 'yes' } });
    expect(await finding(now)).toMatchObject({
      verdict: 'allow',
      facts: { answer: 'no', asked_about_on: '2026-06-01', queried_at: new Date(queriedAt).toISOString() },
    });
  }
});
