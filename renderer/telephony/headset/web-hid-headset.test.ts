import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHidDevice, headsetModels } from './testing/fake-headsets.ts';
import { HeadsetBench } from './testing/headset-bench.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const dark = { mute: false, offHook: false, ring: false, hold: false };
const names = ['jabra', 'poly', 'boom'] as const;

async function plugIn(...models: (keyof typeof headsetModels)[]) {
  const devices = models.map((name) => new FakeHidDevice(headsetModels[name]));
  const bench = new HeadsetBench(...devices);
  await bench.headset.start();
  await pass(100);
  const [device] = devices;
  if (!device) throw new Error('A bench needs a headset.');
  return { bench, device, devices };
}
async function inCall(model: keyof typeof headsetModels) {
  const parts = await plugIn(model);
  const callId = parts.bench.ring();
  await pass(100);
  parts.device.pressHook();
  await pass(3000);
  expect(parts.bench.calls).toMatchObject([{ callId, state: 'active' }]);
  return { ...parts, callId };
}

describe.each(names)('%s: the buttons', (model) => {
  it('answer, with lamps that follow the call', async () => {
    const { bench, device } = await plugIn(model);
    bench.ring();
    await pass(100);
    expect(device.lamps).toEqual({ ...dark, ring: true });
    device.pressHook();
    await pass(100);
    expect(bench.orders).toMatchObject([{ do: 'answer' }]);
    expect(device).toMatchObject({ hook: true, lamps: { ...dark, offHook: true } });
    // Longer than a headset waits for somebody to take the call.
    await pass(5000);
    expect(device.hook).toBe(true);
    expect(bench.headset.snapshot()).toMatchObject({
      state: 'connected',
      canAnswer: true,
      canMute: true,
      notice: null,
    });
  });

  it('hang up', async () => {
    const { bench, device } = await inCall(model);
    device.pressHook();
    await pass(3000);
    expect(bench.orders.at(-1)).toMatchObject({ do: 'hang-up' });
    expect(device).toMatchObject({ hook: false, lamps: dark });
  });

  it('mute and unmute, as often as pressed', async () => {
    const { bench, device } = await inCall(model);
    for (const isMuted of [true, false, true]) {
      device.pressMute();
      await pass(2500);
      expect(bench.calls[0]?.isMuted).toBe(isMuted);
      expect(device.lamps.mute).toBe(isMuted);
    }
    expect(bench.wishes.filter(({ wants }) => wants === 'set-muted')).toHaveLength(3);
  });

  it('are not taken for pressed when the app does it', async () => {
    const { bench, device, callId } = await inCall(model);
    const before = bench.wishes.length;
    for (const isMuted of [true, false, true, false]) {
      bench.obey({ do: 'set-muted', callId, isMuted });
      await pass(150);
    }
    bench.obey({ do: 'set-held', callId, isHeld: true });
    await pass(3000);
    expect(device.lamps).toEqual({ ...dark, offHook: true, hold: true });
    bench.obey({ do: 'hang-up', callId });
    await pass(3000);
    expect(bench.wishes.length).toBe(before);
    expect(device).toMatchObject({ hook: false, lamps: dark });
  });
});

describe('two presses before the phone has granted the first', () => {
  it('are two: muted and open again', async () => {
    const { bench, device } = await inCall('jabra');
    device.pressMute();
    device.pressMute();
    await pass(2000);
    expect(bench.wishes.slice(-2)).toEqual([
      { wants: 'set-muted', isMuted: true },
      { wants: 'set-muted', isMuted: false },
    ]);
    expect(bench.calls[0]?.isMuted).toBe(false);
    expect(device.lamps.mute).toBe(false);
  });
});

