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

it('makes a different id each time within one millisecond', () => {
  const clock = new FixedClock();
  expect(new Set(Array.from({ length: 1000 }, () => createId(clock))).size).toBe(1000);
});
