/** The practice line commanded as a PBX: recording, hanging up, queues. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dominantToneHz, levelDbfs, silenceDbfs } from '../../server/practice-line/levels.ts';
import { musicHz } from '../../server/practice-line/sounds.ts';
import { decodeSound, makeTone, sampleRateHz } from '../../server/practice-line/pcmu.ts';
import { dial, eventually, expectToEnd, expectToHear, expectToRing, hangUp } from '../phones/hear.ts';
import type { Phone } from '../phones/open-phones.ts';
import { answer, dialNumber, permittedCallId, PracticeWorld } from './practice-world.ts';

const tones = { alice: 700, bob: 1700, consumer: 1100 };
let world: PracticeWorld;
let alice: Phone;
let bob: Phone;

const sipCallId = async (phone: Phone) => ({ sip_call_id: await phone.evaluate((inner) => inner.callId()) });
const byPermit = { call_id: permittedCallId };

/** The two channels of a recording in pieces of 200 ms. */
function channelsOf(wavBase64: string): { agent: Int16Array; farEnd: Int16Array }[] {
  const both = Buffer.from(wavBase64, 'base64').subarray(44);
  const channel = (offset: number): Int16Array => decodeSound(both.filter((_byte, at) => at % 2 === offset));
  const [agent, farEnd] = [channel(0), channel(1)];
  const size = sampleRateHz / 5;
  return Array.from({ length: Math.floor(agent.length / size) }, (_, at) => ({
    agent: agent.subarray(at * size, (at + 1) * size),
    farEnd: farEnd.subarray(at * size, (at + 1) * size),
  }));
}

const signIn = (agent: string, queue = 'support') =>
  world.ask('set-queue-membership', { queue, agent, is_signed_in: true });
const call = (queue = 'support') => world.ask('call-queue', { queue, from_number: '+13125550142' });
const support = async () => {
  const { answer: list } = await world.ask('list-queues', {});
  return list?.queues.find((queue) => queue.id === 'support');
};

beforeAll(async () => {
  world = await PracticeWorld.open({
    queues: ['support', 'spanish'],
    scripts: {
      person: [{ do: 'answer' }, { do: 'play', sound: makeTone([tones.consumer], 1000), isLooped: true }],
      voicemail: [
        { do: 'answer' },
        { do: 'play', sound: makeTone([500], 1000) },
        { do: 'take-message' },
        { do: 'wait', ms: 60_000 },
      ],
    },
  });
  alice = await world.phoneOf('alice', tones.alice);
  bob = await world.phoneOf('bob', tones.bob);
});
afterEach(async () => {
  for (const agent of ['alice', 'bob']) {
    await world.ask('pause-agent', { agent, is_paused: false });
    for (const queue of ['support', 'spanish']) {
      await world.ask('set-queue-membership', { queue, agent, is_signed_in: false });
    }
  }
  await world.settle();
});
afterAll(() => world.close());

