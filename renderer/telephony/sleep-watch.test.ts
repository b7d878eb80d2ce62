import { describe, expect, it } from 'vitest';
import { SleepWatch } from './sleep-watch.ts';

describe('the watch for sleep', () => {
  it('says nothing while it is asked each second, or a little late', () => {
    const watch = new SleepWatch(1_000_000, 50);
    expect(watch.hasSlept(1_001_000, 1050)).toBe(false);
    expect(watch.hasSlept(1_005_900, 5950)).toBe(false);
  });

  it('finds a sleep in which both clocks went on, once', () => {
    const watch = new SleepWatch(1_000_000, 50);
    expect(watch.hasSlept(1_009_000, 9050)).toBe(true);
    expect(watch.hasSlept(1_010_000, 10_050)).toBe(false);
  });

  it('finds a sleep in which the monotonic clock stood still', () => {
    const watch = new SleepWatch(1_000_000, 50);
    expect(watch.hasSlept(4_600_000, 1050)).toBe(true);
  });

  it('takes a wall clock that is set back for no sleep, and still sees the next one', () => {
    const watch = new SleepWatch(1_000_000, 50);
    expect(watch.hasSlept(500_000, 1050)).toBe(false);
    expect(watch.hasSlept(509_000, 2050)).toBe(true);
  });
});
