import { NumberBlock } from './number-block.ts';

/**
 * Millions of US numbers in memory: two bytes each, and never more than 1250 for ten thousand that stand together. A number
 * is given as the ten digits' value.
 */
export class NumberSet {
  readonly #blocks = new Map<number, NumberBlock>();
  #lastId = -1;
  #last: NumberBlock | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** False when it was there. */
  add(value: number): boolean {
    const line = value % 10_000;
    const isNew = this.#blockFor((value - line) / 10_000).add(line);
    if (isNew) this.#size += 1;
    return isNew;
  }

  /** False when it was not there. */
  delete(value: number): boolean {
    const line = value % 10_000;
    const isGone = this.#blocks.get((value - line) / 10_000)?.delete(line) ?? false;
    if (isGone) this.#size -= 1;
    return isGone;
  }

  /** The blocks that hold something, in the order of their numbers. */
  blocks(): [number, NumberBlock][] {
    return [...this.#blocks].filter(([, block]) => block.count > 0).toSorted(([a], [b]) => a - b);
  }

  block(id: number): NumberBlock | undefined {
    return this.#blocks.get(id);
  }

  #blockFor(id: number): NumberBlock {
    // Lists come sorted, so the next number is mostly of the same block.
    if (this.#last && this.#lastId === id) return this.#last;
    let block = this.#blocks.get(id);
    if (!block) {
      block = new NumberBlock();
      this.#blocks.set(id, block);
    }
    this.#lastId = id;
    this.#last = block;
    return block;
  }
}
