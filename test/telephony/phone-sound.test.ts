/** Sound on the real phone page: devices that come and go, tones on the right loudspeaker, self-tests; heard at the far end. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceChoice, Settings } from '../../shared/ipc/local-schemas.ts';
import { PhoneBench, type PhoneOptions, type PhonePage } from './phone-page-harness.ts';
import { hardware, type HardwareName, type SoundView, TestHardware } from './sound-hardware.ts';

let bench: PhoneBench;
let phone: PhonePage;
let devices: TestHardware;
let count = 0;

beforeAll(async () => {
  bench = await PhoneBench.start();
}, 60_000);
afterAll(() => bench.stop());
afterEach(async () => {
  const { faults } = phone;
  await phone.close();
  if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
});

/** As the settings keep a choice: the raw id is of another day. */
const choiceOf = (name: HardwareName): DeviceChoice => ({
  id: 'of another day',
  label: hardware[name].name,
  groupId: 'old',
});
const headset: Partial<Settings> = {
  microphone: choiceOf('headsetMicrophone'),
  speaker: choiceOf('headsetSpeaker'),
  ringer: choiceOf('builtInSpeaker'),
};

async function open(settings: Partial<Settings> = {}, options: PhoneOptions = {}): Promise<void> {
  count += 1;
  phone = await bench.open(`sound${count}`, { settings, hasHardware: true, ...options });
  devices = new TestHardware(phone.page);
  await phone.registered();
  await phone.until('devices', () => phone.now.audio.devices.length > 0 && phone.now.audio.microphone === 'ready');
}
async function inCall(
  settings: Partial<Settings> = {},
): Promise<{ callId: string; far: () => number | null | undefined }> {
  await open(settings);
  const callId = await phone.dial('+15555550109');
  await phone.state(callId, 'active');
  const farEnd = await phone.until('the call at the line', () =>
    [...bench.line.calls].find((call) => call.agent === phone.agent && call.leg),
  );
  return { callId, far: () => farEnd.leg?.heard.measure().toneHz };
}
/** Looks at the page's sound until it is as it should be. */
async function view(what: string, is: (seen: SoundView) => boolean): Promise<SoundView> {
  const end = Date.now() + 8000;
  for (;;) {
    const seen = await devices.view();
    if (is(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`Never came: ${what}: ${JSON.stringify(seen)} ${JSON.stringify(phone.now.audio)}`);
  }
}
const playsOn = (seen: SoundView, sinkName: string): boolean =>
  seen.playing.some((each) => each.sinkName === sinkName && each.levelDb > -40);

describe('devices in a call', () => {
  it('finds the chosen ones again under other ids, and uses each for its own', async () => {
    const { far } = await inCall(headset);
    await phone.until('the headset at the far end', () => far() === hardware.headsetMicrophone.hz);
    const seen = await view('the far end on the headset', (each) => playsOn(each, hardware.headsetSpeaker.name));
    expect(seen.contexts).toMatchObject({ made: 1, sinkName: hardware.headsetSpeaker.name });
    expect(phone.now.audio).toMatchObject({ inputDeviceId: 'id-headsetMicrophone', notice: null });
  });

  it('goes on with the next best when the headset is pulled, returns to it, and says both', async () => {
    const { callId, far } = await inCall(headset);
    await phone.until('the headset at the far end', () => far() === hardware.headsetMicrophone.hz);
    await devices.unplug('headsetMicrophone', 'headsetSpeaker');
    await phone.until('said', () => phone.now.audio.notice);
    expect(phone.now.audio.notice).toBe('Jabra Evolve2 65 was unplugged; Built-in Audio is used');
    await phone.until('the built-in microphone at the far end', () => far() === hardware.builtInMicrophone.hz);
    await view('the far end on the built-in loudspeaker', (seen) =>
      seen.playing.some(({ sinkName }) => sinkName === 'default'),
    );
    await devices.plug('headsetMicrophone', 'headsetSpeaker');
    await phone.until('said', () => phone.now.audio.notice === 'Jabra Evolve2 65 is plugged in again and is used');
    await phone.until('the headset at the far end again', () => far() === hardware.headsetMicrophone.hz);
    await view('the far end on the headset again', (seen) => playsOn(seen, hardware.headsetSpeaker.name));
    expect(phone.call(callId)?.state).toBe('active');
    // One INVITE made this call; none followed.
    expect(phone.logs.filter((line) => line.includes('INVITE sent'))).toHaveLength(1);
  });

  it('takes the microphone that was chosen while the call was being set up', async () => {
    await open();
    for (const delayMs of [0, 5, 10, 20, 40, 80, 160]) {
      await phone.changeSettings({ microphone: null });
      await phone.until('the built-in one', () => phone.now.audio.inputDeviceId !== 'id-headsetMicrophone');
      const callId = await phone.dial('+15555550109');
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await phone.changeSettings({ microphone: choiceOf('headsetMicrophone') });
      await phone.state(callId, 'active');
      const farEnd = await phone.until('the call at the line', () =>
        [...bench.line.calls].find((call) => call.agent === phone.agent && call.leg),
      );
      await phone.until(
        `the headset, chosen ${delayMs} ms after dialing`,
        () => farEnd.leg?.heard.measure().toneHz === hardware.headsetMicrophone.hz,
      );
      await phone.order({ do: 'hang-up', callId });
      await phone.state(callId, 'ended');
      await phone.order({ do: 'dismiss', callId });
    }
    expect(phone.now.audio.inputDeviceId).toBe('id-headsetMicrophone');
  });

  it('switches microphone and speaker in the call, as chosen', async () => {
    const { far } = await inCall();
    await phone.until('the built-in microphone', () => far() === hardware.builtInMicrophone.hz);
    await phone.changeSettings(headset);
    await phone.until('the headset', () => far() === hardware.headsetMicrophone.hz);
    await view('the far end on the headset', (seen) => playsOn(seen, hardware.headsetSpeaker.name));
    expect(phone.now.audio.notice).toBeNull();
    await phone.changeSettings({ microphone: null, speaker: null });
    await phone.until('the built-in microphone again', () => far() === hardware.builtInMicrophone.hz);
  });

  it("follows the system's default where nothing is chosen", async () => {
    const { far } = await inCall();
    await phone.until('the built-in microphone', () => far() === hardware.builtInMicrophone.hz);
    await devices.setDefault('audioinput', 'headsetMicrophone');
    await phone.until('the headset', () => far() === hardware.headsetMicrophone.hz);
    expect(phone.now.audio.notice).toBe('The system changed its sound devices; Jabra Evolve2 65 is used now');
  });

  it('asks for the devices only when something changed, once for a burst', async () => {
    await open(headset);
    const before = (await devices.view()).enumerations;
    await phone.page.evaluate(() => {
      for (let change = 0; change < 20; change += 1) navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await devices.view()).enumerations - before).toBe(1);
  });

  it('opens the microphone with the processing kept for it, and again when that changes', async () => {
    const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const { far } = await inCall({
      ...headset,
      processing: { 'Jabra Evolve2 65': { ...off, echoCancellation: true } },
    });
    await phone.until('the headset', () => far() === hardware.headsetMicrophone.hz);
    expect((await devices.view()).opened.at(-1)).toEqual({ name: 'Jabra Evolve2 65', ...off, echoCancellation: true });
    await phone.changeSettings({ processing: {} });
    await view('without automatic level, for it is a USB headset', ({ opened }) => {
      const last = opened.at(-1);
      return last?.noiseSuppression === true && last.autoGainControl === false;
    });
    const before = (await devices.view()).liveTracks;
    await phone.changeSettings({ processing: { 'Jabra Evolve2 65': off } });
    await view('opened again', (seen) => seen.opened.at(-1)?.echoCancellation === false);
    // The old one is let go: as many tracks live as before.
    await view('no track too many', (seen) => seen.liveTracks === before);
    await phone.changeSettings({ microphone: null });
    await view('the other one with its own', ({ opened }) => opened.at(-1)?.autoGainControl === true);
  });
});

describe('a dead microphone', () => {
  it('is told within seconds, opened again after ten, and its recovery is seen', async () => {
    const { far } = await inCall(headset);
    await phone.until('the headset', () => far() === hardware.headsetMicrophone.hz);
    await devices.setHz('headsetMicrophone', null);
    await phone.until('silent', () => phone.now.audio.microphone === 'silent');
    const { opened } = await devices.view();
    await view('opened again', (seen) => seen.opened.length > opened.length);
    expect(phone.now.audio.microphone).toBe('silent');
    await devices.setHz('headsetMicrophone', hardware.headsetMicrophone.hz);
    await phone.until('heard again', () => phone.now.audio.microphone === 'ready');
    await phone.until('heard at the far end', () => far() === hardware.headsetMicrophone.hz);
  });
});

describe('tones', () => {
  const caller = { phoneNumber: '+12125550147' };

  it('rings on the ringer, while the speaker is silent', async () => {
    await open(headset);
    const call = bench.line.ringAgent(phone.agent, caller, 'person');
    const seen = await view('the ring', (each) => playsOn(each, hardware.builtInSpeaker.name));
    expect(seen.contexts).toMatchObject({ made: 1, sinkName: hardware.headsetSpeaker.name });
    expect(playsOn(seen, hardware.headsetSpeaker.name)).toBe(false);
    call?.end();
    await view('silence', (each) => each.playing.length === 0);
  });

  it.each([
    ['+15555550102', 'busy', [480, 620]],
    ['+15555550103', 'not in service', [985.2, 1370.6, 1776.7]],
    ['+15555550106', 'reorder', [480, 620]],
  ])('says by ear what became of %s: %s', async (number, _, notes) => {
    await open(headset);
    const callId = await phone.dial(number);
    await phone.state(callId, 'ended');
    const seen = await view('the tone', (each) => each.contexts.running && each.notes.length >= 2);
    expect(seen.notes.slice(-notes.length).map((note) => Math.round(note * 10) / 10)).toEqual(notes);
    await view('asleep again', (each) => !each.contexts.running);
  });

  it('sounds nothing of its own after an announcement of the network', async () => {
    await open(headset);
    await view('asleep', (seen) => !seen.contexts.running);
    const callId = await phone.dial('+15555550108');
    await phone.state(callId, 'ended', 15_000);
    await view('asleep again', (seen) => !seen.contexts.running);
    expect((await devices.view()).notes).toEqual([]);
  });

  it('sounds the call-waiting tone into a call, and does not ring', async () => {
    await inCall(headset);
    bench.line.ringAgent(phone.agent, caller, 'person');
    const seen = await view('the tone', (each) => each.notes.length > 0);
    expect(seen.notes).toEqual([440]);
  });
});

const result = () =>
  phone.until('a result', () =>
    ['passed', 'failed'].includes(phone.now.audio.test?.state ?? '') ? phone.now.audio.test : null,
  );

describe('self-tests', () => {
  it('records and plays back: they hear me', async () => {
    await open(headset);
    await phone.order({ do: 'test-audio', what: 'loop-back' });
    await phone.until('speak now', () => phone.now.audio.test?.state === 'speak-now');
    await phone.until('a live meter', () =>
      phone.levels.some(({ callId, inputDb }) => callId === null && inputDb > -20),
    );
    await phone.until('played back', () => phone.now.audio.test?.state === 'playing');
    await phone.until('a meter of what is played', () => phone.levels.some(({ outputDb }) => outputDb > -20));
    const test = await result();
    expect(test).toMatchObject({ what: 'loop-back', state: 'passed' });
    expect(test.sentence).toMatch(/^They hear you: -\d+ dB at the loudest, played back on Jabra Evolve2 65\.$/);
    expect((await devices.view()).contexts.made).toBe(1);
    await view('asleep again', (seen) => !seen.contexts.running);
  });

  it('says that nothing was heard', async () => {
    await open({ microphone: choiceOf('deadMicrophone') }, {});
    await devices.plug('deadMicrophone');
    await phone.until('the dead one in use', () => phone.now.audio.inputDeviceId === 'id-deadMicrophone');
    await phone.order({ do: 'test-audio', what: 'loop-back' });
    expect(await result()).toMatchObject({ state: 'failed', heardDb: -100 });
    expect((await result()).sentence).toContain('Dead Microphone sends no sound at all');
  });

  it.each([
    ['speaker', 'Jabra Evolve2 65'],
    ['ringer', 'Built-in Audio'],
  ] as const)('plays a tone on the %s', async (what, name) => {
    await open(headset);
    await phone.order({ do: 'test-audio', what });
    const test = await result();
    expect(test).toMatchObject({ what, state: 'passed' });
    expect(test.sentence).toContain(`A tone was played on ${name}`);
  });

  it('says how loud the microphone heard the tone, when it did', async () => {
    await open(headset);
    await devices.setHz('headsetMicrophone', null);
    await phone.order({ do: 'test-audio', what: 'speaker' });
    await phone.until('playing', () => phone.now.audio.test?.state === 'playing');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await devices.setHz('headsetMicrophone', 1000);
    expect((await result()).sentence).toMatch(/; the microphone heard it at -1\d dB\.$/);
  });

  it('shows the microphone until it is stopped, and then what was heard', async () => {
    await open(headset);
    await phone.order({ do: 'test-audio', what: 'microphone' });
    await phone.until('a live meter', () =>
      phone.levels.some(({ callId, inputDb }) => callId === null && inputDb > -20),
    );
    await phone.order({ do: 'stop-audio-test' });
    expect(await result()).toMatchObject({ what: 'microphone', state: 'passed' });
    const { liveTracks } = await devices.view();
    expect(liveTracks).toBe(1);
  });

  it('stops for a call', async () => {
    await open(headset);
    await phone.order({ do: 'test-audio', what: 'loop-back' });
    await phone.until('speak now', () => phone.now.audio.test?.state === 'speak-now');
    bench.line.ringAgent(phone.agent, { phoneNumber: '+12125550147' }, 'person');
    await phone.until('over', () => phone.now.audio.test === null && phone.now.calls.length === 1);
    await phone.order({ do: 'test-audio', what: 'speaker' });
    await phone.until('refused', () => phone.logs.some((line) => line.includes('phone/not-possible-now')));
    expect(phone.now.audio.test).toBeNull();
  });
});