describe('more buttons', () => {
  it('flash holds and takes back, and answers the call that waits', async () => {
    const { bench, device, callId } = await inCall('jabra');
    device.pressFlash();
    await pass(1500);
    expect(bench.calls[0]).toMatchObject({ state: 'held' });
    device.pressFlash();
    await pass(1500);
    expect(bench.calls[0]).toMatchObject({ state: 'active' });
    const waiting = bench.ring();
    await pass(100);
    expect(device.lamps).toMatchObject({ ring: true, offHook: true });
    device.pressFlash();
    await pass(1500);
    expect(bench.calls).toMatchObject([
      { callId, state: 'held' },
      { callId: waiting, state: 'active' },
    ]);
  });

  it('drop declines while it rings and hangs up in a call', async () => {
    const { bench, device } = await plugIn('poly');
    const first = bench.ring();
    await pass(100);
    device.pressDrop();
    await pass(100);
    expect(bench.orders).toEqual([{ do: 'hang-up', callId: first }]);
    const second = bench.dial();
    await pass(500);
    device.pressDrop();
    await pass(100);
    expect(bench.orders.at(-1)).toEqual({ do: 'hang-up', callId: second });
  });

  it('hook ends the call that is talked in while another waits', async () => {
    const { bench, device, callId } = await inCall('jabra');
    const waiting = bench.ring();
    await pass(500);
    device.pressHook();
    await pass(500);
    expect(bench.orders.at(-1)).toEqual({ do: 'hang-up', callId });
    expect(bench.calls).toMatchObject([{ callId: waiting, state: 'incoming' }]);
    expect(device.lamps).toEqual({ ...dark, ring: true });
  });
});

describe('wishes that are not granted', () => {
  it.each(['jabra', 'poly'] as const)('%s: the lamp goes back to what the phone is', async (model) => {
    const { bench, device } = await inCall(model);
    bench.refuses = ['set-muted'];
    device.pressMute();
    await pass(100);
    expect(device.lamps.mute).toBe(true);
    await pass(3000);
    expect(bench.calls[0]?.isMuted).toBe(false);
    expect(device.lamps.mute).toBe(false);
  });

  it('nothing happens when the button is pressed for nothing, three times too', async () => {
    const { bench, device } = await plugIn('jabra');
    for (let press = 0; press < 3; press += 1) {
      device.pressHook();
      await pass(2500);
    }
    expect(bench.wishes).toEqual([]);
    expect(device.hook).toBe(false);
    expect(bench.headset.snapshot().state).toBe('connected');
  });
});

describe('a slow radio link', () => {
  it('brings echoes late, and they are not taken for presses', async () => {
    const device = new FakeHidDevice(headsetModels.poly, () => 400);
    const bench = new HeadsetBench(device);
    await bench.headset.start();
    const callId = bench.dial();
    await pass(5000);
    const before = bench.wishes.length;
    bench.obey({ do: 'set-muted', callId, isMuted: true });
    await pass(100);
    bench.obey({ do: 'set-muted', callId, isMuted: false });
    await pass(6000);
    expect(bench.wishes.slice(before)).toEqual([]);
    expect(bench.calls[0]?.isMuted).toBe(false);
    expect(device).toMatchObject({ mute: false, lamps: { ...dark, offHook: true } });
  });

  it('does not swallow a press that looks like a late echo', async () => {
    const { bench, device, callId } = await inCall('boom');
    bench.obey({ do: 'set-muted', callId, isMuted: true });
    await pass(100);
    bench.obey({ do: 'set-muted', callId, isMuted: false });
    await pass(400);
    device.pressMute();
    await pass(3000);
    expect(bench.calls[0]?.isMuted).toBe(true);
  });
});

describe('devices that come and go', () => {
  it('are all shown the call, and any of them may be pressed', async () => {
    const { bench, devices } = await plugIn('jabra', 'poly');
    bench.ring();
    await pass(100);
    expect(devices.map(({ lamps }) => lamps.ring)).toEqual([true, true]);
    devices[1]?.pressHook();
    await pass(2000);
    devices[0]?.pressMute();
    await pass(2000);
    expect(bench.calls).toMatchObject([{ state: 'active', isMuted: true }]);
    expect(devices.map(({ lamps }) => lamps)).toEqual([
      { ...dark, offHook: true, mute: true },
      { ...dark, offHook: true, mute: true },
    ]);
  });

  it('show the call again when plugged in again', async () => {
    const { bench, device } = await inCall('poly');
    bench.hid.unplug(device);
    await pass(500);
    expect(bench.headset.snapshot()).toMatchObject({ state: 'none', name: null });
    expect(bench.calls).toHaveLength(1);
    bench.hid.plug(device);
    await pass(500);
    expect(device.lamps).toEqual({ ...dark, offHook: true });
    device.pressMute();
    await pass(1000);
    expect(bench.calls[0]?.isMuted).toBe(true);
  });

  it('are dark when the phone closes', async () => {
    const { bench, device } = await inCall('jabra');
    bench.headset.close();
    await pass(100);
    expect(device.lamps).toEqual(dark);
  });
});

