/** The phone page in Chromium against the practice line: what an agent does with it, heard at both ends. */
import { createSocket } from 'node:dgram';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../shared/ipc/local-schemas.ts';
import { microphoneHz, PhoneBench, type PhoneOptions, type PhonePage } from './phone-page-harness.ts';

let bench: PhoneBench;
let phones: PhonePage[] = [];
let count = 0;

beforeAll(async () => {
  bench = await PhoneBench.start();
}, 60_000);
afterAll(() => bench.stop());
afterEach(async () => {
  const faults = phones.flatMap((phone) => phone.faults);
  for (const phone of phones) await phone.close();
  phones = [];
  if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
});

async function open(options: PhoneOptions = {}): Promise<PhonePage> {
  count += 1;
  const phone = await bench.open(`agent${count}`, options);
  phones.push(phone);
  return phone;
}
async function openRegistered(): Promise<PhonePage> {
  const phone = await open();
  await phone.registered();
  return phone;
}
/** The line's own end of the agent's call. */
const farEnd = (phone: PhonePage) =>
  phone.until('the call at the line', () =>
    [...bench.line.calls].find((call) => call.agent === phone.agent && call.leg),
  );
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('registering', () => {
  it('registers with short-lived credentials and says that this is practice', async () => {
    const phone = await openRegistered();
    expect(phone.now).toMatchObject({ isPractice: true, audio: { microphone: 'ready' }, calls: [] });
    expect(phone.now.registration.serverUrl).toBe(bench.line.url);
    expect(bench.line.registeredAgents).toContain(phone.agent);
    await phone.until('its devices', () => phone.now.audio.devices.length > 0);
    await phone.order({ do: 'unregister' });
    await phone.until('signed out', () => phone.now.registration.state === 'signed-out');
    await phone.until('gone from the line', () => !bench.line.registeredAgents.includes(phone.agent));
  });

  it('says plainly that the sign-in was refused', async () => {
    const phone = await open({ password: 'wrong' });
    const { registration } = await phone.until('failed', () =>
      phone.snapshots.at(-1)?.registration.state === 'failed' ? phone.now : null,
    );
    expect(registration.reason).toMatch(/^The phone system refused the sign-in \(40[13]\)$/);
    await phone.until('a next attempt', () => phone.now.registration.retryAt);
  });

  it('renews credentials before they end, on the same connection', async () => {
    const phone = await open({ lifeSeconds: 6 });
    await phone.registered();
    const before = phone.tokensIssued;
    phone.options = {};
    await phone.until('a new token', () => phone.tokensIssued > before);
    await wait(3000);
    expect(phone.now.registration.state).toBe('registered');
    expect(new Set(phone.snapshots.map(({ registration }) => registration.state))).not.toContain('reconnecting');
  });
});

