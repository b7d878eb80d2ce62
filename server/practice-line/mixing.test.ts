import { describe, expect, it } from 'vitest';
import { dominantToneHz, levelDbfs, powerShareAt } from './levels.ts';
import { FrameQueue, mixFrames, mixMinus, silentFrame } from './mixing.ts';
import { decodeSound, encodeSound, frameMs, makeTone, samplesPerFrame, type Sound } from './pcmu.ts';

const frames = (sound: Sound): Sound[] =>
  Array.from({ length: sound.length / samplesPerFrame }, (_, at) =>
    sound.subarray(at * samplesPerFrame, (at + 1) * samplesPerFrame),
  );
const tone = (hz: number): Sound[] => frames(makeTone([hz], 200));
const samples = (sound: readonly Sound[]): Int16Array => decodeSound(Buffer.concat(sound));
const numbered = (count: number): Sound[] =>
  Array.from({ length: count }, (_, value) => Buffer.alloc(samplesPerFrame, value));

describe('mixing', () => {
  it('lets both voices be heard, each as loud as alone', () => {
    const low = tone(500);
    const high = tone(1700);
    const both = samples(low.map((frame, at) => mixFrames([frame, high[at] ?? silentFrame])));
    expect(powerShareAt(both, 500)).toBeCloseTo(0.5, 1);
    expect(powerShareAt(both, 1700)).toBeCloseTo(0.5, 1);
    expect(levelDbfs(both) - levelDbfs(samples(low))).toBeCloseTo(3, 0);
  });

  it('clips what is too loud in place of wrapping it around', () => {
    const loud = encodeSound(Array.from({ length: samplesPerFrame }, () => 30_000));
    const sum = decodeSound(mixFrames([loud, loud, loud]));
    expect(Math.min(...sum)).toBeGreaterThan(30_000);
  });

  it('is silence when nobody speaks, and the voice itself when one does', () => {
    const [one = silentFrame] = tone(700);
    expect(mixFrames([])).toEqual(silentFrame);
    expect(mixFrames([one])).toBe(one);
  });

  it('gives each all the others and never their own voice, also to those who are silent', () => {
    const heard = new Map<string, Sound[]>([
      ['ann', []],
      ['ben', []],
      ['mute', []],
    ]);
    const [ann, ben] = [tone(600), tone(1400)];
    ann.forEach((frame, at) => {
      const voices = new Map([
        ['ann', frame],
        ['ben', ben[at] ?? silentFrame],
      ]);
      for (const [who, mix] of mixMinus(voices, heard.keys())) heard.get(who)?.push(mix);
    });
    expect(dominantToneHz(samples(heard.get('ann') ?? []))).toBe(1400);
    expect(dominantToneHz(samples(heard.get('ben') ?? []))).toBe(600);
    expect(powerShareAt(samples(heard.get('ann') ?? []), 600)).toBeLessThan(0.01);
    expect(powerShareAt(samples(heard.get('mute') ?? []), 600)).toBeGreaterThan(0.4);
    expect(powerShareAt(samples(heard.get('mute') ?? []), 1400)).toBeGreaterThan(0.4);
  });
});

describe('a queue of frames', () => {
  it('waits for two frames, gives them in order, and waits again when it ran dry', () => {
    const queue = new FrameQueue();
    const [first, second, third] = numbered(3);
    queue.push(first ?? silentFrame);
    expect(queue.take()).toBeUndefined();
    queue.push(second ?? silentFrame);
    expect([queue.take(), queue.take(), queue.take()]).toEqual([first, second, undefined]);
    queue.push(third ?? silentFrame);
    expect(queue.take()).toBeUndefined();
  });

  it('forgets the oldest when nobody takes, so that a voice is never late for long', () => {
    const queue = new FrameQueue();
    for (const frame of numbered(100)) queue.push(frame);
    let waiting = 0;
    let last: Sound | undefined;
    for (let frame = queue.take(); frame !== undefined; frame = queue.take()) {
      waiting += 1;
      last = frame;
    }
    expect(waiting * frameMs).toBeLessThanOrEqual(160);
    expect(last?.[0]).toBe(99);
  });

  it('takes packets of other lengths apart', () => {
    const queue = new FrameQueue();
    queue.push(Buffer.alloc(samplesPerFrame + 10, 1));
    expect(queue.take()?.length).toBe(samplesPerFrame);
    expect(queue.take()?.subarray(8, 12)).toEqual(Buffer.from([1, 1, 0xff, 0xff]));
  });
});
