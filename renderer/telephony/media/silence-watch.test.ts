import { describe, expect, it } from 'vitest';
import { SilenceWatch } from './silence-watch.ts';

/** Feeds a level ten times a second and returns what was told, with the moment. */
function listen(watch: SilenceWatch, levelDb: number, fromMs: number, untilMs: number): [number, string][] {
  const told: [number, string][] = [];
  for (let atMs = fromMs; atMs < untilMs; atMs += 100) {
    const news = watch.hear(levelDb, atMs);
    if (news) told.push([atMs, news.type]);
  }
  return told;
}

describe('a dead microphone', () => {
  it('is told after three seconds of digital silence, and its recovery at once', () => {
    const watch = new SilenceWatch();
    expect(listen(watch, -100, 0, 3200)).toEqual([[3000, 'silent']]);
    expect(watch.hear(-60, 3200)).toEqual({ type: 'heard' });
    expect(listen(watch, -60, 3300, 9000)).toEqual([]);
  });

  it('is worth reopening after ten seconds, and every ten seconds from then on', () => {
    const watch = new SilenceWatch();
    expect(listen(watch, -100, 0, 31_000)).toEqual([
      [3000, 'silent'],
      [10_000, 'reopen'],
      [20_000, 'reopen'],
      [30_000, 'reopen'],
    ]);
    expect(watch.hear(-40, 31_000)).toEqual({ type: 'heard' });
  });

  it('is not suspected in a quiet room, nor while nobody listens', () => {
    const watch = new SilenceWatch();
    expect(listen(watch, -80, 0, 20_000)).toEqual([]);
    watch.hear(-100, 20_000);
    watch.rest();
    expect(listen(watch, -100, 24_000, 26_900)).toEqual([]);
  });
});