describe('choosing a device', () => {
  it('asks for telephones, and uses what was chosen', async () => {
    const bench = new HeadsetBench();
    bench.soundHeadset = 'Jabra Evolve2 65';
    await bench.headset.start();
    expect(bench.headset.snapshot()).toMatchObject({ state: 'permission-needed', name: 'Jabra Evolve2 65' });
    const device = new FakeHidDevice(headsetModels.jabra);
    bench.hid.chosen = [device];
    bench.ring();
    await pass(100);
    expect(await bench.headset.connect()).toMatchObject({ ok: true });
    await pass(100);
    expect(bench.hid.filters).toEqual([{ usagePage: 0x0b }]);
    expect(bench.headset.snapshot()).toMatchObject({ state: 'connected', name: 'Jabra Evolve2 65' });
    expect(device.lamps.ring).toBe(true);
  });

  it('says that there was no click', async () => {
    const bench = new HeadsetBench();
    bench.hid.chosen = null;
    expect(await bench.headset.connect()).toMatchObject({ ok: false, problem: { code: 'phone/not-possible-now' } });
    expect(bench.headset.snapshot().state).toBe('none');
  });
});

describe('two programs at one device', () => {
  it('a device that another program holds is said, and used once it is free', async () => {
    const device = new FakeHidDevice(headsetModels.jabra);
    device.refuses = true;
    const bench = new HeadsetBench(device);
    await bench.headset.start();
    await pass(100);
    expect(bench.headset.snapshot()).toMatchObject({ state: 'contended', name: 'Jabra Evolve2 65' });
    expect(bench.headset.snapshot().notice).toContain('Another program uses the buttons of Jabra Evolve2 65 too');
    device.refuses = false;
    bench.ring();
    await pass(100);
    expect(bench.headset.snapshot().state).toBe('connected');
    expect(device.lamps.ring).toBe(true);
  });

  it("another program's call is seen, and not hung up", async () => {
    const { bench, device } = await plugIn('jabra');
    const sent = device.sent.length;
    device.light({ offHook: true });
    await pass(4000);
    expect(bench.headset.snapshot().state).toBe('contended');
    expect(device.hook).toBe(true);
    expect(device.sent.length).toBe(sent);
    device.light({ offHook: false });
    await pass(100);
    expect(bench.headset.snapshot().state).toBe('connected');
  });

  it.each(['jabra', 'poly'] as const)('%s: one that takes the hook away hangs up no call', async (model) => {
    const { bench, device } = await plugIn(model);
    device.rival = (each) => {
      if (each.lamps.offHook) setTimeout(() => each.light({ offHook: false }), 30);
    };
    const callId = bench.ring();
    await pass(100);
    bench.obey({ do: 'answer', callId });
    await pass(8000);
    expect(bench.calls).toMatchObject([{ callId, state: 'active' }]);
    expect(bench.headset.snapshot().state).toBe('contended');
    // Slow as a hand now: in a fight that is no hang-up either.
    device.rival = (each) => {
      if (each.lamps.offHook) setTimeout(() => each.light({ offHook: false }), 400);
    };
    await pass(12_000);
    expect(bench.calls).toMatchObject([{ callId, state: 'active' }]);
    // The fight is not kept going: a few reports, not hundreds.
    expect(device.sent.length).toBeLessThan(60);
    device.rival = null;
    await pass(60_000);
    expect(bench.headset.snapshot().state).toBe('connected');
    expect(device.lamps).toEqual({ ...dark, offHook: true });
  });

  it('one that takes mute away does not open the microphone', async () => {
    const { bench, device, callId } = await inCall('poly');
    device.rival = (each) => {
      if (each.lamps.mute) setTimeout(() => each.light({ mute: false }), 30);
    };
    bench.obey({ do: 'set-muted', callId, isMuted: true });
    await pass(3000);
    expect(bench.calls[0]?.isMuted).toBe(true);
    expect(bench.headset.snapshot().state).toBe('contended');
  });
});
