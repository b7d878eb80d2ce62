import { describe, expect, it } from 'vitest';
import { hasLine, linesOf, NumberBlock, numberAt, placeOf } from './number-block.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** A generator of whole numbers below `most` (mulberry32). */
function randomBelow(start: number) {
  let state = start;
  return (most: number): number => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

describe('a block of numbers', () => {
  it('knows the place of a US number and of no other', () => {
    expect(placeOf('+12125550007')).toEqual({ block: 212_555, line: 7 });
    expect(numberAt(212_555, 7)).toBe('+12125550007');
    expect(placeOf('+442071838750')).toBeNull();
    expect(placeOf('+1212555000')).toBeNull();
  });

  it.each([0, 1, 623, 624, 625, 626, 5000, 10_000])(
    `holds what a set holds, with %i numbers (seed ${seed})`,
    (count) => {
      const random = randomBelow(seed + count);
      const block = new NumberBlock();
      const wanted = new Set<number>();
      while (wanted.size < count) {
        const line = random(10_000);
        expect(block.add(line)).toBe(!wanted.has(line));
        wanted.add(line);
      }
      for (let turn = 0; turn < 200; turn += 1) {
        const line = random(10_000);
        const isListed = wanted.has(line);
        const isChanged = turn % 2 === 0 ? block.delete(line) : block.add(line);
        expect(isChanged).toBe(turn % 2 === 0 ? isListed : !isListed);
        if (turn % 2 === 0) wanted.delete(line);
        else wanted.add(line);
      }
      const sorted = [...wanted].toSorted((a, b) => a - b);
      const stored = block.encode();
      expect(block.count).toBe(sorted.length);
      expect(stored.length).toBeLessThanOrEqual(1250);
      expect([...linesOf(stored)]).toEqual(sorted);
      expect(NumberBlock.read(stored).encode()).toEqual(stored);
      for (let line = 0; line < 10_000; line += 7) expect(hasLine(stored, line)).toBe(wanted.has(line));
    },
  );
});
