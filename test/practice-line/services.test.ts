/** What agents call beside people: conference rooms, parking places, the mailbox, the echo, emergency. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTone } from '../../server/practice-line/pcmu.ts';
import { musicHz } from '../../server/practice-line/sounds.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToHearOnly, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { answer, dialNumber, PracticeWorld } from './practice-world.ts';

const tones = { alice: 700, bob: 1700, consumer: 1100 };
const ringBackAfterMs = 3000;
let world: PracticeWorld;
let alice: Phone;
let bob: Phone;

const transfer = (phone: Phone, target: string): Promise<number> =>
  phone.evaluate((inner, to) => inner.transfer(to), target);
const use = (phone: Phone, index: number): Promise<void> => phone.evaluate((inner, at) => inner.use(at), index);
const press = (phone: Phone, keys: string): Promise<boolean> => phone.evaluate((inner, all) => inner.press(all), keys);
const lampOf = (phone: Phone): Promise<string> => phone.evaluate((inner) => inner.messageSummary());
const expectLamp = (phone: Phone, isLit: 'yes' | 'no', counts: string): Promise<void> =>
  eventually(async () => {
    const summary = await lampOf(phone);
    expect(summary).toContain(`Messages-Waiting: ${isLit}\r\n`);
    expect(summary).toContain(`Voice-Message: ${counts} (0/0)`);
  });
/** What the person outside hears from the line. */
const consumerHears = (party: { heard: { measure(): { toneHz: number | null } } } | undefined, hz: number) =>
  eventually(() => expect(Math.abs((party?.heard.measure().toneHz ?? 0) - hz)).toBeLessThan(6));

async function aliceParksConsumer(place: string) {
  await dialNumber(alice, '0100');
  const party = world.callOf('alice').scriptedParty;
  const status = await transfer(alice, `park-${place}`);
  return { party, status };
}

const empty = (agent: string): void => {
  const { mailboxes } = world.line.exchange;
  for (const { id } of mailboxes.of(agent)) mailboxes.remove(agent, id);
};

beforeAll(async () => {
  world = await PracticeWorld.open({
    ringBackAfterMs,
    scripts: { person: [{ do: 'answer' }, { do: 'play', sound: makeTone([tones.consumer], 1000), isLooped: true }] },
  });
  alice = await world.phoneOf('alice', tones.alice);
  bob = await world.phoneOf('bob', tones.bob);
});
afterEach(() => world.settle());
afterAll(() => world.close());

describe('a conference room', () => {
  it('lets everybody hear all the others, and goes on when who began it leaves', async () => {
    await dialNumber(alice, '0100');
    const party = world.callOf('alice').scriptedParty;
    expect((await dial(alice, 'conference-ab12')).outcome).toBe('established');
    await use(alice, -2);
    expect(await transfer(alice, 'conference-ab12')).toBe(200);
    await hangUp(alice);
    await use(alice, -1);
    expect((await dial(bob, 'conference-ab12')).outcome).toBe('established');

    await expectToHearOnly(alice, [tones.consumer, tones.bob], [tones.alice]);
    await expectToHearOnly(bob, [tones.consumer, tones.alice], [tones.bob]);
    await hangUp(alice);
    await expectToHearOnly(bob, [tones.consumer], [tones.alice]);
    await consumerHears(party, tones.bob);
    expect(world.line.exchange.rooms.size).toBe(1);
    await hangUp(bob);
    party?.end();
    await eventually(() => expect(world.line.exchange.rooms.size).toBe(0));
  });

  it('is another one by another name', async () => {
    await dial(alice, 'conference-one');
    await dial(bob, 'conference-two');
    await eventually(() => expect(world.callOf('bob').leg?.heard.measure().toneHz).toBe(tones.bob));
    await expectToHearOnly(alice, [], [tones.bob]);
    expect(world.line.exchange.rooms.size).toBe(2);
  });

  it('leaves nothing behind, however often it is entered and left', async () => {
    for (let round = 0; round < 15; round += 1) {
      await dial(alice, `conference-${round}`);
      await hangUp(alice);
    }
    await eventually(() => expect(world.line.exchange.rooms.size).toBe(0));
  });
});

