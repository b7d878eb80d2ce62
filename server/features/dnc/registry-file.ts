/**
 * Files of the registries. A full list: one number a line, as `AAA,NNNNNNN`, `AAANNNNNNN`, either in quotes, or CSV with a
 * header that names the column. A change list: area code, number, date and `A` (added) or `D` (deleted) a line.
 */
import { fieldsOf, readLines, Rejections, textOf } from './file-lines.ts';
import { NumberSet } from './number-set.ts';

const zero = 48;
const comma = 44;
const numberHeader = /^(phone[ _]?number|phone|number|telephone|telephone[ _]number)$/i;
const notANumber = 'Not a US telephone number of ten digits';

export type FullList = { numbers: NumberSet; lines: number; sha256: string; rejections: Rejections };
export type ChangeList = {
  added: NumberSet;
  deleted: NumberSet;
  lines: number;
  sha256: string;
  rejections: Rejections;
};

/** Area code and exchange begin with 2 to 9 (North American Numbering Plan). */
const isValid = (value: number): boolean => value >= 2_000_000_000 && Math.floor(value / 1_000_000) % 10 >= 2;

/** The ten digits' value of `2125551234` or `212,5551234`, read from the bytes; -1 for anything else. */
function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length !== 10 && (length !== 11 || bytes[start + 3] !== comma)) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    if (length === 11 && at === start + 3) continue;
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return isValid(value) ? value : -1;
}

/** The same of fields: one of ten digits, or area code and number; -1 for anything else. */
function numberOfFields(fields: readonly string[]): number {
  const [first = '', second = ''] = fields;
  const digits = fields.length === 2 && /^\d{3}$/.test(first) && /^\d{7}$/.test(second) ? first + second : first;
  if (fields.length > 2 || (digits === first && fields.length > 1) || !/^\d{10}$/.test(digits)) return -1;
  const value = Number(digits);
  return isValid(value) ? value : -1;
}

export async function readFullList(source: AsyncIterable<Uint8Array>): Promise<FullList> {
  const numbers = new NumberSet();
  const rejections = new Rejections();
  let column = -1;
  let isFirst = true;
  const read = await readLines(source, (bytes, start, end, line) => {
    const plain = column === -1 ? plainNumber(bytes, start, end) : -1;
    if (plain !== -1) numbers.add(plain);
    else {
      const text = textOf(bytes, start, end);
      const fields = fieldsOf(text);
      const named = isFirst ? (fields ?? []).findIndex((name) => numberHeader.test(name)) : -1;
      if (named !== -1) column = named;
      else {
        const value = fields === null ? -1 : numberOfFields(column === -1 ? fields : [fields[column] ?? '']);
        if (value === -1) rejections.add(line, notANumber, text);
        else numbers.add(value);
      }
    }
    isFirst = false;
  });
  return { ...read, numbers, rejections };
}

export async function readChangeList(source: AsyncIterable<Uint8Array>): Promise<ChangeList> {
  const added = new NumberSet();
  const deleted = new NumberSet();
  const rejections = new Rejections();
  const read = await readLines(source, (bytes, start, end, line) => {
    const text = textOf(bytes, start, end);
    const fields = fieldsOf(text);
    const marks = (fields ?? []).filter((field) => /^[AD]$/i.test(field));
    const isSplit = /^\d{3}$/.test(fields?.[0] ?? '');
    const value = numberOfFields((fields ?? []).slice(0, isSplit ? 2 : 1));
    const [mark] = marks;
    if (value === -1) rejections.add(line, notANumber, text);
    else if (mark === undefined || marks.length > 1)
      rejections.add(line, 'Not marked as added (A) or deleted (D)', text);
    else {
      // What a later line says of the same number holds.
      const isAdded = mark.toUpperCase() === 'A';
      (isAdded ? deleted : added).delete(value);
      (isAdded ? added : deleted).add(value);
    }
  });
  return { ...read, added, deleted, rejections };
}
