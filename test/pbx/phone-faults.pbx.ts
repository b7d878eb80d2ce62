/**
 * C1 behind a real PBX: the WebSocket is cut in a call, with a border controller that keeps the session and without one;
 * Asterisk itself is killed and started again in a call. What was measured is printed.
 *
 *   npm run test:pbx -- calls phone-faults
 */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { longestSilenceMs } from '../telephony/audio-gaps.ts';
import { EdgeProxy } from '../telephony/edge-proxy.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { eventually } from '../phones/hear.ts';
import { expectPageToHearOnly, PhoneLab } from './lab/lab-phone-pages.ts';
import { voiceHz } from './lab/lab-phones.ts';

const patienceMs = 20_000;
const registeredWithinMs = 5000;
const cutForMs = 10_000;
const heardDb = -45;

let bench: PhoneLab;
let edge: EdgeProxy;
let phone: PhonePage;

beforeAll(async () => {
  bench = await PhoneLab.start();
  edge = await EdgeProxy.start(bench.lab.access.sipUrl, 'http://127.0.0.1');
  phone = await bench.open('1001', { serverUrls: [edge.url] });
});
afterEach(() => bench.tidyUp());
afterAll(async () => {
  await bench.stop();
  edge.stop();
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls the PBX's echo: who hears the own voice back is heard at both ends. */
async function talkToEcho(): Promise<string> {
  const callId = await phone.dialInternal('echo');
  await phone.state(callId, 'active', patienceMs);
  await expectPageToHearOnly(phone, [voiceHz['1001']], []);
  return callId;
}

/** Milliseconds until somebody takes connections at the PBX's address. */
async function untilListening(): Promise<void> {
  const { hostname, port } = new URL(bench.lab.access.sipUrl);
  await eventually(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = connect(Number(port), hostname);
        socket.once('error', reject).once('connect', () => {
          socket.destroy();
          resolve();
        });
      }),
    patienceMs,
  );
}

describe('the WebSocket cut for ten seconds in a call', () => {
  it.each([
    ['with a border controller that keeps the session', true],
    ['with nothing between: Asterisk sees a new connection', false],
  ])('%s: audio goes on, the phone is registered within 5 s, the call is kept', async (_how, keepsSessions) => {
    edge.keepsSessions = keepsSessions;
    const callId = await talkToEcho();
    const fromMs = Date.now();
    edge.cut();
    await phone.until('told', () => phone.call(callId)?.isReconnecting, patienceMs);
    await wait(cutForMs);
    const silenceMs = longestSilenceMs(phone, fromMs, heardDb);
    const restoredAtMs = Date.now();
    edge.restore();
    await phone.registered(patienceMs);
    const backMs = Date.now() - restoredAtMs;
    console.info(`C1, cut, session kept ${keepsSessions}: gap ${silenceMs} ms, registered after ${backMs} ms`);
    expect(silenceMs).toBeLessThan(1000);
    expect(backMs).toBeLessThanOrEqual(registeredWithinMs);
    await phone.until('the call goes on', () => phone.call(callId)?.isReconnecting === false, patienceMs);
    await expectPageToHearOnly(phone, [voiceHz['1001']], []);
    expect(phone.call(callId)?.state).toBe('active');
    // The far end still reaches this phone: its BYE arrives.
    bench.lab.asterisk.cli('channel request hangup all');
    expect(await phone.state(callId, 'ended', patienceMs)).toMatchObject({ endedBy: 'remote' });
  });
});

describe('Asterisk killed in a call and started again', () => {
  it('ends the call truthfully, is registered within 5 s of its return, and the next call is heard', async () => {
    edge.keepsSessions = false;
    const callId = await talkToEcho();
    await bench.lab.asterisk.halt();
    await phone.until('told', () => phone.now.registration.state === 'reconnecting', patienceMs);
    const booting = bench.lab.asterisk.resume();
    await untilListening();
    const listensAtMs = Date.now();
    await phone.registered(patienceMs);
    const backMs = Date.now() - listensAtMs;
    await booting;
    const over = await phone.state(callId, 'ended', 40_000);
    const endedMs = Date.now() - listensAtMs;
    console.info(`C1, restart: registered after ${backMs} ms, ended after ${endedMs} ms: ${over.endReason}`);
    expect(over).toMatchObject({ endedBy: 'system', endReason: 'The phone system no longer has this call' });
    expect(backMs).toBeLessThanOrEqual(registeredWithinMs);
    expect((await phone.eventTypesToTheEnd(callId)).filter((type) => type === 'ended')).toHaveLength(1);
    bench.forgetRecords();
    const next = await talkToEcho();
    await phone.order({ do: 'hang-up', callId: next });
    await phone.state(next, 'ended');
    expect((await phone.connections()).open).toBe(0);
  });
});
