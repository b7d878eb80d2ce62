/**
 * The listed numbers of one block of ten thousand: area code and exchange are the block, the last four digits stand here.
 *
 * Up to 624 numbers: sorted 16-bit integers, the low byte first. More: a bitmap of 1250 bytes. The length says which, and
 * a block never takes more than 1250 bytes however many numbers it holds.
 */
const bitmapBytes = 1250;
const mostSorted = bitmapBytes / 2 - 1;

/** The block of a US number (`+1` and ten digits) and its place in it; null for any other. */
export function placeOf(phoneNumber: string): { block: number; line: number } | null {
  const digits = /^\+1(\d{6})(\d{4})$/.exec(phoneNumber);
  return digits ? { block: Number(digits[1]), line: Number(digits[2]) } : null;
}

/** The number at a place, E.164. */
export const numberAt = (block: number, line: number): string => `+1${block}${String(line).padStart(4, '0')}`;

/** Whether a stored block holds this line (0 to 9999). */
export function hasLine(stored: Uint8Array, line: number): boolean {
  if (stored.length === bitmapBytes) return ((stored[line >> 3] ?? 0) & (1 << (line & 7))) !== 0;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  let low = 0;
  let high = stored.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = view.getUint16(middle * 2, true);
    if (found === line) return true;
    if (found < line) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** The lines of a stored block, in their order. */
export function* linesOf(stored: Uint8Array): Generator<number> {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  if (stored.length < bitmapBytes) {
    for (let at = 0; at < stored.length; at += 2) yield view.getUint16(at, true);
    return;
  }
  for (let line = 0; line < bitmapBytes * 8; line += 1)
    if (((stored[line >> 3] ?? 0) & (1 << (line & 7))) !== 0) yield line;
}

/** One block while it is being built. Numbers that come in their order cost a step each. */
export class NumberBlock {
  #sorted = new Uint16Array(8);
  #bitmap: Uint8Array | null = null;
  #count = 0;

  static read(stored: Uint8Array): NumberBlock {
    const block = new NumberBlock();
    for (const line of linesOf(stored)) block.add(line);
    return block;
  }

  get count(): number {
    return this.#count;
  }

  /** The lines, in their order. */
  lines(): Iterable<number> {
    return this.#bitmap ? linesOf(this.#bitmap) : this.#sorted.subarray(0, this.#count);
  }

  /** False when it was there. */
  add(line: number): boolean {
    if (this.#bitmap) return this.#mark(this.#bitmap, line);
    const at = this.#placeFor(line);
    if (at < this.#count && this.#sorted[at] === line) return false;
    if (this.#count === mostSorted) {
      const bitmap = new Uint8Array(bitmapBytes);
      for (const each of this.#sorted.subarray(0, this.#count))
        bitmap[each >> 3] = (bitmap[each >> 3] ?? 0) | (1 << (each & 7));
      this.#bitmap = bitmap;
      return this.#mark(bitmap, line);
    }
    if (this.#count === this.#sorted.length) {
      const wider = new Uint16Array(Math.min(this.#count * 2, mostSorted));
      wider.set(this.#sorted);
      this.#sorted = wider;
    }
    this.#sorted.copyWithin(at + 1, at, this.#count);
    this.#sorted[at] = line;
    this.#count += 1;
    return true;
  }

  /** False when it was not there. */
  delete(line: number): boolean {
    if (this.#bitmap) {
      const old = this.#bitmap[line >> 3] ?? 0;
      const bit = 1 << (line & 7);
      if ((old & bit) === 0) return false;
      this.#bitmap[line >> 3] = old & ~bit;
    } else {
      const at = this.#placeFor(line);
      if (at === this.#count || this.#sorted[at] !== line) return false;
      this.#sorted.copyWithin(at, at + 1, this.#count);
    }
    this.#count -= 1;
    return true;
  }

  /** As it is stored. */
  encode(): Buffer {
    if (this.#bitmap && this.#count > mostSorted) return Buffer.from(this.#bitmap);
    // The order of bytes is the machine's own here; every machine that this runs on has the low one first.
    if (!this.#bitmap) return Buffer.from(this.#sorted.slice(0, this.#count).buffer);
    const lines = [...this.lines()];
    const stored = Buffer.allocUnsafe(lines.length * 2);
    for (const [index, line] of lines.entries()) stored.writeUInt16LE(line, index * 2);
    return stored;
  }

  #mark(bitmap: Uint8Array, line: number): boolean {
    const old = bitmap[line >> 3] ?? 0;
    const bit = 1 << (line & 7);
    if ((old & bit) !== 0) return false;
    bitmap[line >> 3] = old | bit;
    this.#count += 1;
    return true;
  }

  /** Where the line stands among the sorted ones, or would. */
  #placeFor(line: number): number {
    let low = 0;
    let high = this.#count;
    if (high > 0 && (this.#sorted[high - 1] ?? 0) < line) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
