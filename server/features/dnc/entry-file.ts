/**
 * Files of the internal list: CSV with a header (`phone_number`, and if there are `reason`, `source`, `expires_at`), or flat
 * lines of numbers, for which reason and source are given with the file.
 */
import { endOfBarredDay } from '../../../shared/domain/compliance/barred-days.ts';
import { fieldsOf, readLines, Rejections, textOf } from './file-lines.ts';

export type NewEntry = { phoneNumber: string; reason: string; source: string; expiresAt: string | null };
export type EntryFile = { entries: NewEntry[]; lines: number; sha256: string; rejections: Rejections };

/** More entries than this come in several files. */
export const mostEntries = 1_000_000;

const columnNames = {
  phoneNumber: /^(phone[ _]?number|phone|number|telephone)$/i,
  reason: /^reason$/i,
  source: /^source$/i,
  expiresAt: /^(expires[ _]?at|expires|expiry|expires[ _]?on)$/i,
} as const;
type Columns = Record<keyof typeof columnNames, number>;

/** E.164 of what a person may have typed, or null. Ten digits are a US number. */
export function readPhoneNumber(text: string): string | null {
  const typed = text.replaceAll(/[\s().-]/g, '');
  if (/^\+[1-9]\d{6,14}$/.test(typed))
    return typed.startsWith('+1') && !/^\+1[2-9]\d\d[2-9]\d{6}$/.test(typed) ? null : typed;
  const national = /^1?([2-9]\d\d[2-9]\d{6})$/.exec(typed)?.[1];
  return national === undefined ? null : `+1${national}`;
}

/** ISO 8601 UTC at which an entry ends, given as a moment or as its last day; null for no end, undefined when it is neither. */
function readExpiry(text: string): string | null | undefined {
  if (text === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return undefined;
  if (text.length > 10) return at.toISOString();
  // A day that no month has would silently become one of the next.
  return at.toISOString().slice(0, 10) === text ? endOfBarredDay(text) : undefined;
}

/** Reads a file of entries. `fallback` fills what a line does not give; each number is taken once, from its last line. */
export async function readEntries(
  source: AsyncIterable<Uint8Array>,
  fallback: { reason: string | undefined; source: string },
  nowIso: string,
): Promise<EntryFile> {
  const entries = new Map<string, NewEntry>();
  const rejections = new Rejections();
  let columns: Columns | null = null;
  let isFirst = true;
  const read = await readLines(source, (bytes, start, end, line) => {
    const text = textOf(bytes, start, end);
    const fields = fieldsOf(text);
    const header = isFirst && fields ? columnsOf(fields) : null;
    isFirst = false;
    if (header) columns = header;
    else if (!fields) rejections.add(line, 'A quote is not closed', text);
    else if (entries.size >= mostEntries) rejections.add(line, `More than ${mostEntries} numbers in one file`, text);
    else {
      const entry = entryOf(fields, columns, fallback, nowIso);
      if (typeof entry === 'string') rejections.add(line, entry, text);
      else entries.set(entry.phoneNumber, entry);
    }
  });
  return { ...read, entries: [...entries.values()], rejections };
}

function columnsOf(fields: readonly string[]): Columns | null {
  const find = (name: keyof Columns): number => fields.findIndex((field) => columnNames[name].test(field));
  const phoneNumber = find('phoneNumber');
  if (phoneNumber === -1) return null;
  return { phoneNumber, reason: find('reason'), source: find('source'), expiresAt: find('expiresAt') };
}

/** The entry of a line, or what is wrong with it. */
function entryOf(
  fields: readonly string[],
  columns: Columns | null,
  fallback: { reason: string | undefined; source: string },
  nowIso: string,
): NewEntry | string {
  const [first = '', second = ''] = fields;
  const isSplit = !columns && fields.length === 2 && /^\d{3}$/.test(first) && /^\d{7}$/.test(second);
  if (!columns && fields.length > 1 && !isSplit) return 'More than a number, and no header says what it is';
  const phoneNumber = readPhoneNumber(columns ? (fields[columns.phoneNumber] ?? '') : isSplit ? first + second : first);
  if (phoneNumber === null) return 'Not a telephone number';
  const valueOf = (name: 'reason' | 'source' | 'expiresAt'): string => (columns ? (fields[columns[name]] ?? '') : '');
  const reason = valueOf('reason') || fallback.reason;
  if (reason === undefined) return 'No reason, and none was given for the file';
  if (reason.length < 3 || reason.length > 400) return 'The reason has 3 to 400 characters';
  const source = valueOf('source') || fallback.source;
  if (source.length > 80) return 'The source has at most 80 characters';
  const expiresAt = readExpiry(valueOf('expiresAt'));
  if (expiresAt === undefined) return 'The expiry is a date such as 2027-01-31';
  if (expiresAt !== null && expiresAt <= nowIso) return 'The expiry is over already';
  return { phoneNumber, reason, source, expiresAt };
}