describe('placing calls', () => {
  it('does not wait for a STUN server that is silent', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => void silent.bind(0, '127.0.0.1', resolve));
    let asked = 0;
    silent.on('message', () => (asked += 1));
    const phone = await open({ iceServers: [{ urls: [`stun:127.0.0.1:${silent.address().port}`] }] });
    await phone.registered();
    // Chromium gives such a server up after nine seconds.
    await phone.state(await phone.dial('+15555550109'), 'active', 6000);
    silent.close();
    expect(asked).toBeGreaterThan(0);
  });

  it('talks in both directions and ends by the agent', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    await phone.until('the tone of the far end', () => (phone.levels.at(-1)?.outputDb ?? -100) > -30);
    await phone.until('the agent at the far end', () => far.leg?.heard.measure().toneHz === microphoneHz);
    expect(phone.levels.at(-1)?.inputDb).toBeGreaterThan(-40);
    await phone.until('quality', () => phone.call(callId)?.quality);
    expect(phone.call(callId)?.quality?.mos).toBeGreaterThan(4);
    await phone.until('its point in the graph', () => phone.qualities.some((point) => point.callId === callId));
    await phone.order({ do: 'hang-up', callId });
    const over = await phone.state(callId, 'ended');
    expect(over).toMatchObject({ endedBy: 'agent', endReason: 'You hung up', sipStatus: 200 });
    expect(await phone.eventTypesToTheEnd(callId)).toEqual(['answered', 'ended']);
    await phone.until('the end at the line', () => far.over.aborted);
    await phone.order({ do: 'dismiss', callId });
    await phone.until('dismissed', () => phone.now.calls.length === 0);
    const measures = await phone.page.evaluate(() =>
      performance.getEntriesByName('click-to-invite').map(({ duration }) => duration),
    );
    expect(measures).toHaveLength(1);
  });

  it('hears a person answer and its own echo', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+12125550100');
    await phone.state(callId, 'ringing');
    await phone.state(callId, 'active');
    await phone.until('the person', () => (phone.levels.at(-1)?.outputDb ?? -100) > -40);
    expect(phone.eventTypes(callId)).toEqual(['ringing', 'answered']);
  });

  it.each([
    ['+15555550102', 486, 'Busy'],
    ['+15555550103', 404, 'Not in service'],
    ['+15555550106', 503, 'The phone system cannot take this call now'],
  ])('says what became of %s', async (number, sipStatus, endReason) => {
    const phone = await openRegistered();
    const callId = await phone.dial(number);
    expect(await phone.state(callId, 'ended')).toMatchObject({ sipStatus, endReason, endedBy: 'remote' });
    const last = phone.events.filter((event) => event.callId === callId).at(-1);
    expect(last).toMatchObject({ type: 'ended', sip_status: sipStatus, ended_by: 'remote' });
  });

  it('cancels a call that rings out', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550104');
    await phone.state(callId, 'ringing');
    await phone.order({ do: 'hang-up', callId });
    expect(await phone.state(callId, 'ended')).toMatchObject({
      endedBy: 'agent',
      endReason: 'You cancelled',
      sipStatus: 487,
    });
    await phone.until('nothing at the line', () => ![...bench.line.calls].some((call) => call.agent === phone.agent));
    expect(await phone.eventTypesToTheEnd(callId)).toEqual(['ringing', 'ended']);
  });

  it('notices that the other side hung up', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550105');
    expect(await phone.state(callId, 'ended', 12_000)).toMatchObject({
      endedBy: 'remote',
      endReason: 'The other side hung up',
    });
    expect(await phone.eventTypesToTheEnd(callId)).toEqual(['ringing', 'answered', 'ended']);
  });

  it('lets early media be heard, without a word of the agent', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550108');
    await phone.state(callId, 'early-media');
    await phone.until('the announcement', () => (phone.levels.at(-1)?.outputDb ?? -100) > -40);
    const far = await farEnd(phone);
    expect(far.leg?.heard.measure().levelDbfs).toBeLessThan(-80);
    expect(await phone.state(callId, 'ended', 15_000)).toMatchObject({ sipStatus: 404, endReason: 'Not in service' });
    expect(await phone.eventTypesToTheEnd(callId)).toEqual(['early-media', 'ended']);
  });

  it('says plainly that the dial permit was refused', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550100', 'forged.permit.token');
    expect(await phone.state(callId, 'ended')).toMatchObject({
      sipStatus: 403,
      endReason: 'The phone system refused this call: its dial permit was not accepted',
    });
  });

  it('ends a call truthfully that is placed while not registered', async () => {
    const phone = await open({ isSignedOut: true });
    await phone.until('a first snapshot', () => phone.snapshots.length > 0);
    const callId = await phone.dial('+15555550100');
    expect(await phone.state(callId, 'ended')).toMatchObject({
      endedBy: 'system',
      endReason: 'The phone is not connected',
    });
    expect(await phone.eventTypesToTheEnd(callId)).toEqual(['ended']);
  });
});

