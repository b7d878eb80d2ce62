import { describe, expect, it } from 'vitest';
import { MediaWatchdog, type MediaSecond } from './media-watchdog.ts';

const second = (atSeconds: number, change: Partial<MediaSecond> = {}): MediaSecond => ({
  atMs: atSeconds * 1000,
  isQuietExpected: false,
  packetsReceived: atSeconds * 50,
  lastPacketAgoMs: null,
  connectionState: 'connected',
  sentDb: -30,
  ...change,
});
/** Looks at each second from `from` to `to`, and says what was found when: `5 audio-lost`. */
function run(
  watchdog: MediaWatchdog,
  from: number,
  to: number,
  change: (atSeconds: number) => Partial<MediaSecond> = () => ({}),
): string[] {
  const found: string[] = [];
  for (let at = from; at <= to; at += 1) {
    for (const { type } of watchdog.look(second(at, change(at)))) found.push(`${at} ${type}`);
  }
  return found;
}
const connecting = () => ({ packetsReceived: 0, connectionState: 'connecting' as const });
const stopped = (packetsReceived: number) => () => ({ packetsReceived });

describe('audio that stops', () => {
  it('is told and repaired within three seconds of the last packet, and told again when it is back', () => {
    const watchdog = new MediaWatchdog();
    expect(run(watchdog, 0, 10)).toEqual([]);
    expect(run(watchdog, 11, 14, stopped(500))).toEqual(['12 audio-lost', '12 repair']);
    expect(run(watchdog, 15, 16)).toEqual(['15 audio-back']);
  });

  it('is told by the age of the last packet: within three seconds wherever between two looks it came', () => {
    for (const lastPacketAgoMs of [0, 190, 210, 500, 990]) {
      const watchdog = new MediaWatchdog();
      run(watchdog, 0, 9);
      watchdog.look(second(10, { lastPacketAgoMs }));
      const [told] = run(watchdog, 11, 14, stopped(500));
      const lostAfterMs = Number(told?.split(' ')[0]) * 1000 - (10_000 - lastPacketAgoMs);
      expect(lostAfterMs, `${lastPacketAgoMs} ms before the look`).toBeLessThanOrEqual(2800);
      expect(lostAfterMs).toBeGreaterThanOrEqual(1800);
    }
  });

  it('is not dated back by what was counted before a hold', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 10);
    run(watchdog, 11, 60, () => ({ packetsReceived: 500, lastPacketAgoMs: 50_000, isQuietExpected: true }));
    expect(run(watchdog, 61, 61, () => ({ packetsReceived: 501, lastPacketAgoMs: 40_000 }))).toEqual([]);
  });

  it('is repaired again each eight seconds', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 10);
    expect(run(watchdog, 11, 30, stopped(500))).toEqual(['12 audio-lost', '12 repair', '20 repair', '28 repair']);
  });

  it('ends the call within thirty seconds without a path, once, but not while there is one', () => {
    const gone = new MediaWatchdog();
    run(gone, 0, 10);
    const found = run(gone, 11, 50, () => ({ packetsReceived: 500, connectionState: 'failed' }));
    expect(found.filter((each) => each.endsWith('give-up'))).toEqual(['37 give-up']);
    const silent = new MediaWatchdog();
    run(silent, 0, 10);
    expect(run(silent, 11, 90, stopped(500)).join()).not.toContain('give-up');
  });

  it('is nothing to worry about when the far end holds us', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 10);
    expect(run(watchdog, 11, 60, () => ({ packetsReceived: 500, isQuietExpected: true }))).toEqual([]);
    expect(run(watchdog, 61, 64, stopped(500))).toEqual(['62 audio-lost', '62 repair']);
  });

  it('is not blamed on the far end when this computer slept', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 10);
    expect(watchdog.look(second(600, { packetsReceived: 500 }))).toEqual([]);
  });

  it('that never begins is told too', () => {
    expect(run(new MediaWatchdog(), 0, 4, stopped(0))).toEqual(['2 audio-lost', '2 repair']);
  });
});

describe('audio that does not start', () => {
  it('is told five seconds after the answer, and not as a loss besides', () => {
    expect(run(new MediaWatchdog(), 0, 9, connecting)).toEqual(['5 setup-stuck', '5 repair']);
  });

  it('is over with the first packet', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 6, () => ({ packetsReceived: 0, connectionState: 'connecting' }));
    expect(run(watchdog, 7, 9)).toEqual(['7 audio-back']);
  });
});

describe('a microphone', () => {
  it('that sends digital silence for ten seconds is told, and told again when it lives', () => {
    const watchdog = new MediaWatchdog();
    run(watchdog, 0, 5);
    expect(run(watchdog, 6, 20, () => ({ sentDb: -100 }))).toEqual(['16 microphone-silent']);
    expect(run(watchdog, 21, 22)).toEqual(['21 microphone-back']);
  });

  it('that is muted or in a quiet room is not dead', () => {
    const watchdog = new MediaWatchdog();
    expect(run(watchdog, 0, 30, () => ({ sentDb: null }))).toEqual([]);
    expect(run(watchdog, 31, 60, () => ({ sentDb: -80 }))).toEqual([]);
    expect(run(watchdog, 61, 100, (at) => ({ sentDb: at % 8 === 0 ? null : -100 }))).toEqual([]);
  });
});
