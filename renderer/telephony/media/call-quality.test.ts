import { describe, expect, it } from 'vitest';
import { type MediaSample, QualityMeter, scoreOf } from './call-quality.ts';

const sample = (change: Partial<MediaSample> = {}): MediaSample => ({
  packetsReceived: 0,
  lastPacketAgoMs: null,
  packetsLost: 0,
  jitterMs: 5,
  rttMs: 50,
  ...change,
});

describe('mean opinion score', () => {
  it.each([
    [50, 5, 0, 4.41],
    [100, 20, 1, 4.3],
    [200, 30, 1, 3.92],
    [300, 30, 3, 3.22],
    [400, 30, 3, 2.69],
  ])('gives RTT %i ms, jitter %i ms, loss %i %% the score %f', (rttMs, jitterMs, lossPercent, score) => {
    expect(scoreOf({ rttMs, jitterMs, lossPercent })).toBeCloseTo(score, 2);
  });

  it('stays between 1 and 4.5 however bad it gets', () => {
    expect(scoreOf({ rttMs: 5000, jitterMs: 900, lossPercent: 100 })).toBe(1);
    expect(scoreOf({ rttMs: 0, jitterMs: 0, lossPercent: 0 })).toBeLessThanOrEqual(4.5);
  });
});

describe('quality meter', () => {
  it('counts loss over its window only, not over the whole call', () => {
    const meter = new QualityMeter();
    meter.add(sample({ packetsLost: 500 }));
    for (let second = 1; second <= 10; second += 1)
      meter.add(sample({ packetsReceived: second * 50, packetsLost: 500 }));
    expect(meter.quality).toMatchObject({ loss_percent: 0, rtt_ms: 50, jitter_ms: 5 });
  });

  it('says nothing rather than a guess while the round trip is unknown', () => {
    const meter = new QualityMeter();
    meter.add(sample({ rttMs: null }));
    meter.add(sample({ rttMs: null, packetsReceived: 50 }));
    expect(meter.quality).toBeNull();
  });

  it('counts seconds without a packet and forgets them with the next one', () => {
    const meter = new QualityMeter();
    for (const packetsReceived of [50, 50, 50, 50]) meter.add(sample({ packetsReceived }));
    expect(meter.silentSeconds).toBe(3);
    meter.add(sample({ packetsReceived: 51 }));
    expect(meter.silentSeconds).toBe(0);
  });
});
