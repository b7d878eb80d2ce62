/** The headset driver in the real phone page: buttons move real calls, lamps follow them. The headset itself is simulated. */
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import type { HeadsetName, PageHeadsets } from './headsets-in-page.ts';
import { PhoneBench, type PhonePage } from './phone-page-harness.ts';

let bench: PhoneBench;
let script: string;
let phone: PhonePage;
let count = 0;

async function bundleHeadsets(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: path.join(import.meta.dirname, 'headsets-in-page.ts'), formats: ['iife'], name: 'headsets' },
    },
  });
  for (const result of [built].flat())
    if ('output' in result) for (const file of result.output) if ('code' in file) return file.code;
  throw new Error('The headsets were not bundled.');
}

beforeAll(async () => {
  [bench, script] = await Promise.all([PhoneBench.start(), bundleHeadsets()]);
}, 60_000);
afterAll(() => bench.stop());
afterEach(async () => {
  const { faults } = phone;
  await phone.close();
  if (faults.length > 0) throw new Error(`The page threw: ${faults.join('; ')}`);
});

async function open(): Promise<void> {
  count += 1;
  phone = await bench.open(`headset${count}`, { initScript: script });
  await phone.registered();
}
/** A hand takes longer than this to follow a lamp; what is faster is taken for another program. */
const handMs = 250;
async function press(name: HeadsetName, button: Parameters<PageHeadsets['press']>[1]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, handMs));
  await phone.page.evaluate(([device, which]) => pageHeadsets.press(device, which), [name, button] as const);
}
async function lamps(name: HeadsetName, wanted: Partial<ReturnType<PageHeadsets['lamps']>>): Promise<void> {
  const end = Date.now() + 8000;
  for (;;) {
    const seen = await phone.page.evaluate((device) => pageHeadsets.lamps(device), name);
    if (Object.entries(wanted).every(([lamp, isOn]) => Object.entries(seen).some(([l, o]) => l === lamp && o === isOn)))
      return;
    if (Date.now() > end) throw new Error(`${name} never showed ${JSON.stringify(wanted)} but ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function ringAndAnswer() {
  const call = bench.line.ringAgent(phone.agent, { phoneNumber: '+12125550147' }, 'test-tone');
  await lamps('jabra', { ring: true, offHook: false });
  await press('jabra', 'hook');
  const answered = await phone.until('a call that is talked in', () =>
    phone.now.calls.find(({ state }) => state === 'active'),
  );
  await lamps('jabra', { ring: false, offHook: true });
  return { call, callId: answered.callId };
}
const heardDb = (): number | undefined =>
  [...bench.line.calls].find((call) => call.agent === phone.agent && call.leg)?.leg?.heard.measure().levelDbfs;

describe('a headset at the phone', () => {
  it('connects by itself, answers, mutes and hangs up', async () => {
    await open();
    await phone.until('connected', () => phone.now.headset.state === 'connected');
    expect(phone.now.headset).toMatchObject({ name: 'Jabra Evolve2 65', canAnswer: true, canMute: true });
    const { call, callId } = await ringAndAnswer();
    await phone.until('the agent is heard', () => (heardDb() ?? -96) > -40);
    await press('jabra', 'mute');
    await phone.until('muted', () => phone.call(callId)?.isMuted);
    await lamps('jabra', { mute: true });
    await phone.until('silence at the far end', () => (heardDb() ?? 0) < -80);
    await press('jabra', 'hook');
    expect(await phone.state(callId, 'ended')).toMatchObject({ endedBy: 'agent' });
    await phone.until('the end at the line', () => call?.over.aborted);
    await lamps('jabra', { ring: false, offHook: false, mute: false, hold: false });
  });

  it('shows what the app does, and another one chosen in the call shows it too', async () => {
    await open();
    const { callId } = await ringAndAnswer();
    await phone.order({ do: 'set-muted', callId, isMuted: true });
    await lamps('jabra', { mute: true });
    await phone.order({ do: 'connect-headset' });
    await lamps('poly', { offHook: true, mute: true });
    await press('poly', 'mute');
    await phone.until('open again', () => phone.call(callId)?.isMuted === false);
    await lamps('jabra', { mute: false });
    await phone.order({ do: 'set-held', callId, isHeld: true });
    await lamps('jabra', { hold: true });
    await lamps('poly', { hold: true });
    expect(phone.now.headset).toMatchObject({ state: 'connected', notice: null });
  });

  it('may be pulled in a call, which goes on, and is shown it again', async () => {
    await open();
    const { callId } = await ringAndAnswer();
    await phone.page.evaluate(() => pageHeadsets.unplug('jabra'));
    await phone.until('none', () => phone.now.headset.state === 'none');
    expect(phone.call(callId)?.state).toBe('active');
    await phone.page.evaluate(() => pageHeadsets.plug('jabra'));
    await lamps('jabra', { offHook: true });
    await press('jabra', 'mute');
    await phone.until('muted', () => phone.call(callId)?.isMuted);
  });
});