describe('recording', () => {
  it('has both voices, and silence where it was paused', async () => {
    await dialNumber(alice, '0100');
    await expectToHear(alice, tones.consumer);
    const key = await sipCallId(alice);
    expect((await world.ask('get-recording', { call: byPermit })).answer).toEqual({ state: 'on' });
    await sleep(1500);
    expect((await world.ask('set-recording', { call: key, is_paused: true })).answer).toEqual({ state: 'paused' });
    expect((await world.ask('find-call', { call: key })).answer?.call.recording).toBe('paused');
    await sleep(2000);
    expect((await world.ask('set-recording', { call: key, is_paused: false })).answer).toEqual({ state: 'on' });
    await sleep(1500);
    await hangUp(alice);
    await eventually(() => expect(world.line.calls.size).toBe(0));

    const { answer: kept } = await world.ask('get-recording-audio', { call: key });
    expect(kept?.state).toBe('off');
    const pieces = channelsOf(kept?.wav_base64 ?? '');
    const isSilent = ({ agent, farEnd }: (typeof pieces)[number]): boolean =>
      levelDbfs(agent) === silenceDbfs && levelDbfs(farEnd) === silenceDbfs;
    const firstTalk = pieces.findIndex((piece) => dominantToneHz(piece.agent) === tones.alice);
    const pauseAt = pieces.findIndex((piece, at) => at > firstTalk && isSilent(piece));
    const resumedAt = pieces.findIndex((piece, at) => at > pauseAt && !isSilent(piece));
    expect((resumedAt - pauseAt) * 200).toBeGreaterThan(1500);
    const talk = [...pieces.slice(firstTalk + 1, pauseAt - 1), ...pieces.slice(resumedAt + 1, -1)];
    expect(talk.length).toBeGreaterThan(6);
    for (const [hz, voices] of [
      [tones.alice, talk.map((piece) => piece.agent)],
      [tones.consumer, talk.map((piece) => piece.farEnd)],
    ] as const) {
      // A machine under load drops a packet now and then.
      const heard = voices.filter((samples) => Math.abs((dominantToneHz(samples) ?? 0) - hz) <= 5);
      expect(heard.length / voices.length, `share of ${hz} Hz`).toBeGreaterThan(0.7);
    }
  });

  it('is of calls with the outside, not between colleagues', async () => {
    const calling = dial(alice, 'bob');
    await answer(bob);
    await calling;
    const key = await sipCallId(alice);
    expect((await world.ask('get-recording', { call: key })).answer).toEqual({ state: 'off' });
    expect((await world.ask('set-recording', { call: key, is_paused: true })).status).toBe(409);
    expect((await world.ask('get-recording-audio', { call: key })).status).toBe(404);
  });

  it('has no supervisor who only whispers', async () => {
    const sue = await world.phoneOf('sue', 2300);
    await dialNumber(alice, '0100');
    await expectToHear(alice, tones.consumer);
    const key = await sipCallId(alice);
    await dial(sue, 'supervise-alice', undefined, ['X-Supervision-Permit: whisper']);
    await eventually(async () =>
      expect((await alice.evaluate((inner) => inner.levelsAt([2300])))[0]).toBeGreaterThan(-50),
    );
    await sleep(1000);
    const { answer: kept } = await world.ask('get-recording-audio', { call: key });
    for (const { farEnd } of channelsOf(kept?.wav_base64 ?? '').slice(-4)) {
      expect(dominantToneHz(farEnd)).toBeOneOf([tones.consumer, tones.consumer - 5, tones.consumer + 5, null]);
    }
    await hangUp(sue);
  });

  it('keeps what was said after a voicemail beep', async () => {
    await dialNumber(alice, '0101');
    await expectToHear(alice, 500);
    const key = await sipCallId(alice);
    await eventually(async () => {
      const { answer: left } = await world.ask('get-message-left', { call: key });
      expect(left?.duration_ms).toBeGreaterThan(1000);
      const sound = decodeSound(Buffer.from(left?.wav_base64 ?? '', 'base64').subarray(44));
      expect(dominantToneHz(sound.subarray(-1600))).toBe(tones.alice);
    });
    await hangUp(alice);
    await dialNumber(alice, '0100');
    expect((await world.ask('get-message-left', { call: await sipCallId(alice) })).status).toBe(409);
  });
});

describe('a call', () => {
  it('is found by the Call-ID of its phone and by its permit, and is ended for both', async () => {
    await dialNumber(alice, '0100');
    const key = await sipCallId(alice);
    const { answer: found } = await world.ask('find-call', { call: key });
    expect(found?.call).toMatchObject({ agent: 'alice', remote: '+12125550100', call_id: permittedCallId });
    expect(
      (await world.ask('find-call', { call: { sip_call_id: 'nobody', call_id: permittedCallId } })).answer,
    ).toMatchObject({
      call: { id: found?.call.id },
    });
    expect((await world.ask('hang-up', { call: key })).status).toBe(200);
    await expectToEnd(alice);
    expect((await world.ask('find-call', { call: key })).status).toBe(404);
    expect((await world.ask('hang-up', { call: byPermit })).status).toBe(404);
  });

  it('is not found without a name', async () => {
    expect((await world.ask('find-call', { call: {} })).status).toBe(400);
    expect((await world.ask('find-call', { call: { sip_call_id: 'nobody' } })).status).toBe(404);
  });
});

