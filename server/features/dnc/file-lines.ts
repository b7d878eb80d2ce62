import { createHash, type Hash } from 'node:crypto';
import type { RejectedLine } from '../../../shared/contracts/dnc/dnc.contract.ts';

const newline = 10;
const carriageReturn = 13;
/** No line of these files is longer; a longer one is no text file. */
const longestLine = 4096;
const mostRejected = 500;
const shownText = 120;

/** One line of a file: the bytes from `start` to `end` (exclusive), without its end of line. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/** Hands over every line that is not empty, as the file arrives; gives how many and the file's SHA-256 (hex). */
export async function readLines(
  source: AsyncIterable<Uint8Array>,
  take: TakeLine,
): Promise<{ lines: number; sha256: string }> {
  const hash: Hash = createHash('sha256');
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  let taken = 0;
  const hand = (bytes: Uint8Array, start: number, end: number): void => {
    line += 1;
    const last = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    // A byte order mark belongs to no line.
    const first =
      line === 1 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
    if (last <= first) return;
    taken += 1;
    take(bytes, first, last, line);
  };
  for await (const piece of source) {
    hash.update(piece);
    const bytes: Uint8Array = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      hand(bytes, start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > longestLine) {
      hand(rest, 0, longestLine);
      rest = rest.subarray(longestLine);
    }
  }
  if (rest.length > 0) hand(rest, 0, rest.length);
  return { lines: taken, sha256: hash.digest('hex') };
}

/** The lines of a file that cannot be used: all are counted, the first are kept. */
export class Rejections {
  readonly rejected: RejectedLine[] = [];
  count = 0;

  add(line: number, reason: string, text: string): void {
    this.count += 1;
    if (this.rejected.length < mostRejected) this.rejected.push({ line, reason, text: text.slice(0, shownText) });
  }
}

export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

/** The fields of one CSV line (RFC 4180 without line breaks inside fields), or null when its quotes do not close. */
export function fieldsOf(text: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let value = '';
      let from = at + 1;
      for (;;) {
        const close = text.indexOf('"', from);
        if (close === -1) return null;
        value += text.slice(from, close);
        at = close + 1;
        if (text[at] !== '"') break;
        value += '"';
        from = at + 1;
      }
      fields.push(value.trim());
      if (at < text.length && text[at] !== ',') return null;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma === -1 ? text.length : comma;
      fields.push(text.slice(at, end).trim());
      at = end;
    }
    if (at >= text.length) return fields;
    at += 1;
  }
}
