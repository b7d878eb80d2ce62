/**
 * Files of litigators and of answers about reassigned numbers.
 *
 * The database of reassigned numbers is asked by number (ten digits) and day (`YYYY-MM-DD`) and answers `yes`, `no` or `no data`:
 * without a header the columns are these three, in this order; a header may name them otherwise.
 */
import { personKey } from '../../../shared/domain/compliance/litigators.ts';
import { mostEntries, readPhoneNumber } from './entry-file.ts';
import { fieldsOf, readLines, Rejections, textOf } from './file-lines.ts';

export type NewLitigator = {
  phoneNumber: string | null;
  name: string | null;
  address: string | null;
  postalCode: string | null;
  personKey: string | null;
  source: string;
  asOf: string;
  severity: string | null;
};
export type NewAnswer = { phoneNumber: string; answer: 'yes' | 'no' | 'no-data'; askedAboutOn: string };
export type ScreeningFile<T> = { entries: T[]; lines: number; sha256: string; rejections: Rejections };
type Columns<Name extends string> = Readonly<Record<Name, number>>;
type Given = { source: string | undefined; asOf: string | undefined; severity: string | undefined };

const phoneHeader = /^(phone[ _]?number|phone|number|telephone|tn)$/i;
const litigatorHeaders = {
  phoneNumber: phoneHeader,
  name: /^(full[ _]?name|name)$/i,
  address: /^(address|street|address[ _]?1)$/i,
  postalCode: /^(postal[ _]?code|zip|zip[ _]?code)$/i,
  source: /^(source|list)$/i,
  asOf: /^(as[ _]?of|date)$/i,
  severity: /^(severity|level|risk)$/i,
} as const;
const answerHeaders = {
  phoneNumber: phoneHeader,
  askedAboutOn: /^(date|query[ _]?date|consent[ _]?date|asked[ _]?about[ _]?on|contact[ _]?date)$/i,
  answer: /^(answer|result|response|disconnected|status)$/i,
} as const;

function columnsOf<Name extends string>(
  fields: readonly string[],
  headers: Readonly<Record<Name, RegExp>>,
  needed: (columns: Columns<Name>) => boolean,
): Columns<Name> | null {
  const names = Object.keys(headers).filter((name): name is Name => name in headers);
  const found = names.map((name) => [name, fields.findIndex((field) => headers[name].test(field))] as const);
  // Every name of `headers` was looked for.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const columns = Object.fromEntries(found) as Columns<Name>;
  return needed(columns) ? columns : null;
}

/** ISO date of `2026-11-01`, `20261101` or `11/01/2026`, or null: a day that no month has is none. */
function readDay(text: string): string | null {
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const parts = iso ? [iso[1], iso[2], iso[3]] : us ? [us[3], us[1], us[2]] : null;
  if (!parts) return null;
  const day = parts.map((part = '') => part.padStart(2, '0')).join('-');
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? null : day;
}

/** Reads every line by `entriesOf`, which gives its entries or what is wrong with the line. */
async function readScreening<T, Name extends string>(
  source: AsyncIterable<Uint8Array>,
  header: (fields: readonly string[]) => Columns<Name> | null,
  entriesOf: (fields: readonly string[], columns: Columns<Name> | null) => T[] | string,
): Promise<ScreeningFile<T>> {
  const entries: T[] = [];
  const rejections = new Rejections();
  let columns: Columns<Name> | null = null;
  let isFirst = true;
  let used = 0;
  const read = await readLines(source, (bytes, start, end, line) => {
    const text = textOf(bytes, start, end);
    const fields = fieldsOf(text);
    const named = isFirst && fields ? header(fields) : null;
    isFirst = false;
    if (named) columns = named;
    else if (!fields) rejections.add(line, 'A quote is not closed', text);
    else if (used >= mostEntries) rejections.add(line, `More than ${mostEntries} lines in one file`, text);
    else {
      const found = entriesOf(fields, columns);
      if (typeof found === 'string') return rejections.add(line, found, text);
      entries.push(...found);
      used += 1;
    }
  });
  return { ...read, entries, rejections };
}

