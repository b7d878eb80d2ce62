/** The practice line with real phones: registration, the gate, scenarios, and what happens in a call. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTone } from '../../server/practice-line/pcmu.ts';
import type { DialRequest } from '../../server/practice-line/permit-redemption.ts';
import type { PracticeCall } from '../../server/practice-line/practice-call.ts';
import { PracticeLine } from '../../server/practice-line/practice-line.ts';
import { testToneHz } from '../../server/practice-line/scripts.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { answerAsServer, dialNumber, numberOf, PracticeWorld, sipSecret } from './practice-world.ts';

const alicesToneHz = 700;
const bobsToneHz = 1700;

const asked: DialRequest[] = [];
let world: PracticeWorld;
let line: PracticeLine;
let alice: Phone;
let bob: Phone;

const redeemPermit = async (request: DialRequest) => {
  asked.push(request);
  if (request.permit === 'broken') throw new Error('The check broke.');
  return answerAsServer(request);
};

const listen = (phone: Phone) => phone.evaluate((inner) => inner.listen());
const isHeardFrom = (call: PracticeCall, hz: number) =>
  eventually(() => expect(call.leg?.heard.measure().toneHz).toBe(hz));
const onlyCall = (): PracticeCall => {
  const [call, ...others] = line.calls;
  if (call === undefined || others.length > 0) throw new Error(`${line.calls.size} calls instead of one.`);
  return call;
};

beforeAll(async () => {
  world = await PracticeWorld.open({
    redeemPermit,
    scripts: {
      // The same steps, with less waiting.
      'rings-out': [
        { do: 'ring', ms: 500 },
        { do: 'reject', sipStatus: 480 },
      ],
      'hangs-up': [{ do: 'answer' }, { do: 'wait', ms: 500 }, { do: 'hang-up' }],
      voicemail: [
        { do: 'answer' },
        { do: 'play', sound: makeTone([500], 3000) },
        { do: 'play', sound: makeTone([1000], 3000) },
        { do: 'wait', ms: 60_000 },
      ],
      'early-ringback': [{ do: 'early-media', sound: makeTone([1250], 4000) }, { do: 'answer' }, { do: 'echo' }],
      'early-not-in-service': [
        { do: 'early-media', sound: makeTone([950], 300) },
        { do: 'reject', sipStatus: 404 },
      ],
    },
  });
  ({ line } = world);
  alice = await world.phoneOf('alice', alicesToneHz);
  bob = await world.phoneOf('bob', bobsToneHz);
});
afterEach(() => world.settle());
afterAll(async () => {
  await world.close();
  await assert.rejects(fetch(line.url.replace('ws', 'http')), 'nobody listens any more');
});

describe('registration', () => {
  it('refuses a wrong password and credentials that have run out', async () => {
    const wrong = await world.openPhone('carol', { password: 'guess' });
    expect(await wrong.phone.evaluate((inner) => inner.register())).toBe(401);
    const late = await world.openPhone('carol', { lifetimeSeconds: -1 });
    expect(await late.phone.evaluate((inner) => inner.register())).toBe(401);
    expect(line.registeredAgents).not.toContain('carol');
    await wrong.page.close();
    await late.page.close();
  });

  it('ends when the phone says so, and when it vanishes', async () => {
    const { page, phone } = await world.openPhone('carol');
    await phone.evaluate((inner) => inner.register());
    expect(line.registeredAgents).toContain('carol');
    await phone.evaluate((inner) => inner.unregister());
    expect(line.registeredAgents).not.toContain('carol');
    await phone.evaluate((inner) => inner.register());
    await page.close();
    await eventually(() => expect(line.registeredAgents).not.toContain('carol'));
  });

  it('moves to the newest phone, and the old one may not dial any more', async () => {
    const first = await world.openPhone('carol');
    const second = await world.openPhone('carol');
    expect(await first.phone.evaluate((inner) => inner.register())).toBe(200);
    expect(await second.phone.evaluate((inner) => inner.register())).toBe(200);
    expect((await dialNumber(first.phone, '0109')).statuses.at(-1)).toBe(403);
    await first.page.close();
    expect(line.registeredAgents).toContain('carol');
    line.ringAgent('carol', { phoneNumber: '+12125550123' }, 'person');
    await expectToRing(second.phone);
    await second.page.close();
  });

  it('is for pages of the desktop only', async () => {
    const strict = await PracticeLine.start({ sipSecret, redeemPermit });
    const { page, phone } = await world.openPhone('carol', { at: strict });
    await expect(phone.evaluate((inner) => inner.connect())).rejects.toThrow(/WebSocket|closed/i);
    await page.close();
    await strict.stop();
  });

  it('comes before any call', async () => {
    const { page, phone } = await world.openPhone('dave');
    await phone.evaluate((inner) => inner.connect());
    expect((await dialNumber(phone, '0109')).statuses).toEqual([100, 403]);
    await page.close();
  });
});

describe('the gate', () => {
  it('asks for the agent and the number as dialled', async () => {
    asked.length = 0;
    await dialNumber(alice, '0103');
    expect(asked).toEqual([{ agent: 'alice', phoneNumber: '+12125550103', permit: 'good' }]);
  });

  it('refuses a call without a permit, and does not even ask', async () => {
    asked.length = 0;
    const number = numberOf('0109');
    expect((await dial(alice, number)).statuses).toEqual([100, 403]);
    expect(asked).toEqual([]);
  });

  it('refuses a number with a permit that the server refuses', async () => {
    expect(await dial(alice, numberOf('0109'), 'forged')).toMatchObject({
      statuses: [100, 403],
      reason: 'Dial permit refused',
    });
  });

  it.each(['+442071838750', '5550109', '91100', '**5550109'])('is in front of %s too', async (target) => {
    expect((await dial(alice, target, 'forged')).statuses.at(-1)).toBeOneOf([403, 404]);
    expect(world.events.some((event) => event.type === 'call-refused')).toBe(true);
  });

  it('is closed while the server is away', async () => {
    expect(await dial(alice, numberOf('0109'), 'away')).toMatchObject({
      statuses: [100, 503],
      reason: 'Dial permit cannot be checked',
    });
    expect(world.events.splice(0).some((event) => event.type === 'fault')).toBe(true);
  });

  it('is closed when the check itself breaks', async () => {
    expect((await dial(alice, numberOf('0109'), 'broken')).statuses).toEqual([100, 500]);
    expect(world.events.splice(0).some((event) => event.type === 'fault')).toBe(true);
  });

  it('cannot be walked around with a transfer', async () => {
    await dialNumber(alice, '0109');
    expect(await alice.evaluate((inner) => inner.refer('+12125550100'))).toBe(403);
    expect(line.calls.size).toBe(1);
  });
});

describe('a call to a scenario', () => {
  it.each([
    ['busy', '0102', [100, 180, 486]],
    ['not in service', '0103', [100, 404]],
    ['rings out', '0104', [100, 180, 480]],
    ['unavailable', '0106', [100, 503]],
    ['not in service, announced', '0108', [100, 183, 404]],
    ['no practice number', '0199', [100, 404]],
  ])('that ends without an answer: %s', async (_title, digits, statuses) => {
    expect(await dialNumber(alice, digits)).toMatchObject({ outcome: 'ended', statuses });
  });

  it('can be cancelled while it rings', async () => {
    const result = dialNumber(alice, '0100');
    await eventually(async () => expect(await alice.evaluate((inner) => inner.statuses())).toContain(180));
    await alice.evaluate((inner) => inner.cancel());
    expect((await result).statuses).toEqual([100, 180, 487]);
  });

  it('test tone: carries audio both ways, encrypted', async () => {
    expect((await dialNumber(alice, '0109')).outcome).toBe('established');
    await expectToHear(alice, testToneHz);
    await isHeardFrom(onlyCall(), alicesToneHz);
    // The phone's voice is a sine of a fifth of full scale: -17 dBFS.
    expect(onlyCall().leg?.heard.measure().levelDbfs).toBeCloseTo(-17, -1);
    expect(await alice.evaluate((inner) => inner.mediaStats())).toMatchObject({
      dtls: 'connected',
      codec: 'audio/PCMU',
    });
    await hangUp(alice);
  });

  it('person: speaks, then listens and says back what it hears', async () => {
    expect((await dialNumber(alice, '0100')).statuses).toEqual([100, 180, 200]);
    await eventually(async () => expect((await listen(alice)).dbfs).toBeGreaterThan(-45));
    await expectToHear(alice, alicesToneHz, 15_000);
    await isHeardFrom(onlyCall(), alicesToneHz);
    await hangUp(alice);
  });

  it('voicemail: a greeting, then the beep', async () => {
    expect((await dialNumber(alice, '0101')).outcome).toBe('established');
    await expectToHear(alice, 500);
    await expectToHear(alice, 1000);
  });

  it('throws nothing when the ACK of an ended call never comes', async () => {
    await dialNumber(alice, '0109');
    const { session } = onlyCall();
    await hangUp(alice);
    await eventually(() => expect(line.calls.size).toBe(0));
    // What SIP.js does 32 s after its 200, in a timer of its own (RFC 3261 section 13.3.1.4).
    expect(() => void Reflect.apply(Reflect.get(session, 'onAckTimeout'), session, [])).not.toThrow();
  });

  it('hangs up from the far end', async () => {
    expect((await dialNumber(alice, '0105')).outcome).toBe('established');
    await expectToEnd(alice);
  });

  it('early media: heard before the answer', async () => {
    const result = dialNumber(alice, '0107');
    await eventually(async () => expect(await alice.evaluate((inner) => inner.statuses())).toContain(183));
    await expectToHear(alice, 1250);
    expect(await alice.evaluate((inner) => inner.state())).toBe('Establishing');
    expect((await result).statuses).toEqual([100, 183, 200]);
    await expectToHear(alice, alicesToneHz);
  });
});

describe('in a call', () => {
  it('keys arrive as RTP events and as INFO', async () => {
    await dialNumber(alice, '0109');
    await isHeardFrom(onlyCall(), alicesToneHz);
    // RFC 4733 events at another rate than the audio would be six times too long.
    const remoteSdp = await alice.evaluate((inner) => inner.remoteSdp());
    expect(remoteSdp).toContain('telephone-event/8000');
    expect(remoteSdp).not.toContain('telephone-event/48000');
    expect(await alice.evaluate((inner) => inner.press('159#0'))).toBe(true);
    await eventually(() => expect(onlyCall().digits).toBe('159#0'));
    expect(await alice.evaluate((inner) => inner.pressWithInfo('7'))).toBe(200);
    expect(onlyCall().digits).toBe('159#07');
  });

  it('hold stops the audio and resume brings it back, three times', async () => {
    await dialNumber(alice, '0109');
    await isHeardFrom(onlyCall(), alicesToneHz);
    for (let round = 0; round < 3; round += 1) {
      expect(await alice.evaluate((inner) => inner.hold(true))).toBe(200);
      expect(onlyCall().leg?.isHeld).toBe(true);
      const sent = onlyCall().leg?.framesSent;
      await sleep(200);
      expect(onlyCall().leg?.framesSent).toBe(sent);
      expect(await alice.evaluate((inner) => inner.hold(false))).toBe(200);
      expect(onlyCall().leg?.isHeld).toBe(false);
    }
    await expectToHear(alice, testToneHz);
    await isHeardFrom(onlyCall(), alicesToneHz);
  });

  it('a phone that vanishes lets its call go', async () => {
    const { page, phone } = await world.openPhone('erin');
    await phone.evaluate((inner) => inner.register());
    await dialNumber(phone, '0109');
    expect(line.calls.size).toBe(1);
    await page.close();
    await eventually(() => expect(line.calls.size).toBe(0));
  });
});

describe('an incoming call', () => {
  it('rings with number and name, carries audio both ways and ends from the line', async () => {
    line.ringAgent('alice', { phoneNumber: '+13125550142', displayName: 'Pat Example' }, 'test-tone');
    await expectToRing(alice);
    expect(await alice.evaluate((inner) => inner.ringing())).toEqual({ user: '+13125550142', name: 'Pat Example' });
    await alice.evaluate((inner) => inner.answer());
    await expectToHear(alice, testToneHz);
    await isHeardFrom(onlyCall(), alicesToneHz);
    onlyCall().end();
    await expectToEnd(alice);
  });

  it('can be refused, and is given up by its caller', async () => {
    line.ringAgent('alice', { phoneNumber: '+13125550142' }, 'person');
    await expectToRing(alice);
    await alice.evaluate((inner) => inner.refuse(486));
    await eventually(() => expect(line.calls.size).toBe(0));
    const call = line.ringAgent('alice', { phoneNumber: '+13125550142' }, 'person');
    await expectToRing(alice);
    call?.end();
    await expectToEnd(alice);
    expect(call?.state).toBe('over');
  });

  it('is not possible while the agent is not registered', () => {
    expect(line.ringAgent('nobody', { phoneNumber: '+13125550142' }, 'person')).toBeUndefined();
  });
});

describe('a call between agents', () => {
  it('needs no permit; each hears the other; it ends for both', async () => {
    asked.length = 0;
    const result = dial(alice, 'bob');
    await expectToRing(bob);
    await bob.evaluate((inner) => inner.answer());
    expect((await result).outcome).toBe('established');
    await expectToHear(alice, bobsToneHz);
    await expectToHear(bob, alicesToneHz);
    expect(asked).toEqual([]);
    await hangUp(alice);
    await expectToEnd(bob);
  });

  it('passes on a refusal and a cancellation', async () => {
    const refused = dial(alice, 'bob');
    await expectToRing(bob);
    await bob.evaluate((inner) => inner.refuse(486));
    expect((await refused).statuses.at(-1)).toBe(486);
    await eventually(() => expect(line.calls.size).toBe(0));
    const cancelled = dial(alice, 'bob');
    await expectToRing(bob);
    await eventually(async () => expect(await alice.evaluate((inner) => inner.statuses())).toContain(180));
    await alice.evaluate((inner) => inner.cancel());
    expect((await cancelled).statuses.at(-1)).toBe(487);
    await expectToEnd(bob);
  });
});
