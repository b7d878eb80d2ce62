import assert from 'node:assert/strict';
import { afterEach, describe, expect, it } from 'vitest';
import { pacedLegs } from './pacing-clock.ts';
import { makeTone, samplesPerFrame, type Sound } from './pcmu.ts';
import { type Recorder, RecordingShelf, wavOf } from './recorder.ts';

const frameOf = (value: number): Sound => Buffer.alloc(samplesPerFrame, value);
/** 20 ms of two channels. */
const pieceBytes = samplesPerFrame * 2;
const opened: Recorder[] = [];

function open(shelf: RecordingShelf): Recorder {
  const recorder = shelf.open();
  recorder.start();
  opened.push(recorder);
  return recorder;
}
/** The clock of the test is the test. */
function say(recorder: Recorder, agent: number, farEnd: number, frames = 4): void {
  for (let count = 0; count < frames; count += 1) {
    recorder.fromAgent(frameOf(agent));
    recorder.toAgent(frameOf(farEnd));
    recorder.pace();
  }
}
const voicesOf = (recorder: Recorder): Set<string> => {
  const sound = recorder.toWav().subarray(44);
  return new Set(Array.from({ length: sound.length / 2 }, (_, at) => `${sound[at * 2]}/${sound[at * 2 + 1]}`));
};

afterEach(() => {
  for (const recorder of opened.splice(0)) recorder.stop();
  assert.equal(pacedLegs(), 0);
});

describe('a recorder', () => {
  it('keeps the agent left and the far end right, and passes both on unchanged', () => {
    const recorder = open(new RecordingShelf());
    const frame = frameOf(1);
    expect([recorder.fromAgent(frame), recorder.toAgent(frame)]).toEqual([frame, frame]);
    say(recorder, 1, 2);
    expect(voicesOf(recorder)).toContain('1/2');
  });

  it('writes silence while it is paused, and nothing of what was said then afterwards', () => {
    const recorder = open(new RecordingShelf());
    say(recorder, 1, 2);
    expect(recorder.setPaused(true)).toBe(true);
    expect(recorder.state).toBe('paused');
    const before = recorder.bytes;
    say(recorder, 66, 77, 10);
    expect(recorder.bytes - before).toBe(10 * pieceBytes);
    recorder.setPaused(false);
    say(recorder, 3, 4, 10);
    const voices = voicesOf(recorder);
    expect(voices).toContain('3/4');
    expect([...voices].filter((each) => /66|77/.test(each))).toEqual([]);
  });

  it('that is off cannot be paused, and stays off', () => {
    const recorder = new RecordingShelf().open();
    expect([recorder.setPaused(true), recorder.state]).toEqual([false, 'off']);
  });
});

describe('the shelf of recordings', () => {
  it('makes room by letting go of the oldest that is over', () => {
    const shelf = new RecordingShelf(10 * pieceBytes);
    const old = open(shelf);
    say(old, 1, 1, 6);
    old.stop();
    const fresh = open(shelf);
    say(fresh, 2, 2, 6);
    expect([old.bytes, fresh.bytes, fresh.state]).toEqual([0, 6 * pieceBytes, 'on']);
  });

  it('says that a call is not recorded any more when there is no room', () => {
    const recorder = open(new RecordingShelf(3 * pieceBytes));
    say(recorder, 1, 1, 5);
    expect([recorder.bytes, recorder.state]).toEqual([3 * pieceBytes, 'off']);
    expect(recorder.setPaused(true)).toBe(false);
  });

  it('keeps no endless list of short ones', () => {
    const shelf = new RecordingShelf();
    const first = open(shelf);
    say(first, 1, 1);
    first.stop();
    for (let count = 0; count < 100; count += 1) open(shelf).stop();
    expect(first.bytes).toBe(0);
  });
});

describe('a recording as WAV', () => {
  it('says what it is: mu-law, 8 kHz, its channels, its length', () => {
    const wav = wavOf(makeTone([440], 1000), 2);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual([
      7, 2, 8000, 8000,
    ]);
  });
});
