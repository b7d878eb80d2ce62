import { describe, expect, it } from 'vitest';
import { dominantToneHz, LevelMeter, levelDbfs, powerShareAt, silenceDbfs } from './levels.ts';
import { decodeSound, makeSilence, makeTone } from './pcmu.ts';

const samplesOf = (hz: number, durationMs: number, peak = 0.5): Int16Array =>
  decodeSound(makeTone([hz], durationMs, peak));

describe('levels', () => {
  it('measure a half-scale sine at -9 dBFS and silence at the floor', () => {
    expect(levelDbfs(samplesOf(1000, 200))).toBeCloseTo(-9, 0);
    expect(levelDbfs(decodeSound(makeSilence(200)))).toBe(silenceDbfs);
    expect(levelDbfs(new Int16Array(0))).toBe(silenceDbfs);
  });

  it('find the frequency of a tone, and none in a mixture or in silence', () => {
    expect(dominantToneHz(samplesOf(700, 200))).toBe(700);
    expect(dominantToneHz(decodeSound(makeTone([400, 900, 1500, 2300], 200)))).toBeNull();
    expect(dominantToneHz(decodeSound(makeSilence(200)))).toBeNull();
    expect(powerShareAt(samplesOf(700, 200), 1000)).toBeLessThan(0.01);
  });

  it('remember the loudest 200 ms of the last three seconds, and no longer', () => {
    const meter = new LevelMeter();
    meter.add(samplesOf(600, 200));
    meter.add(samplesOf(600, 2000, 0));
    expect(meter.measure()).toMatchObject({ toneHz: 600 });
    expect(meter.currentDbfs).toBe(silenceDbfs);
    meter.add(samplesOf(600, 1000, 0));
    expect(meter.measure()).toEqual({ levelDbfs: silenceDbfs, toneHz: null });
  });
});