describe('a queue', () => {
  it('lets callers wait until somebody signs in, and asks the phone to answer by itself', async () => {
    expect((await call()).answer?.queue).toMatchObject({ waiting: [{ from_number: '+13125550142' }], members: [] });
    await signIn('alice');
    await expectToRing(alice);
    expect(await alice.evaluate((inner) => inner.incomingHeader('call-info'))).toContain(';answer-after=0');
    expect(await alice.evaluate((inner) => inner.ringing())).toMatchObject({ user: '+13125550142' });
    expect((await support())?.members).toEqual([
      { agent: 'alice', is_paused: false, pause_reason: null, state: 'ringing' },
    ]);
    await alice.evaluate((inner) => inner.answer());
    await expectToHear(alice, tones.consumer);
    expect(await support()).toMatchObject({ waiting: [], members: [{ state: 'on-call' }] });
    expect((await world.ask('get-recording', { call: await sipCallId(alice) })).answer).toEqual({ state: 'on' });
  });

  it('rings one after the other', async () => {
    await signIn('alice');
    await signIn('bob');
    await call();
    await expectToRing(alice);
    expect(await bob.evaluate((inner) => inner.ringing())).toBeNull();
    await alice.evaluate((inner) => inner.refuse(486));
    await answer(bob);
    await expectToHear(bob, tones.consumer);
  });

  it('is fair: who was rung longest ago is rung first', async () => {
    await signIn('alice');
    await signIn('bob');
    await call();
    await answer(alice);
    await expectToHear(alice, tones.consumer);
    await hangUp(alice);
    await call();
    await expectToRing(bob);
    expect(await alice.evaluate((inner) => inner.ringing())).toBeNull();
  });

  it('rings nobody who is paused or in a call, and who becomes free', async () => {
    await signIn('alice');
    await signIn('bob');
    const { answer: paused } = await world.ask('pause-agent', { agent: 'bob', is_paused: true, reason: 'lunch' });
    expect(paused?.queues[0]?.members[1]).toMatchObject({ agent: 'bob', is_paused: true, pause_reason: 'lunch' });
    await dialNumber(alice, '0100');
    await call();
    await sleep(500);
    expect(await bob.evaluate((inner) => inner.ringing())).toBeNull();
    await hangUp(alice);
    await expectToRing(alice);
    await alice.evaluate((inner) => inner.refuse(486));
    await world.ask('pause-agent', { agent: 'bob', is_paused: false });
    await answer(bob);
    await expectToHear(bob, tones.consumer);
  });

  it('is called and transferred to by agents, who hear music', async () => {
    await dialNumber(alice, '0100');
    const party = world.callOf('alice').scriptedParty;
    expect(await alice.evaluate((inner) => inner.transfer('queue-spanish'))).toBe(200);
    await hangUp(alice);
    await eventually(() => expect(Math.abs((party?.heard.measure().toneHz ?? 0) - musicHz)).toBeLessThan(6));
    await signIn('bob', 'spanish');
    await answer(bob);
    await expectToHear(bob, tones.consumer);
    expect((await dial(alice, 'queue-support')).outcome).toBe('established');
    await expectToHear(alice, musicHz);
    expect((await support())?.waiting).toMatchObject([{ from_number: 'alice' }]);
    await hangUp(alice);
    await eventually(async () => expect((await support())?.waiting).toEqual([]));
  });

  it('says who is signed in but has no phone', async () => {
    expect((await signIn('nobody')).answer?.queue.members).toMatchObject([{ agent: 'nobody', state: 'away' }]);
    await world.ask('set-queue-membership', { queue: 'support', agent: 'nobody', is_signed_in: false });
  });

  it('that does not exist is not found', async () => {
    expect((await signIn('alice', 'german')).status).toBe(404);
    expect((await call('german')).status).toBe(404);
    expect((await dial(alice, 'queue-german')).statuses.at(-1)).toBe(404);
    await dialNumber(alice, '0100');
    expect(await alice.evaluate((inner) => inner.transfer('queue-german'))).toBe(404);
    await expectToHear(alice, tones.consumer);
  });
});
