import { expect, it } from 'vitest';
import { FixedClock } from '../testing/fixed-clock.ts';
import { idSchema } from '../contracts/core/fields.ts';
import { createId } from './ids.ts';

it('makes UUIDv7 that carry their time and sort by it', () => {
  const clock = new FixedClock('2026-11-22T12:00:00.123Z');
  const first = createId(clock);
  clock.advanceMs(1);
  const second = createId(clock);
  expect(idSchema.safeParse(first).success).toBe(true);
  expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBe(
    new Date('2026-11-22T12:00:00.123Z').getTime(),
  );
  expect(first < second).toBe(true);
});

it('makes different ids within one millisecond, which sort in the order they were made', () => {
  const clock = new FixedClock();
  const made = Array.from({ length: 100_000 }, () => createId(clock));
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toEqual(made);
  expect(made.every((id) => idSchema.safeParse(id).success)).toBe(true);
});
