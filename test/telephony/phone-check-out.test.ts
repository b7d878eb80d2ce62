/** The phone page's part of the check-out: real devices of the test, a real relay, the practice line's echo. */
import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import type { CheckOutFinding } from '../../shared/ipc/phone-snapshot.ts';
import { PhoneBench, type PhoneOptions, type PhonePage } from './phone-page-harness.ts';
import { hardware, TestHardware } from './sound-hardware.ts';
import { TurnServer } from './turn-server.ts';

let bench: PhoneBench;
let turn: TurnServer;
let phone: PhonePage;
let devices: TestHardware;
let count = 0;

beforeAll(async () => {
  [bench, turn] = await Promise.all([PhoneBench.start(), TurnServer.start('agent', 'secret')]);
}, 60_000);
afterAll(async () => {
  turn.stop();
  await bench.stop();
});
afterEach(async () => {
  const { faults } = phone;
  await phone.close();
  if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
});

async function open(options: PhoneOptions = {}): Promise<void> {
  count += 1;
  phone = await bench.open(`check${count}`, { hasHardware: true, ...options });
  devices = new TestHardware(phone.page);
  await phone.registered();
  await phone.until('devices', () => phone.now.audio.devices.length > 0);
}
const items: CheckOutFinding['item'][] = ['microphone', 'speaker', 'ringer', 'headset', 'pbx', 'media-path'];
const of = (findings: CheckOutFinding[], item: CheckOutFinding['item']): CheckOutFinding[] =>
  findings.filter((each) => each.item === item);
/** Runs one; `paths`: how many ways of the sound there are to look at. */
async function checkOut(paths = 1): Promise<CheckOutFinding[]> {
  const runId = createId();
  await phone.order({ do: 'check-out', runId });
  const findings = (): CheckOutFinding[] =>
    phone.checkOut.filter((each) => each.runId === runId).map(({ finding }) => finding);
  await phone.until(
    'a finding of each item',
    () => items.every((item) => of(findings(), item).length >= (item === 'media-path' ? paths : 1)),
    30_000,
  );
  return findings();
}
describe('the check-out of a healthy desk', () => {
  it('passes with figures, and leaves nothing behind', async () => {
    await open();
    const findings = await checkOut(2);
    const details = Object.fromEntries(findings.map(({ item, detail }) => [item, detail]));
    expect(findings.filter(({ verdict }) => !['passed', 'not-applicable'].includes(verdict))).toEqual([]);
    expect(details).toMatchObject({
      microphone: expect.stringMatching(
        /^Built-in Audio hears you well: -\d+ dB at the loudest, -\d+ dB at the quietest\.$/,
      ),
      speaker: expect.stringMatching(/^A tone was played on Built-in Audio; /),
      ringer: expect.stringMatching(/^A tone was played on Built-in Audio; /),
      headset: 'No headset with call buttons is connected.',
      pbx: expect.stringMatching(/^Registered; the phone system answers in \d+ ms\.$/),
    });
    expect(of(findings, 'media-path').map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^Sound connections can be made on this computer \(\d+ ms\); no relay is needed here\.$/),
      expect.stringMatching(
        /^Sound travels to the phone system and back: round trip \d+ ms, jitter [\d.]+ ms, loss [\d.]+ %, MOS 4\.\d\.$/,
      ),
    ]);
    // No call of the agent's, no record, no connection, no track, and the context sleeps.
    expect(phone.now.calls).toEqual([]);
    expect(phone.events).toEqual([]);
    await phone.until('nothing at the line', () => ![...bench.line.calls].some((call) => call.agent === phone.agent));
    expect(await phone.connections()).toMatchObject({ open: 0, sending: 0 });
    const seen = await devices.view();
    expect(seen).toMatchObject({ liveTracks: 1, contexts: { made: 1, running: false } });
  }, 60_000);
});

const server = (url: string, credential = 'secret') => ({ urls: [url], username: 'agent', credential });

