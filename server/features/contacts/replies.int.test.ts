/** One answer to what the consumer wrote, in its medium and to its address, where a message of our own would be barred. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testSender } from '../../testing/test-server.ts';
import { CallWorld, mondayNoon } from '../calls/testing/call-world.ts';
import { emailOf, MessageSender, ruling } from './testing/message-sender.ts';

let world: CallWorld;
let sender: MessageSender;
beforeAll(async () => {
  world = await CallWorld.open();
  await world.server.addUser('agent', { id: testSender.userId });
  sender = new MessageSender(world);
});
afterAll(() => world.close());
afterEach(() => world.clock.set(mondayNoon));

const purpose = 'reply' as const;
/** Ten in the evening in New York. */
const lateEvening = '2026-11-24T03:00:00Z';

describe('a reply', () => {
  it('goes out once at an hour of the consumer’s own choosing; a second one, and what is no reply, waits (F-4 #8)', async () => {
    const consumer = await world.addConsumer();
    world.clock.set(lateEvening);
    await sender.receive(consumer);
    expect(ruling(await sender.text(consumer), 'F-4')).toBe('defer');
    const reply = await sender.text(consumer, { purpose });
    expect([reply.status, ruling(reply, 'F-4')]).toEqual([201, 'allow']);
    const second = await sender.text(consumer, { purpose });
    expect([second.status, ruling(second, 'F-4')]).toEqual([422, 'defer']);
    world.clock.advanceMs(60_000);
    await sender.receive(consumer, { text: 'And from when on?' });
    expect((await sender.text(consumer, { purpose })).status).toBe(201);
  });

  it('answers nothing that came by another medium, to another address, or never', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer, { channel: 'email', address: emailOf(consumer) });
    world.clock.set(lateEvening);
    const neverWrote = await world.addConsumer();
    expect(ruling(await sender.text(neverWrote, { purpose }), 'F-4')).toBe('defer');
    await sender.receive(consumer);
    expect(ruling(await sender.email(consumer, { purpose, address: 'other@gmail.com' }), 'F-4')).toBe('defer');
    expect(ruling(await sender.email(consumer, { purpose }), 'F-4')).toBe('allow');
  });

  it('is given once to who asked to stop and then asks something (F-10 #4); a text is barred by its own law besides (T-4)', async () => {
    const consumer = await world.addConsumer();
    const email = { channel: 'email' as const, address: emailOf(consumer) };
    for (const over of [email, {}]) await sender.receive(consumer, { ...over, text: 'STOP', is_about_debt: false });
    expect(ruling(await sender.email(consumer, { purpose }), 'F-10-medium')).toBe('block');
    world.clock.advanceMs(60_000);
    for (const over of [email, {}]) await sender.receive(consumer, { ...over, text: 'What is my balance?' });
    expect(ruling(await sender.email(consumer), 'F-10-medium')).toBe('block');
    const reply = await sender.email(consumer, { purpose });
    expect([reply.status, ruling(reply, 'F-10-medium')]).toEqual([201, 'allow']);
    expect(ruling(await sender.email(consumer, { purpose }), 'F-10-medium')).toBe('block');
    const text = await sender.text(consumer, { purpose });
    expect([text.status, ruling(text, 'F-10-medium'), ruling(text, 'T-4')]).toEqual([422, 'allow', 'block']);
  });
});

describe('a refusal to pay in writing (F-7 #2)', () => {
  it('ceases everything from its receipt on, once, and compliance can take it back', async () => {
    const consumer = await world.addConsumer();
    await sender.receive(consumer);
    const contactId = world.newId();
    const refusal = { contact_id: contactId, text: 'I refuse to pay' };
    for (const recorded of [true, false])
      expect(await sender.receive(consumer, refusal)).toMatchObject({ body: { ceases: true, recorded } });
    for (const reply of [await sender.text(consumer), await sender.letter(consumer)])
      expect([reply.status, ruling(reply, 'F-7')]).toEqual([422, 'block']);
    expect(ruling({ decision: await world.preDial(consumer) }, 'F-7')).toBe('block');
    const [row] = (await world.audit('contact.received')).filter(({ subject_id: id }) => id === contactId);
    expect(row).toMatchObject({ detail: { ceases: true } });

    const officer = await world.server.addUser('compliance');
    const facts = await world.server.call('listConsumerFacts', { params: { id: consumer.accountId } }, officer.token);
    if (!facts.ok) throw new Error(facts.problem.code);
    const ceases = facts.body.facts.filter(({ told }) => told.kind === 'cease-notice');
    expect(ceases).toMatchObject([{ received_by: 'sms', recorded_by_name: 'Test agent' }]);
  });
});
