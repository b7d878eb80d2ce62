import { describe, expect, it } from 'vitest';
import { QualityRecord } from './quality-record.ts';

const quality = (mos: number) => ({ mos, rtt_ms: 100, jitter_ms: 10, loss_percent: 1 });

describe('quality of a whole call', () => {
  it('counts amber below 4.0 and red below 3.5, each second once', () => {
    const record = new QualityRecord();
    for (const mos of [4.4, 4, 3.99, 3.5, 3.49, 1]) record.add(quality(mos));
    expect(record.summary(2100.4)).toEqual({
      seconds: 6,
      mos_mean: 3.4,
      mos_lowest: 1,
      rtt_ms_mean: 100,
      jitter_ms_mean: 10,
      loss_percent: 1,
      amber_seconds: 2,
      red_seconds: 2,
      audio_lost_ms: 2100,
    });
  });

  it('takes unknown seconds for unknown, never for zero', () => {
    const record = new QualityRecord();
    record.add(null);
    expect(record.summary(0)).toMatchObject({ seconds: 1, mos_mean: null, mos_lowest: null, loss_percent: null });
    record.add(quality(4.2));
    expect(record.summary(0)).toMatchObject({ seconds: 2, mos_mean: 4.2, rtt_ms_mean: 100 });
  });
});
