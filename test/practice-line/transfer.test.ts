/** Transfers, heard: who talks with whom is told by the tone of each voice. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTone } from '../../server/practice-line/pcmu.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { answer, dialNumber, PracticeWorld } from './practice-world.ts';

const tones = { alice: 700, bob: 1700, carol: 2300, consumer: 1100, other: 500 };
let world: PracticeWorld;
let alice: Phone;
let bob: Phone;
let carol: Phone;

const consumerScript = (hz: number) => [
  { do: 'answer' as const },
  { do: 'play' as const, sound: makeTone([hz], 1000), isLooped: true },
];
const transfer = (phone: Phone, target: string): Promise<number> =>
  phone.evaluate((inner, to) => inner.transfer(to), target);
const hold = (phone: Phone, isHeld: boolean): Promise<number> =>
  phone.evaluate((inner, held) => inner.hold(held), isHeld);
const isHeardFrom = (agent: string, hz: number): Promise<void> =>
  eventually(() => expect(world.callOf(agent).leg?.heard.measure().toneHz).toBe(hz));

/** Alice talks with somebody outside, and has them on hold. */
async function aliceHoldsConsumer(): Promise<void> {
  expect((await dialNumber(alice, '0100')).outcome).toBe('established');
  await expectToHear(alice, tones.consumer);
  expect(await hold(alice, true)).toBe(200);
}

beforeAll(async () => {
  world = await PracticeWorld.open({
    scripts: { person: consumerScript(tones.consumer), 'asks-for-transfer': consumerScript(tones.other) },
  });
  alice = await world.phoneOf('alice', tones.alice);
  bob = await world.phoneOf('bob', tones.bob);
  carol = await world.phoneOf('carol', tones.carol);
});
afterEach(() => world.settle());
afterAll(() => world.close());

describe('a blind transfer', () => {
  it('to a colleague: the consumer talks on with the new one after the agent is gone', async () => {
    await aliceHoldsConsumer();
    const result = transfer(alice, 'bob');
    await expectToRing(bob);
    expect(await bob.evaluate((inner) => inner.ringing())).toMatchObject({ user: '+12125550100' });
    expect(await bob.evaluate((inner) => inner.incomingHeader('referred-by'))).toContain('sip:alice@');
    await bob.evaluate((inner) => inner.answer());
    expect(await result).toBe(200);
    await hangUp(alice);
    await expectToHearOnly(bob, [tones.consumer], [tones.alice]);
    await isHeardFrom('bob', tones.bob);
    expect(await bob.evaluate((inner) => inner.state())).toBe('Established');
    await hangUp(bob);
  });

  it('of a colleague: they hear who took over, and no longer who transferred', async () => {
    const ringing = dial(alice, 'bob');
    await answer(bob);
    await ringing;
    await expectToHear(bob, tones.alice);
    const result = transfer(alice, 'carol');
    await answer(carol);
    expect(await result).toBe(200);
    await hangUp(alice);
    await expectToHearOnly(bob, [tones.carol], [tones.alice]);
    await expectToHearOnly(carol, [tones.bob], [tones.alice]);
    await hangUp(carol);
    await expectToEnd(bob);
  });

  it.each([
    ['busy', 486],
    ['declined', 603],
  ])('that is %s: the call is back where it was', async (_what, status) => {
    await aliceHoldsConsumer();
    const result = transfer(alice, 'bob');
    await expectToRing(bob);
    await bob.evaluate((inner, code) => inner.refuse(code), status);
    expect(await result).toBe(status);
    expect(await hold(alice, false)).toBe(200);
    await expectToHear(alice, tones.consumer);
    await isHeardFrom('alice', tones.alice);
  });

  it.each([
    ['an outside number', '+12125550109', 403],
    ['an outside number without a plus', '5550109', 403],
    ['an emergency number', '911', 403],
    ['a supervision', 'supervise-bob', 403],
    ['oneself', 'alice', 403],
    ['nobody who is registered', 'nobody', 404],
    ['somebody who is parked', 'pick-up-701', 404],
  ])('to %s is refused, and the call goes on', async (_what, target, status) => {
    await aliceHoldsConsumer();
    expect(await transfer(alice, target)).toBe(status);
    expect(await hold(alice, false)).toBe(200);
    await expectToHear(alice, tones.consumer);
    expect(world.line.calls.size).toBe(1);
  });

  it('is told step by step: trying, ringing, done', async () => {
    const { page, phone } = await world.openPhone('dave');
    const told: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const [, state = ''] = /^NOTIFY [^]*Subscription-State: (\S+)/m.exec(String(payload)) ?? [];
        const [, status = ''] = /^SIP\/2\.0 (\d{3})/m.exec(String(payload).split('\r\n\r\n')[1] ?? '') ?? [];
        if (status !== '') told.push(`${status} ${state.split(';')[0]}`);
      }),
    );
    await phone.evaluate((inner) => inner.register());
    await dialNumber(phone, '0100');
    const result = transfer(phone, 'bob');
    await answer(bob);
    expect(await result).toBe(200);
    expect(told).toEqual(['100 active', '180 active', '200 terminated']);
    await page.close();
  });

  it('goes on when the agent hangs up before it is answered', async () => {
    await aliceHoldsConsumer();
    void transfer(alice, 'bob').catch(() => undefined);
    await expectToRing(bob);
    await hangUp(alice);
    await expectToEnd(alice);
    await bob.evaluate((inner) => inner.answer());
    await expectToHear(bob, tones.consumer);
    expect([...world.line.calls].map((call) => call.agent)).toEqual(['bob']);
  });

  it('lets the consumer go when the agent hung up and nobody takes over', async () => {
    await aliceHoldsConsumer();
    const party = world.callOf('alice').scriptedParty;
    void transfer(alice, 'bob').catch(() => undefined);
    await expectToRing(bob);
    await hangUp(alice);
    await expectToEnd(alice);
    expect(party?.over.aborted).toBe(false);
    await bob.evaluate((inner) => inner.refuse(486));
    await eventually(() => expect(party?.over.aborted).toBe(true));
  });

  it('stops ringing when who is transferred hangs up, and the agent is told', async () => {
    const ringing = dial(alice, 'bob');
    await answer(bob);
    await ringing;
    const result = transfer(alice, 'carol');
    await expectToRing(carol);
    await hangUp(bob);
    await expectToEnd(carol);
    expect(await result).toBe(487);
    await expectToEnd(alice);
  });

  it('ends the leg of a phone that forgets its own goodbye', async () => {
    await aliceHoldsConsumer();
    const result = transfer(alice, 'bob');
    await answer(bob);
    expect(await result).toBe(200);
    await expectToEnd(alice);
    await expectToHear(bob, tones.consumer);
  });

  it('is one at a time', async () => {
    await aliceHoldsConsumer();
    void transfer(alice, 'bob').catch(() => undefined);
    await expectToRing(bob);
    expect(await alice.evaluate((inner) => inner.refer('carol'))).toBe(491);
  });
});

