/**
 * Buttons and app in any order, on headsets of every habit, over radio links that take their time: once things rest,
 * the phone, every lamp and the headset's own mute and hook agree. `SEED=… ` repeats a run.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import { viewOf } from './headset-desk.ts';
import { FakeHidDevice, headsetModels } from './testing/fake-headsets.ts';
import { HeadsetBench } from './testing/headset-bench.ts';

const lives = 150;
const stepsOfALife = 40;
/** What a radio link, a late echo and an ungranted wish take together. */
const restMs = 5000;
/** Fast fingers may look like a fight between programs, which takes longer to end. */
const fightMs = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('phone and headsets under random buttons and orders', () => {
  it('never drift apart', async () => {
    const seed = testSeed('headset drift');
    let agreements = 0;
    let mutedAgreements = 0;
    let fights = 0;
    for (let life = 0; life < lives; life += 1) {
      const random = seededRandom(Math.imul(seed, 7919) + life);
      const pick = <T>(from: readonly T[]): T => {
        const found = from[Math.floor(random() * from.length)];
        if (found === undefined) throw new Error('Nothing to pick from.');
        return found;
      };
      const slowest = pick([5, 40, 150]);
      const devices = [pick(Object.values(headsetModels)), pick(Object.values(headsetModels))].map(
        (model) => new FakeHidDevice(model, () => 2 + random() * slowest),
      );
      const bench = new HeadsetBench(...devices);
      await bench.headset.start();
      const done: string[] = [`life ${life}`];

      const someCall = (): string | undefined => bench.calls[Math.floor(random() * bench.calls.length)]?.callId;
      const order = (what: 'answer' | 'hang-up' | 'mute' | 'hold'): void => {
        const callId = someCall();
        if (callId === undefined) return;
        if (what === 'answer' || what === 'hang-up') bench.obey({ do: what, callId });
        if (what === 'mute') bench.obey({ do: 'set-muted', callId, isMuted: random() < 0.5 });
        if (what === 'hold') bench.obey({ do: 'set-held', callId, isHeld: random() < 0.5 });
      };
      const steps: Record<string, () => void> = {
        'press mute': () => pick(devices).pressMute(),
        'press mute again': () => pick(devices).pressMute(),
        'press hook': () => pick(devices).pressHook(),
        'press flash': () => pick(devices).pressFlash(),
        'press drop': () => pick(devices).pressDrop(),
        'app mutes': () => order('mute'),
        'app mutes too': () => order('mute'),
        'app answers': () => order('answer'),
        'app holds': () => order('hold'),
        'app hangs up': () => order('hang-up'),
        ring: () => void (bench.calls.length < 3 && bench.ring()),
        dial: () => void (bench.calls.length < 3 && bench.dial()),
        replug: () => {
          const device = pick(devices);
          bench.hid.unplug(device);
          setTimeout(() => bench.hid.plug(device), 300);
        },
      };
      for (let step = 0; step < stepsOfALife; step += 1) {
        const name = pick(Object.keys(steps));
        done.push(name);
        steps[name]?.();
        await vi.advanceTimersByTimeAsync(random() < 0.3 ? random() * 30 : random() * 2000);
      }
      await vi.advanceTimersByTimeAsync(restMs);
      if (bench.headset.snapshot().state === 'contended') {
        fights += 1;
        await vi.advanceTimersByTimeAsync(fightMs);
      }

      const { isRinging, isOffHook, isMuted, isHeld } = viewOf(bench.calls);
      const wanted = { ring: isRinging, offHook: isOffHook, mute: isOffHook && isMuted, hold: isOffHook && isHeld };
      for (const device of devices) {
        // A boom arm stands where the hand has put it.
        const ownMute = device.model.mute === 'follows' ? device.mute : wanted.mute;
        expect({ story: done, device: device.productName, lamps: device.lamps, hook: device.hook, ownMute }).toEqual({
          story: done,
          device: device.productName,
          lamps: wanted,
          hook: isOffHook,
          ownMute: wanted.mute,
        });
        agreements += 1;
        if (wanted.mute) mutedAgreements += 1;
      }
      expect(bench.headset.snapshot().state).toBe('connected');
      bench.endAll();
      await vi.advanceTimersByTimeAsync(restMs);
      for (const { lamps } of devices) expect(lamps).toEqual({ ring: false, offHook: false, mute: false, hold: false });
    }
    expect(agreements).toBe(2 * lives);
    // The test has seen what it is about.
    expect(mutedAgreements).toBeGreaterThan(lives / 20);
    expect(fights).toBeLessThan(lives / 10);
  });
});