describe('in a call', () => {
  it('mutes: the far end hears silence, verified there', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    await phone.until('the agent is heard', () => (far.leg?.heard.measure().levelDbfs ?? -96) > -40);
    await phone.order({ do: 'set-muted', callId, isMuted: true });
    await phone.until('muted', () => phone.call(callId)?.isMuted);
    // The line measures the loudest 200 ms of its last three seconds.
    await phone.until('silence at the far end', () => (far.leg?.heard.measure().levelDbfs ?? 0) < -80, 6000);
    expect((await phone.loudest(500)).inputDb).toBe(-100);
    await phone.order({ do: 'set-muted', callId, isMuted: false });
    await phone.until('the agent is heard again', () => (far.leg?.heard.measure().levelDbfs ?? -96) > -40);
    expect(phone.call(callId)).toMatchObject({ state: 'active', isMuted: false });
  });

  it('holds: nothing is sent, nothing is heard, and both come back', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    await phone.until('the agent is heard', () => (far.leg?.heard.measure().levelDbfs ?? -96) > -40);
    await phone.order({ do: 'set-held', callId, isHeld: true });
    await phone.state(callId, 'held');
    await phone.until('the line knows', () => far.leg?.isHeld);
    const framesBefore = far.leg?.framesHeard ?? 0;
    await wait(3500);
    expect((far.leg?.framesHeard ?? 0) - framesBefore).toBeLessThan(5);
    await phone.order({ do: 'set-held', callId, isHeld: false });
    await phone.state(callId, 'active');
    await phone.until('the agent is heard again', () => (far.leg?.heard.measure().levelDbfs ?? -96) > -40);
    await phone.until('the far end is heard again', () => (phone.levels.at(-1)?.outputDb ?? -100) > -30);
    expect(phone.eventTypes(callId)).toEqual(['answered', 'held', 'resumed']);
  });

  it('sends DTMF that the far end understands', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    await phone.until('media', () => (far.leg?.framesHeard ?? 0) > 10);
    await phone.order({ do: 'send-dtmf', callId, tones: '12#' });
    await phone.order({ do: 'send-dtmf', callId, tones: '9*' });
    await phone.until('the digits', () => far.digits.length === 5);
    expect(far.digits).toBe('12#9*');
  });

  it('changes the microphone without a new negotiation', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    const device = phone.now.audio.devices.find(({ kind }) => kind === 'audioinput');
    await phone.emit('settings:changed', { ...settingsSchema.parse({}), microphone: device });
    await phone.until('chosen', () => phone.now.audio.inputDeviceId === device?.id);
    await wait(3500);
    expect(far.leg?.heard.measure().toneHz).toBe(microphoneHz);
    expect(phone.call(callId)?.state).toBe('active');
  });
});

describe('calls that come in', () => {
  const caller = { phoneNumber: '+12125550147', displayName: 'Pat Example' };

  it('rings, is answered, and talks', async () => {
    const phone = await openRegistered();
    bench.line.ringAgent(phone.agent, caller, 'test-tone');
    const ringing = await phone.until('a call', () => phone.now.calls[0]);
    expect(ringing).toMatchObject({
      direction: 'inbound',
      state: 'incoming',
      remoteNumber: caller.phoneNumber,
      remoteName: 'Pat Example',
    });
    await phone.order({ do: 'answer', callId: ringing.callId });
    await phone.state(ringing.callId, 'active');
    await phone.until('the caller', () => (phone.levels.at(-1)?.outputDb ?? -100) > -30);
    const far = await farEnd(phone);
    await phone.until('the agent', () => far.leg?.heard.measure().toneHz === microphoneHz);
    await phone.order({ do: 'hang-up', callId: ringing.callId });
    await phone.state(ringing.callId, 'ended');
    expect(await phone.eventTypesToTheEnd(ringing.callId)).toEqual(['ringing', 'answered', 'ended']);
    expect(phone.events[0]?.incoming).toEqual({ phone_number: caller.phoneNumber, display_name: 'Pat Example' });
  });

  it('can be declined, and leaves the list by itself', async () => {
    const phone = await openRegistered();
    const call = bench.line.ringAgent(phone.agent, caller, 'person');
    const { callId } = await phone.until('a call', () => phone.now.calls[0]);
    await phone.order({ do: 'hang-up', callId });
    expect(await phone.state(callId, 'ended')).toMatchObject({ endedBy: 'agent', endReason: 'You declined' });
    await phone.until('refused at the line', () => call?.over.aborted);
    await phone.until('gone', () => phone.now.calls.length === 0);
  });

  it('says that the caller gave up', async () => {
    const phone = await openRegistered();
    const call = bench.line.ringAgent(phone.agent, caller, 'person');
    const { callId } = await phone.until('a call', () => phone.now.calls[0]);
    call?.end();
    expect(await phone.state(callId, 'ended')).toMatchObject({
      endedBy: 'remote',
      endReason: 'The caller hung up before you answered',
    });
  });
});

