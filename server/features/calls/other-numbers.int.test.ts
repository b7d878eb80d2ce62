/** Numbers that are not on file for the person, or on file for somebody else: no way round the gate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallWorld, nextNumber } from './testing/call-world.ts';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.open();
});
afterAll(() => world.close());

type Contact = Parameters<CallWorld['start']>[0];
const ruling = async (contact: Contact, ruleId: string) =>
  (await world.preDial(contact)).findings.find(({ rule_id }) => rule_id === ruleId)?.verdict;

describe('somebody else’s number', () => {
  it('is not called under another person’s account, whose limits are not theirs', async () => {
    const consumer = await world.addConsumer();
    const somebody = await world.addConsumer();
    await world.addAttempts(somebody, 7);
    const contact = { accountId: consumer.accountId, phoneNumber: somebody.phoneNumber };
    expect((await world.start(contact)).status).toBe(422);
    expect(await ruling(contact, 'P-known')).toBe('review');
  });

  it('is called when it is on file for both', async () => {
    const consumer = await world.addConsumer();
    const partner = await world.addConsumer({ phoneNumber: consumer.phoneNumber });
    expect((await world.start(partner)).status).toBe(201);
  });

  it('was found wrong for one person: it is not called as a stranger’s either', async () => {
    const consumer = await world.addConsumer();
    await world.dispose(await world.place(consumer), 'wrong-number');
    const stranger = { accountId: null, phoneNumber: consumer.phoneNumber };
    expect((await world.start(stranger)).status).toBe(422);
    expect(await ruling(stranger, 'F-1-wrong-number')).toBe('block');
  });
});

describe('a number that is not on file', () => {
  it('is not called again once it was found wrong; taken back, it is as before', async () => {
    const consumer = await world.addConsumer();
    const contact = { ...consumer, phoneNumber: nextNumber() };
    const callId = await world.place(contact);
    expect((await world.dispose(callId, 'wrong-number')).status).toBe(200);
    expect((await world.start(contact)).status).toBe(422);
    expect(await ruling(contact, 'F-1-wrong-number')).toBe('block');
    expect(await world.preDial(consumer)).toMatchObject({ verdict: 'require', counted_attempts: 0 });
    await world.dispose(callId, 'no-answer', { base_version: 1 });
    expect(await ruling(contact, 'F-1-wrong-number')).toBe('allow');
    expect(await ruling(contact, 'P-known')).toBe('require');
    expect(await world.preDial(consumer)).toMatchObject({ counted_attempts: 1 });
  });

  it('counts what was dialled under an account when it is dialled without one', async () => {
    const consumer = await world.addConsumer();
    const phoneNumber = nextNumber();
    for (let count = 0; count < 7; count += 1) await world.place({ ...consumer, phoneNumber });
    const stranger = { accountId: null, phoneNumber };
    expect(await world.start(stranger)).toMatchObject({ status: 422, decision: { counted_attempts: 7 } });
  });
});

describe('consent', () => {
  it('was received in its call, whenever the disposition is saved: a later conversation ends it', async () => {
    const consumer = await world.addConsumer();
    const asked = await world.place(consumer);
    await world.events(asked, [world.event('answered'), world.event('ended', { ended_by: 'remote' })]);
    await world.dispose(asked, 'right-party-no-promise');
    world.clock.advanceMs(120_000);
    const later = world.newId();
    await world.events(later, [world.event('answered'), world.event('ended')], { incoming: consumer.phoneNumber });
    await world.dispose(later, 'right-party-no-promise');
    world.clock.advanceMs(120_000);
    const callback_at = new Date(world.clock.now() + 3_600_000).toISOString();
    expect((await world.dispose(asked, 'callback-requested', { callback_at, base_version: 1 })).status).toBe(200);
    expect((await world.preDial(consumer)).verdict).toBe('defer');
  });
});
