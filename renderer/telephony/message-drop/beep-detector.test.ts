import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../../shared/testing/seed.ts';
import { BeepDetector, beepWindowSamples } from './beep-detector.ts';

const sampleRate = 48_000;
const hopMs = 20;
const random = seededRandom(testSeed('line noise'));

type Sound = (seconds: number) => number;
const tone =
  (...frequenciesHz: number[]): Sound =>
  (seconds) =>
    frequenciesHz.reduce((sum, hz) => sum + 0.2 * Math.sin(2 * Math.PI * hz * seconds), 0);
const silence: Sound = () => 0;
/** A voice: a trembling pitch with thirty harmonics through two formants, and syllables. */
const voice =
  (pitchHz: number): Sound =>
  (seconds) => {
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.5 * seconds));
    let sum = 0;
    for (let harmonic = 1; harmonic <= 30; harmonic += 1) {
      const hz = pitchHz * harmonic;
      const formants = 1 / (1 + ((hz - 550) / 150) ** 2) + 0.5 / (1 + ((hz - 1600) / 250) ** 2);
      const tremble = 0.6 * Math.sin(2 * Math.PI * 5 * seconds);
      sum += formants * Math.sin(harmonic * (2 * Math.PI * pitchHz * seconds + tremble));
    }
    return 0.15 * syllable * sum;
  };

/** Plays parts one after the other over a noisy line; the moments at which a beep was heard, ms. */
function listen(...parts: [ms: number, sound: Sound][]): number[] {
  const detector = new BeepDetector(sampleRate);
  const samples: number[] = Array.from({ length: beepWindowSamples }, () => 0);
  for (const [ms, sound] of parts) {
    const count = Math.round((ms * sampleRate) / 1000);
    for (let index = 0; index < count; index += 1) {
      samples.push(sound(index / sampleRate) + 0.001 * (random() - 0.5));
    }
  }
  const heard: number[] = [];
  for (let end = beepWindowSamples; end <= samples.length; end += (hopMs * sampleRate) / 1000) {
    const atMs = ((end - beepWindowSamples) * 1000) / sampleRate;
    if (detector.hear(Float32Array.from(samples.slice(end - beepWindowSamples, end)), atMs))
      heard.push(Math.round(atMs));
  }
  return heard;
}

describe('the beep of a voicemail', () => {
  it.each([
    [440, 250],
    [1000, 400],
    [1400, 200],
    [2000, 1800],
    [850, 1000],
  ])('%i Hz for %i ms after a greeting is heard, a moment after it ended', (hz, ms) => {
    const heard = listen([2000, voice(180)], [300, silence], [ms, tone(hz)], [1500, silence]);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThan(2300 + ms + 150);
    expect(heard[0]).toBeLessThan(2300 + ms + 450);
  });

  it('is heard when the greeting runs right into it', () => {
    expect(listen([2000, voice(120)], [500, tone(1000)], [1000, silence])).toHaveLength(1);
  });
});

describe('what is no beep', () => {
  it.each<[string, ...[number, Sound][]]>([
    ['a low voice', [6000, voice(105)], [1000, silence]],
    ['a high voice', [6000, voice(230)], [1000, silence]],
    ['a child', [6000, voice(330)], [1000, silence]],
    ['ringback', [2000, tone(440, 480)], [4000, silence], [2000, tone(440, 480)], [1000, silence]],
    ['half a ringback', [900, tone(440, 480)], [1000, silence]],
    ['dial tone', [1500, tone(350, 440)], [1000, silence]],
    ['busy', [500, tone(480, 620)], [500, silence], [500, tone(480, 620)], [1000, silence]],
    ['not in service', [330, tone(950)], [330, tone(1400)], [330, tone(1777)], [1000, silence]],
    ['a key pressed', [300, tone(770, 1336)], [1000, silence]],
    ['a fax answering', [3000, tone(2100)], [1000, silence]],
    ['a hum', [800, tone(120)], [1000, silence]],
    ['a whistle above', [800, tone(2600)], [1000, silence]],
    ['a click', [60, tone(1000)], [1000, silence]],
    ['a tone with a voice right behind it', [400, tone(1000)], [2000, voice(150)], [1000, silence]],
    ['a tone that goes on', [4000, tone(1000)]],
    ['silence', [3000, silence]],
  ])('%s', (_name, ...parts) => {
    expect(listen(...parts)).toEqual([]);
  });
});