describe('many calls', () => {
  it('holds the call talked in while another one is answered', async () => {
    const phone = await openRegistered();
    const first = await phone.dial('+15555550109');
    await phone.state(first, 'active');
    bench.line.ringAgent(phone.agent, { phoneNumber: '+12125550148' }, 'test-tone');
    const second = await phone.until('a second call', () => phone.now.calls.find(({ state }) => state === 'incoming'));
    await phone.order({ do: 'answer', callId: second.callId });
    await phone.state(second.callId, 'active');
    await phone.state(first, 'held');
    await phone.order({ do: 'hang-up', callId: second.callId });
    await phone.state(second.callId, 'ended');
    await phone.order({ do: 'set-held', callId: first, isHeld: false });
    expect(await phone.state(first, 'active')).toMatchObject({ isHeld: false });
  });

  it('leaves nothing behind: every peer connection closed, every microphone track let go', async () => {
    const phone = await openRegistered();
    const ends = [
      ['+15555550109', 'active'],
      ['+15555550104', 'ringing'],
      ['+15555550102', 'ended'],
    ] as const;
    for (let round = 0; round < 5; round += 1) {
      for (const [number, state] of ends) {
        const callId = await phone.dial(number);
        await phone.state(callId, state);
        if (state !== 'ended') await phone.order({ do: 'hang-up', callId });
        await phone.state(callId, 'ended');
        await phone.order({ do: 'dismiss', callId });
      }
    }
    expect(await phone.connections()).toEqual({ made: 15, open: 0, sending: 0 });
    const measures = await phone.page.evaluate(() =>
      performance.getEntriesByName('click-to-invite').map(({ duration }) => Math.round(duration)),
    );
    console.info(`click to INVITE, ms: ${measures.sort((a, b) => a - b).join(' ')}`);
    expect(measures).toHaveLength(15);
  }, 60_000);
});

describe('what must not disturb the phone', () => {
  it('goes on after orders that make no sense', async () => {
    const phone = await openRegistered();
    await phone.order({ do: 'make-coffee' });
    await phone.order({ do: 'hang-up', callId: 'nobody' });
    await phone.order({ do: 'answer', callId: '01989f00-0000-7000-8000-000000000000' });
    await phone.dial('no address at all');
    const callId = await phone.dial('+15555550102');
    expect(await phone.state(callId, 'ended')).toMatchObject({ sipStatus: 486 });
    expect(phone.logs.join('\n')).toContain('phone/no-such-call');
  });

  it('says that the microphone cannot be used, and places no mute call', async () => {
    const phone = await open({ microphone: 'denied' });
    await phone.registered();
    const callId = await phone.dial('+15555550109');
    const over = await phone.state(callId, 'ended');
    expect(over).toMatchObject({ endedBy: 'system', endReason: 'The microphone cannot be used.' });
    expect(phone.now.audio.microphone).toBe('denied');
  });

  it('writes no number, permit or credential to the log', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550103');
    await phone.state(callId, 'ended');
    const log = phone.logs.join('\n');
    expect(log).not.toMatch(/5555550103|permit\.token|nonce|a=candidate/);
  });

  it('ends its calls when the page goes away', async () => {
    const phone = await openRegistered();
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active');
    const far = await farEnd(phone);
    await phone.page.goto('about:blank');
    await phone.until('the end at the line', () => far.over.aborted, 5000);
    expect(far.state).toBe('over');
  });
});
