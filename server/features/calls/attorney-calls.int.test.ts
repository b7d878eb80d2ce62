/** Who has an attorney is not called; the attorney is, at the number we were told, and those calls count for nobody's seven. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallWorld, nextNumber, type TestConsumer } from './testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

async function tellAttorney(consumer: TestConsumer, phoneNumber: string): Promise<void> {
  const officer = await world.server.addUser('compliance');
  const body = {
    told: { kind: 'attorney' as const, value: { name: 'Robin Chase', phone_number: phoneNumber } },
    received_at: new Date(world.clock.now()).toISOString(),
    received_by: 'letter' as const,
  };
  const who = { token: officer.token, idempotencyKey: world.newId() };
  const reply = await world.server.call('recordConsumerFact', { params: { id: consumer.accountId }, body }, who);
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
}
const rulingOf = (decision: Awaited<ReturnType<CallWorld['preDial']>>, rule: string) =>
  decision.findings.find(({ rule_id: id }) => id === rule)?.verdict;

describe('a consumer with an attorney', () => {
  it('is not called, and the attorney is at the number we were told (12 CFR 1006.6(b)(2))', async () => {
    const consumer = await world.addConsumer();
    const office = nextNumber();
    const toOffice = { ...consumer, phoneNumber: office };
    await tellAttorney(consumer, office);
    expect(rulingOf(await world.preDial(consumer), 'F-6')).toBe('block');
    const reply = await world.start(toOffice);
    expect([reply.status, reply.decision && rulingOf(reply.decision, 'F-6')]).toEqual([201, 'allow']);
    const { accountId } = consumer;
    const card = await world.server.call('getAccount', { params: { id: accountId } }, world.agent.token);
    expect(card.ok && card.body.consumer.attorneys).toMatchObject([{ phone_number: office, name: 'Robin Chase' }]);
  });

  it('has calls to the attorney counted as none of the seven (12 CFR 1006.14(b)(3)(iii))', async () => {
    const consumer = await world.addConsumer();
    const office = nextNumber();
    await tellAttorney(consumer, office);
    const toOffice = { ...consumer, phoneNumber: office };
    await world.addAttempts(toOffice, 9);
    expect(await world.preDial(toOffice)).toMatchObject({ counted_attempts: 0 });
    expect(rulingOf(await world.preDial(consumer), 'F-1')).toBe('allow');
    expect((await world.start(toOffice)).status).toBe(201);
  });

  it('has not been told yet who we are when only the attorney was spoken with (15 USC 1692e(11))', async () => {
    const consumer = await world.addConsumer();
    const office = nextNumber();
    await tellAttorney(consumer, office);
    const notices = async (): Promise<string[]> =>
      (await world.preDial(consumer)).obligations.map(({ code }) => code).filter((code) => code.startsWith('mini'));
    const toOffice = await world.place({ ...consumer, phoneNumber: office });
    await world.dispose(toOffice, 'right-party-no-promise');
    expect(await notices()).toEqual(['mini-miranda.initial']);
  });

  it('is not reached as an attorney at a number of their own', async () => {
    const consumer = await world.addConsumer();
    await tellAttorney(consumer, consumer.phoneNumber);
    expect(rulingOf(await world.preDial(consumer), 'F-6')).toBe('block');
  });
});