describe('ICE servers', () => {
  it('a relay that carries passes, with its protocol and round trip; every server is looked at', async () => {
    await open({
      iceServers: [server(`turn:127.0.0.1:${turn.port}?transport=udp`), { urls: [`stun:127.0.0.1:${turn.port}`] }],
    });
    const relayed = turn.relayed;
    const [relay, stun, echo] = of(await checkOut(3), 'media-path');
    expect(relay).toMatchObject({ verdict: 'passed' });
    expect(relay?.detail).toMatch(
      /^turn:127\.0\.0\.1:\d+\?transport=udp: relays, connected in \d+ ms over UDP, round trip \d+ ms\.$/,
    );
    expect(turn.relayed - relayed).toBeGreaterThan(10);
    expect(stun).toMatchObject({ verdict: 'passed' });
    expect(stun?.detail).toMatch(/^stun:127\.0\.0\.1:\d+: answered in \d+ ms/);
    expect(echo).toMatchObject({ verdict: 'passed' });
  }, 60_000);

  it('a relay that refuses, and servers that are not there, fail and are named', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => void silent.bind(0, '127.0.0.1', resolve));
    const { port } = silent.address();
    await open({
      iceServers: [
        server(`turn:127.0.0.1:${turn.port}?transport=udp`, 'wrong'),
        { urls: [`stun:127.0.0.1:${port}`] },
        { urls: ['turn:no port'] },
      ],
    });
    const found = of(await checkOut(4), 'media-path');
    silent.close();
    expect(found.slice(0, 3).map(({ verdict }) => verdict)).toEqual(['failed', 'failed', 'failed']);
    expect(found[0]?.detail).toContain('it refused our credentials (401)');
    expect(found[1]?.detail).toMatch(/could not be reached|no answer/);
    expect(found[2]?.detail).toContain('turn:no port: this address cannot be used');
  }, 60_000);
});

describe('what is wrong is found', () => {
  it('a dead microphone', async () => {
    await open({ settings: { microphone: { id: '', label: hardware.deadMicrophone.name, groupId: '' } } });
    await devices.plug('deadMicrophone');
    await phone.until('the dead one in use', () => phone.now.audio.inputDeviceId === 'id-deadMicrophone');
    const [finding] = of(await checkOut(), 'microphone');
    expect(finding).toMatchObject({ verdict: 'failed' });
    expect(finding?.detail).toContain('Dead Microphone sends no sound at all');
  }, 60_000);

  it('no microphone and no loudspeaker', async () => {
    await open();
    await devices.unplug('headsetSpeaker', 'builtInSpeaker', 'headsetMicrophone', 'builtInMicrophone');
    await phone.until('nothing left', () => phone.now.audio.devices.length === 0);
    const findings = await checkOut();
    expect(of(findings, 'microphone')).toMatchObject([{ verdict: 'failed' }]);
    expect(of(findings, 'speaker')[0]?.detail).toContain('There is no speaker');
    expect(of(findings, 'ringer')[0]?.detail).toContain('There is no ringer');
  }, 60_000);

  it('a phone that is not registered', async () => {
    await open();
    await phone.order({ do: 'unregister' });
    await phone.until('signed out', () => phone.now.registration.state === 'signed-out');
    const findings = await checkOut();
    expect(of(findings, 'pbx')).toMatchObject([{ verdict: 'failed' }]);
    expect(of(findings, 'pbx')[0]?.detail).toMatch(/^The phone is not connected/);
    // Without registration there is no echo to call.
    expect(of(findings, 'media-path')).toHaveLength(1);
  }, 60_000);

  it('a phone system without an echo', async () => {
    await open({ services: { echo: 'nobody-here' } });
    const [, echo] = of(await checkOut(2), 'media-path');
    expect(echo).toMatchObject({
      verdict: 'failed',
      detail: expect.stringMatching(/refused the call to its echo \(4\d\d\)/),
    });
  }, 60_000);

  it('a call that comes in goes before', async () => {
    await open();
    const running = checkOut();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    bench.line.ringAgent(phone.agent, { phoneNumber: '+12125550147' }, 'test-tone');
    const findings = await running;
    const ringing = await phone.until('the call', () => phone.now.calls[0]);
    expect(of(findings, 'microphone')).toMatchObject([
      { verdict: 'warning', detail: 'Not looked at: a call is going on.' },
    ]);
    expect(of(findings, 'speaker')[0]?.verdict).toBe('warning');
    await phone.order({ do: 'answer', callId: ringing.callId });
    await phone.state(ringing.callId, 'active');
  }, 60_000);
});