describe('an attended transfer', () => {
  it('joins the two far ends; both legs of the agent end', async () => {
    await aliceHoldsConsumer();
    const consulting = dial(alice, 'bob');
    await answer(bob);
    await consulting;
    await expectToHear(bob, tones.alice);
    expect(await alice.evaluate((inner) => inner.joinFarEnds())).toBe(200);
    await expectToEnd(alice);
    await expectToHearOnly(bob, [tones.consumer], [tones.alice]);
    await isHeardFrom('bob', tones.bob);
    await eventually(() => expect([...world.line.calls].map((call) => call.agent)).toEqual(['bob']));
  });

  it('to an outside number that was reached through the gate', async () => {
    await aliceHoldsConsumer();
    expect((await dialNumber(alice, '0110')).outcome).toBe('established');
    await expectToHear(alice, tones.other);
    const [consumer, other] = [...world.line.calls].map((call) => call.scriptedParty);
    expect(await alice.evaluate((inner) => inner.joinFarEnds())).toBe(200);
    await eventually(() => expect(other?.heard.measure().toneHz).toBe(tones.consumer));
    await eventually(() => expect(consumer?.heard.measure().toneHz).toBe(tones.other));
    await eventually(() => expect(world.line.calls.size).toBe(0));
    consumer?.end();
    expect(other?.over.aborted).toBe(true);
  });

  it.each([
    ['of somebody else', 481, () => world.callOf('carol')],
    ['that is the same one', 481, () => world.callOf('mallory')],
  ])('with a call %s is refused, and nobody is moved', async (_what, status, victim) => {
    const ringing = dial(carol, 'bob');
    await answer(bob);
    await ringing;
    const { page, phone: mallory } = await world.openPhone('mallory');
    let forged = '';
    await page.routeWebSocket(/.*/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const text = String(message);
        server.send(text.startsWith('REFER') ? text.replace('sip:forged@practice.invalid', forged) : message);
      });
    });
    await mallory.evaluate((inner) => inner.register());
    expect((await dialNumber(mallory, '0100')).outcome).toBe('established');
    await expectToHear(mallory, tones.consumer);
    const { callId = '', localTag = '', remoteTag = '' } = victim().session.dialog ?? {};
    const replaces = encodeURIComponent(`${callId};to-tag=${localTag};from-tag=${remoteTag}`);
    forged = `<sip:bob@practice.invalid?Replaces=${replaces}>`;
    expect(await transfer(mallory, 'forged')).toBe(status);
    await expectToHear(mallory, tones.consumer);
    await expectToHear(bob, tones.carol);
    await page.close();
  });
});