/** A list of litigators; its header says what each column is. `given` fills what a line does not say. */
export const readLitigators = (
  source: AsyncIterable<Uint8Array>,
  given: Given,
  today: string,
): Promise<ScreeningFile<NewLitigator>> =>
  readScreening(
    source,
    (fields) => columnsOf(fields, litigatorHeaders, ({ phoneNumber, name }) => phoneNumber !== -1 || name !== -1),
    (fields, columns) => {
      if (!columns) return 'The first line must name the columns, such as phone_number or name, address, postal_code';
      const valueOf = (name: keyof typeof litigatorHeaders): string => fields[columns[name]] ?? '';
      const by = whoOf(valueOf('phoneNumber'), valueOf('name'), valueOf('address'), valueOf('postalCode'));
      if (typeof by === 'string') return by;
      const named = valueOf('source') || given.source;
      if (named === undefined) return 'No source, and none was given for the file';
      const asOf = readDay(valueOf('asOf') || (given.asOf ?? ''));
      const severity = valueOf('severity') || given.severity || null;
      if (asOf === null) return 'No date of the list, such as 2026-11-01, and none was given for the file';
      if (asOf > today) return 'The date of the list is still to come';
      if (named.length > 80 || (severity?.length ?? 0) > 40) return 'A source has at most 80 characters, a severity 40';
      return by.map((who) => ({ ...who, source: named, asOf, severity }));
    },
  );

type Who = Pick<NewLitigator, 'phoneNumber' | 'name' | 'address' | 'postalCode' | 'personKey'>;

/**
 * Whom a line names: by its number, and by name and address where it has them too, for a litigator is one on whatever number they are
 * called. Each is an entry of its own, and is taken off the list by itself.
 */
function whoOf(phone: string, name: string, address: string, postalCode: string): Who[] | string {
  const shown = { name: name || null, address: address || null, postalCode: postalCode || null };
  const key = personKey(name, address, postalCode);
  const person = key === null ? [] : [{ ...shown, phoneNumber: null, personKey: key }];
  if (phone === '')
    return person.length === 0 ? 'Neither a number, nor first and last name with street and ZIP code' : person;
  const phoneNumber = readPhoneNumber(phone);
  return phoneNumber === null ? 'Not a telephone number' : [{ ...shown, phoneNumber, personKey: null }, ...person];
}

/** Answers about reassigned numbers. */
export const readAnswers = (source: AsyncIterable<Uint8Array>, today: string): Promise<ScreeningFile<NewAnswer>> =>
  readScreening(
    source,
    (fields) =>
      columnsOf(fields, answerHeaders, ({ phoneNumber, askedAboutOn, answer }) =>
        [phoneNumber, askedAboutOn, answer].every((place) => place !== -1),
      ),
    (fields, columns) => {
      if (!columns && fields.length !== 3) return 'A line is the number, the day asked about and the answer';
      const { phoneNumber: a, askedAboutOn: b, answer: c } = columns ?? { phoneNumber: 0, askedAboutOn: 1, answer: 2 };
      const phoneNumber = readPhoneNumber(fields[a] ?? '');
      const askedAboutOn = readDay(fields[b] ?? '');
      const answer = /^(yes|no|no[ _-]?data)$/i.exec(fields[c] ?? '')?.[1]?.toLowerCase();
      if (phoneNumber === null) return 'Not a telephone number';
      if (askedAboutOn === null) return 'The day asked about is a date such as 2026-03-01';
      if (askedAboutOn > today) return 'The day asked about is still to come';
      if (answer === undefined) return 'The answer is yes, no or no data';
      return [{ phoneNumber, askedAboutOn, answer: answer === 'yes' || answer === 'no' ? answer : 'no-data' }];
    },
  );
