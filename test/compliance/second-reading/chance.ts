/** Choices of a seeded generator. */
import { clockAt } from './local-calendar.ts';

export type Chance = {
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** True in `share` of all cases. */
  is(share: number): boolean;
  one<T>(among: readonly [T, ...T[]]): T;
  /** As many values as `count` says. */
  many<T>(count: number, make: () => T): T[];
};

export function chanceOf(random: () => number): Chance {
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  return {
    whole,
    is: (share) => random() < share,
    one: ([first, ...rest]) => {
      const index = whole(0, rest.length);
      return index === 0 ? first : (rest[index - 1] ?? first);
    },
    many: (count, make) => Array.from({ length: count }, make),
  };
}

/** The first moment at which the clock of `zone` shows this minute of this day; null when the clock jumps over it. */
export function momentOf(zone: string, day: number, minute: number): number | null {
  for (let hoursWest = 3; hoursWest <= 12; hoursWest += 1) {
    const atMs = ((day * 24 + hoursWest) * 60 + minute) * 60_000;
    const clock = clockAt(zone, atMs);
    if (clock.day === day && clock.minute === minute) return atMs;
  }
  return null;
}
