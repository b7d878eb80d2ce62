import { describe, expect, it } from 'vitest';
import { levelOf, loudestOf, silenceDb, toneLevelOf } from './level-meter.ts';
import { sampleOf } from './media-stats.ts';

const wave = (hz: number, gain: number): Float32Array =>
  Float32Array.from({ length: 4800 }, (_, index) => gain * Math.sin((2 * Math.PI * hz * index) / 48_000));

describe('levels', () => {
  it('gives full scale 0 dBFS, a sine -3, silence -100', () => {
    const sine = Float32Array.from({ length: 4800 }, (_, index) => Math.sin((2 * Math.PI * index) / 48));
    expect(levelOf(new Float32Array(4800).fill(1))).toBeCloseTo(0);
    expect(levelOf(sine)).toBeCloseTo(-3, 1);
    expect(levelOf(new Float32Array(4800))).toBe(silenceDb);
    expect(levelOf(new Float32Array(4800).fill(1e-9))).toBe(silenceDb);
  });

  it('finds the loudest 100 ms of a recording', () => {
    const recording = new Float32Array(48_000);
    recording.fill(0.5, 24_000, 28_800);
    expect(loudestOf(recording, 48_000)).toBeCloseTo(-6, 1);
    expect(loudestOf(new Float32Array(48_000), 48_000)).toBe(silenceDb);
  });

  it('hears one tone through others', () => {
    const hum = wave(300, 0.5);
    const mixed = wave(1000, 0.1).map((sample, index) => sample + (hum[index] ?? 0));
    expect(toneLevelOf(mixed, 48_000, 1000)).toBeCloseTo(-23, 0);
    expect(toneLevelOf(hum, 48_000, 1000)).toBeLessThan(-60);
    expect(toneLevelOf(new Float32Array(4800), 48_000, 1000)).toBe(silenceDb);
  });
});

describe('statistics', () => {
  it('prefers the round trip the far end reported and keeps the unknown unknown', () => {
    const inbound = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 1, jitter: 0.004 };
    const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.08 };
    const reported = { type: 'remote-inbound-rtp', roundTripTime: 0.05 };
    const alone = { packetsReceived: 50, lastPacketAgoMs: null, packetsLost: 1, jitterMs: 4, rttMs: null };
    expect(sampleOf([inbound])).toEqual(alone);
    const timed = { ...inbound, timestamp: 5000, lastPacketReceivedTimestamp: 4200 };
    expect(sampleOf([timed]).lastPacketAgoMs).toBe(800);
    expect(sampleOf([{ ...timed, lastPacketReceivedTimestamp: 5001 }]).lastPacketAgoMs).toBe(0);
    expect(sampleOf([inbound, pair]).rttMs).toBe(80);
    expect(sampleOf([pair, reported, inbound]).rttMs).toBe(50);
    expect(sampleOf([{ ...inbound, kind: 'video' }]).packetsReceived).toBe(0);
    expect(sampleOf([{ ...pair, currentRoundTripTime: Number.NaN }]).rttMs).toBeNull();
  });
});
