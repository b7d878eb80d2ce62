import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SnapshotPublisher } from './snapshot-publisher.ts';

describe('snapshot publisher', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('makes one publication of a burst and does not delay a lone change', async () => {
    let published = 0;
    const publisher = new SnapshotPublisher(
      () => {
        published += 1;
      },
      () => Date.now(),
    );
    for (let change = 0; change < 50; change += 1) publisher.changed();
    await Promise.resolve();
    expect(published).toBe(1);
    for (let change = 0; change < 50; change += 1) publisher.changed();
    await vi.advanceTimersByTimeAsync(19);
    expect(published).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(published).toBe(2);
  });
});
