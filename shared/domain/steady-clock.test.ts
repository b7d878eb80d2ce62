import { describe, expect, it } from 'vitest';
import { FixedClock } from '../testing/fixed-clock.ts';
import { createSteadyClock } from './steady-clock.ts';

function setUp() {
  const wall = new FixedClock();
  let countedMs = 1000;
  const clock = createSteadyClock(wall, () => countedMs);
  const startMs = wall.now();
  const pass = (ms: number): void => {
    wall.advanceMs(ms);
    countedMs += ms;
  };
  return { wall, clock, pass, sleep: (ms: number) => wall.advanceMs(ms), sinceStart: () => clock.now() - startMs };
}

describe('a steady clock', () => {
  it('does not follow a wall clock that is set', () => {
    const { wall, pass, sinceStart } = setUp();
    pass(60_000);
    wall.advanceMs(3_600_000);
    pass(60_000);
    wall.advanceMs(-7_200_000);
    expect(sinceStart()).toBe(120_000);
  });
  it('counts a sleep in which the counter stood still', () => {
    const { clock, pass, sleep, sinceStart } = setUp();
    pass(60_000);
    sleep(600_000);
    expect(sinceStart()).toBe(60_000);
    clock.wokeUp();
    expect(sinceStart()).toBe(660_000);
  });
  it('does not go back when it wakes with a wall clock that was set back', () => {
    const { wall, clock, pass, sinceStart } = setUp();
    pass(60_000);
    wall.advanceMs(-3_600_000);
    clock.wokeUp();
    expect(sinceStart()).toBe(60_000);
  });
  it("takes the server's word when it is off by more than an answer's way", () => {
    const { clock, pass, sinceStart } = setUp();
    pass(1000);
    clock.serverIsAhead(3000);
    expect(sinceStart()).toBe(1000);
    clock.serverIsAhead(-120_000);
    expect(sinceStart()).toBe(-119_000);
    pass(1000);
    expect(sinceStart()).toBe(-118_000);
  });
});