describe('a parking place', () => {
  it('plays music to who waits, until a colleague picks up', async () => {
    const { party, status } = await aliceParksConsumer('701');
    expect(status).toBe(200);
    await hangUp(alice);
    await consumerHears(party, musicHz);
    expect((await world.ask('list-parked', {})).answer?.parked).toMatchObject([{ place: '701', parked_by: 'alice' }]);
    expect((await dial(bob, 'pick-up-701')).outcome).toBe('established');
    await expectToHear(bob, tones.consumer);
    await consumerHears(party, tones.bob);
    expect((await world.ask('list-parked', {})).answer?.parked).toEqual([]);
  });

  it('takes one at a time; who comes second stays where they were', async () => {
    await aliceParksConsumer('702');
    await hangUp(alice);
    const { status } = await aliceParksConsumer('702');
    expect(status).toBe(486);
    await expectToHear(alice, tones.consumer);
  });

  it.each([
    ['pick-up-703', 404],
    ['park-703', 403],
    ['park-', 404],
  ])('%s: dialled with nobody there is refused with %d', async (target, status) => {
    expect((await dial(alice, target)).statuses.at(-1)).toBe(status);
  });

  it('rings back at who parked, again if that is refused, until somebody takes it', async () => {
    const { party } = await aliceParksConsumer('704');
    await hangUp(alice);
    await expectToRing(alice);
    expect(await alice.evaluate((inner) => inner.ringing())).toMatchObject({ user: '+12125550100' });
    await alice.evaluate((inner) => inner.refuse(486));
    await expectToEnd(alice);
    await consumerHears(party, musicHz);
    await answer(alice);
    await expectToHear(alice, tones.consumer);
    expect(world.line.exchange.parkingLot.parked).toEqual([]);
  });

  it('stops ringing back when a colleague picks up in that moment', async () => {
    await aliceParksConsumer('705');
    await hangUp(alice);
    await expectToRing(alice);
    expect((await dial(bob, 'pick-up-705')).outcome).toBe('established');
    await expectToEnd(alice);
    await expectToHear(bob, tones.consumer);
  });

  it('is free again when who waits hangs up', async () => {
    const { party } = await aliceParksConsumer('706');
    await hangUp(alice);
    party?.end();
    expect((await dial(bob, 'pick-up-706')).statuses.at(-1)).toBe(404);
  });
});

