import { describe, expect, it } from 'vitest';
import { levelOf, silenceDb } from './level-meter.ts';
import { sampleOf } from './media-stats.ts';
import { Microphone, type MicrophoneState } from './microphone.ts';

describe('levels', () => {
  it('gives full scale 0 dBFS, a sine -3, silence -100', () => {
    const sine = Float32Array.from({ length: 4800 }, (_, index) => Math.sin((2 * Math.PI * index) / 48));
    expect(levelOf(new Float32Array(4800).fill(1))).toBeCloseTo(0);
    expect(levelOf(sine)).toBeCloseTo(-3, 1);
    expect(levelOf(new Float32Array(4800))).toBe(silenceDb);
    expect(levelOf(new Float32Array(4800).fill(1e-9))).toBe(silenceDb);
  });
});

describe('statistics', () => {
  it('prefers the round trip the far end reported and keeps the unknown unknown', () => {
    const inbound = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 1, jitter: 0.004 };
    const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.08 };
    const reported = { type: 'remote-inbound-rtp', roundTripTime: 0.05 };
    expect(sampleOf([inbound])).toEqual({ packetsReceived: 50, packetsLost: 1, jitterMs: 4, rttMs: null });
    expect(sampleOf([inbound, pair]).rttMs).toBe(80);
    expect(sampleOf([pair, reported, inbound]).rttMs).toBe(50);
    expect(sampleOf([{ ...inbound, kind: 'video' }]).packetsReceived).toBe(0);
    expect(sampleOf([{ ...pair, currentRoundTripTime: Number.NaN }]).rttMs).toBeNull();
  });
});

const setUp = () => {
  const told: MicrophoneState[] = [];
  const microphone: Microphone = new Microphone({ changed: () => told.push(microphone.state), replaced: () => {} });
  microphone.state = 'ready';
  return { microphone, told };
};

describe('a dead microphone', () => {
  it('is told after three seconds of digital silence, and its recovery at once', () => {
    const { microphone, told } = setUp();
    for (let atMs = 0; atMs < 3000; atMs += 100) microphone.observe(-100, atMs);
    expect(told).toEqual([]);
    microphone.observe(-100, 3000);
    expect(told).toEqual(['silent']);
    microphone.observe(-60, 3100);
    expect(told).toEqual(['silent', 'ready']);
  });

  it('is not suspected in a quiet room, nor while nobody listens', () => {
    const { microphone, told } = setUp();
    for (let atMs = 0; atMs < 10_000; atMs += 100) microphone.observe(-80, atMs);
    microphone.observe(-100, 10_000);
    microphone.rest();
    microphone.observe(-100, 14_000);
    expect(told).toEqual([]);
  });
});
