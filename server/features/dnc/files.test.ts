import { describe, expect, it } from 'vitest';
import { readEntries } from './entry-file.ts';
import { fieldsOf, readLines } from './file-lines.ts';
import { csvField } from '../../http/csv.ts';
import { linesOf, numberAt } from './number-block.ts';
import { readChangeList, readFullList } from './registry-file.ts';
import type { NumberSet } from './number-set.ts';

const now = '2026-11-26T12:00:00.000Z';

/** The text in pieces of this many bytes, as a network may cut it. */
async function* piecesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const numbersIn = (set: NumberSet): string[] =>
  set.blocks().flatMap(([block, each]) => [...linesOf(each.encode())].map((line) => numberAt(block, line)));

describe('a full list', () => {
  it.each([1, 2, 7, 13, 4096])(
    'DNC #5 reads every form of a line as the same number, in pieces of %i bytes',
    async (size) => {
      const lines = ['212,5551234', '2125551234', '"212","5551234"', '"2125551234"', '212,5551235'];
      for (const end of ['\n', '\r\n']) {
        const list = await readFullList(piecesOf(lines.join(end), size));
        expect(list.rejections.rejected).toEqual([]);
        expect(numbersIn(list.numbers)).toEqual(['+12125551234', '+12125551235']);
        expect(list.lines).toBe(5);
      }
    },
  );

  it('takes the column that a header names, also after a byte order mark', async () => {
    const list = await readFullList(piecesOf('\uFEFFstate,phone_number\nNY,2125551234\n', 5));
    expect(list.rejections.rejected).toEqual([]);
    expect(numbersIn(list.numbers)).toEqual(['+12125551234']);
  });

  it.each([
    '212555123',
    '1125551234',
    '2121551234',
    '212,555123',
    '212;5551234',
    '21255512345',
    'x',
    '"2125551234',
    '2125551234,A',
  ])('does not read %s as a number, and says on which line it stands', async (line) => {
    const list = await readFullList(piecesOf(`2125551234\n\n${line}\n`, 9));
    expect(list.rejections.count).toBe(1);
    expect(list.rejections.rejected[0]).toMatchObject({ line: 3, text: line });
  });

  it('keeps the first rejected lines and counts all of them', async () => {
    const list = await readFullList(piecesOf('no number\n'.repeat(700), 1000));
    expect(list.rejections.count).toBe(700);
    expect(list.rejections.rejected).toHaveLength(500);
  });

  it('does not gather a line without end', async () => {
    const list = await readFullList(piecesOf('9'.repeat(100_000), 1000));
    expect(list.rejections.count).toBeGreaterThan(10);
  });
});

describe('a change list', () => {
  it('reads additions and deletions with the date in either place; the last word on a number holds', async () => {
    const text = [
      '212,5551234,20261101,A',
      '"212","5551235","2026-11-01 10:00:00","D"',
      '2125551236,A,20261101',
      '212,5551236,20261102,D',
    ];
    const list = await readChangeList(piecesOf(text.join('\r\n'), 11));
    expect(list.rejections.rejected).toEqual([]);
    expect(numbersIn(list.added)).toEqual(['+12125551234']);
    expect(numbersIn(list.deleted)).toEqual(['+12125551235', '+12125551236']);
  });

  it('refuses a line without its mark', async () => {
    const list = await readChangeList(piecesOf('212,5551234,20261101\n212,5551234,20261101,X\n', 64));
    expect(list.rejections.rejected.map(({ line }) => line)).toEqual([1, 2]);
  });
});

const read = (text: string) => readEntries(piecesOf(text, 17), { reason: 'From a list', source: 'import' }, now);

describe('a file of entries', () => {
  it('reads the columns that its header names', async () => {
    const text =
      'Phone Number,reason,source,expires_at\n(212) 555-1234,"Asked, twice",letter,2027-01-31\n+12125551235,,,\n';
    const { entries, rejections } = await read(text);
    expect(rejections.rejected).toEqual([]);
    expect(entries).toEqual([
      { phoneNumber: '+12125551234', reason: 'Asked, twice', source: 'letter', expiresAt: '2027-02-01T11:00:00.000Z' },
      { phoneNumber: '+12125551235', reason: 'From a list', source: 'import', expiresAt: null },
    ]);
  });

  it('bars through the day that a line gives, the day of the file too, and to the second until a moment', async () => {
    const text =
      'phone_number,expires_at\n2125551234,2026-11-26\n2125551235,2027-01-31T00:00:00Z\n2125551236,2027-01-31T20:00:00-05:00\n';
    const { entries, rejections } = await read(text);
    expect(rejections.rejected).toEqual([]);
    expect(entries.map(({ expiresAt }) => expiresAt)).toEqual([
      '2026-11-27T11:00:00.000Z',
      '2027-01-31T00:00:00.000Z',
      '2027-02-01T01:00:00.000Z',
    ]);
  });

  it('reads flat lines, each number once', async () => {
    const { entries } = await read('212,5551234\n2125551234\n1-212-555-1235\n');
    expect(entries.map(({ phoneNumber }) => phoneNumber)).toEqual(['+12125551234', '+12125551235']);
  });

  it.each([
    ['phone_number,expires_at\n2125551234,2027-02-30', 'The expiry is a date such as 2027-01-31'],
    ['phone_number,expires_at\n2125551234,2026-11-01', 'The expiry is over already'],
    ['phone_number,reason\n2125551234,x', 'The reason has 3 to 400 characters'],
    ['phone_number\n12', 'Not a telephone number'],
    ['2125551234\n2125551235,asked', 'More than a number, and no header says what it is'],
    ['2125551234\n"2125551235', 'A quote is not closed'],
  ])('refuses %j', async (text, reason) => {
    const { rejections } = await read(text);
    expect(rejections.rejected).toEqual([expect.objectContaining({ line: 2, reason })]);
  });

  it('wants a reason from the line or the file', async () => {
    const { rejections } = await readEntries(piecesOf('2125551234', 3), { reason: undefined, source: 'import' }, now);
    expect(rejections.rejected[0]?.reason).toBe('No reason, and none was given for the file');
  });
});

describe('lines and fields', () => {
  it('counts lines with the empty ones, and hashes the whole file', async () => {
    const seen: number[] = [];
    const { sha256 } = await readLines(piecesOf('a\n\nb', 1), (_bytes, _start, _end, line) => seen.push(line));
    expect(seen).toEqual([1, 3]);
    expect(sha256).toBe('38022fd2b8dbc5cb3d2cee74e083edbf59e3d4e13d067ebcb5db633d4cff4d8c');
  });

  it('reads quotes as RFC 4180 has them, and writes what it reads', () => {
    expect(fieldsOf('a,"b ""c"", d",')).toEqual(['a', 'b "c", d', '']);
    expect(fieldsOf('"a"b')).toBeNull();
    for (const text of ['plain', 'with, comma', 'with "quotes"']) expect(fieldsOf(csvField(text))).toEqual([text]);
  });

  it('writes no field that a spreadsheet would run', () => {
    expect(csvField('=1+1')).toBe("'=1+1");
    expect(csvField('+cmd')).toBe("'+cmd");
    expect(csvField('+12125551234')).toBe('+12125551234');
  });
});