describe('the mailbox', () => {
  it('lights the lamp, reads the message out, and puts the lamp out', async () => {
    await expectLamp(alice, 'no', '0/0');
    const left = await world.ask('leave-message', { agent: 'alice', from_number: '+13125550142' });
    expect(left.answer?.mailbox.messages).toMatchObject([{ from_number: '+13125550142', is_new: true }]);
    await expectLamp(alice, 'yes', '1/0');
    // A phone that registers later is told too.
    const { page, phone } = await world.openPhone('alice');
    await phone.evaluate((inner) => inner.register());
    await expectLamp(phone, 'yes', '1/0');
    await page.close();
    await alice.evaluate((inner) => inner.register());

    expect((await dial(alice, 'voicemail')).outcome).toBe('established');
    await eventually(async () => expect((await alice.evaluate((inner) => inner.listen())).dbfs).toBeGreaterThan(-45));
    await expectLamp(alice, 'no', '0/1');
    await expectToEnd(alice);
    empty('alice');
    await expectLamp(alice, 'no', '0/0');
  });

  it('keeps what somebody said who was transferred there; 7 deletes it', async () => {
    await dialNumber(alice, '0100');
    const party = world.callOf('alice').scriptedParty;
    expect(await transfer(alice, 'voicemail')).toBe(200);
    await hangUp(alice);
    // The greeting comes first, then the beep.
    await new Promise((resolve) => setTimeout(resolve, 8000));
    party?.end();
    await expectLamp(alice, 'yes', '1/0');
    await dial(alice, 'voicemail');
    await expectToHear(alice, tones.consumer);
    await press(alice, '7');
    await expectLamp(alice, 'no', '0/0');
    await expectToEnd(alice);
  });

  it('takes a message from a caller whom the agent declines, and from a colleague', async () => {
    await world.ask('ring-agent', { agent: 'alice', from_number: '+13125550142', leaves_message: true });
    await expectToRing(alice);
    await alice.evaluate((inner) => inner.refuse(486));
    await eventually(() => expect(world.line.exchange.mailboxes.of('alice')).toHaveLength(1), 30_000);

    const calling = dial(bob, 'alice');
    await expectToRing(alice);
    await alice.evaluate((inner) => inner.refuse(480));
    expect((await calling).outcome).toBe('established');
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await hangUp(bob);
    await eventually(() => expect(world.line.exchange.mailboxes.of('alice')).toHaveLength(2));
    expect(world.line.exchange.mailboxes.of('alice').at(-1)?.from.user).toBe('bob');
    empty('alice');
  });

  it('goes on to the next message with #, and is no further read when one hangs up', async () => {
    for (const user of ['+13125550142', '+13125550143', '+13125550144']) {
      const sound = makeTone([tones.consumer], 20_000);
      const from = { user, displayName: '' };
      world.line.exchange.mailboxes.leave('alice', { from, leftAt: '2026-11-25T10:00:00Z', sound });
    }
    await dial(alice, 'voicemail');
    await expectToHear(alice, tones.consumer);
    await press(alice, '#');
    await expectLamp(alice, 'yes', '2/1');
    await expectToHear(alice, tones.consumer);
    await hangUp(alice);
    await eventually(() => expect(world.line.calls.size).toBe(0));
    expect(world.line.exchange.mailboxes.countsOf('alice')).toEqual({ fresh: 2, old: 1 });
    empty('alice');
  });

  it('is no further than its limit', async () => {
    let status = 200;
    let count = 0;
    for (; status === 200 && count < 100; count += 1) {
      ({ status } = await world.ask('leave-message', { agent: 'carol', from_number: '+13125550142' }));
    }
    expect({ status, kept: world.line.exchange.mailboxes.of('carol').length }).toEqual({
      status: 409,
      kept: count - 1,
    });
    empty('carol');
  });
});

describe('the echo', () => {
  it('says back what it hears, with no permit', async () => {
    expect((await dial(alice, 'echo')).statuses.at(-1)).toBe(200);
    await expectToHear(alice, tones.alice);
  });
});

describe('an emergency call', () => {
  it.each(['911', '933'])(
    'to %s needs no permit, is told that this is the practice line, keeps the place',
    async (number) => {
      const place = {
        street: '350 Fifth Ave',
        unit: '21st floor',
        city: 'New York',
        state: 'NY',
        postal_code: '10118',
      };
      const header = `X-Dispatchable-Location: ${encodeURIComponent(JSON.stringify(place))}`;
      expect((await dial(alice, number, undefined, [header])).outcome).toBe('established');
      await eventually(async () => expect((await alice.evaluate((inner) => inner.listen())).dbfs).toBeGreaterThan(-45));
      const { answer: list } = await world.ask('list-calls', {});
      const call = list?.calls.findLast((each) => each.remote === number);
      expect(JSON.parse(call?.dispatchable_location ?? 'null')).toEqual(place);
      expect(call?.recording).toBe('off');
    },
  );

  it('goes through without a place, or with one that cannot be read', async () => {
    expect((await dial(alice, '911')).outcome).toBe('established');
    await hangUp(alice);
    expect((await dial(alice, '911', undefined, ['X-Dispatchable-Location: %E0%A4%A'])).outcome).toBe('established');
    const { answer: list } = await world.ask('list-calls', {});
    expect(list?.calls.at(-1)?.dispatchable_location).toBe('%E0%A4%A');
  });
});
