/**
 * The text of a case file as the simulator holds it. The text is the only state there is: what the fields beside it change,
 * they change in the text, so that what is copied or saved is what was asked.
 */
import { applyEdits, format, modify, parse, type JSONPath, type ParseError } from 'jsonc-parser';
import { Temporal } from 'temporal-polyfill';
import { readMoment } from '../../../../shared/domain/compliance/facts/facts-json.ts';
import type { PackMode } from '../../../../shared/domain/compliance/rule.ts';
import type { Situation } from './situation-parts.ts';

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
export type Modes = Readonly<Record<string, PackMode>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays JSON out with two spaces; comments stay. */
const layOut = (text: string): string => applyEdits(text, format(text, undefined, formattingOptions));

/** What fits into the editor stands on one line, so that a list of states is not a page long. */
const LINE_WIDTH = 64;

/** JSON as a person would lay it out. */
function readable(value: unknown, indent = ''): string {
  const short = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
  const isPlain = typeof value !== 'object' || value === null;
  if (isPlain || (indent.length > 2 && indent.length + short.length <= LINE_WIDTH)) return short;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => `${inner}${readable(each, inner)}`)
    : Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${readable(each, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** A situation as a case file of one case, on the day of `nowMs`. */
export function textOfSituation({ id, title, zone, time, facts }: Situation, nowMs: number, modes: Modes): string {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const on = (days: number): string => today.add({ days }).toString();
  const at = (days: number, clock: string): string => `${on(days)}T${clock}[${zone}]`;
  const each = {
    id,
    title,
    at: at(0, time),
    facts: facts({ at, on }),
    ...(Object.keys(modes).length > 0 ? { modes } : {}),
  };
  return `${readable({ cases: [each] })}\n`;
}

/**
 * What was pasted or opened, as a case file: facts alone become a case at `at`, a case alone a file of one. Anything else
 * stays as it is, for the reader to say what is wrong with it.
 */
export function fileOfText(text: string, at: string, modes: Modes): string {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isObject(value) || 'cases' in value) return text;
  if ('facts' in value) return layOut(`{ "cases": [\n${text}\n] }`);
  if (!('action' in value)) return text;
  const rest = Object.keys(modes).length > 0 ? `, "modes": ${JSON.stringify(modes)}` : '';
  return layOut(`{ "cases": [{ "id": "pasted", "at": ${JSON.stringify(at)}, "facts":\n${text}\n${rest} }] }`);
}

/** The text with one value of a case changed; `undefined` takes it out. Text that is no JSON stays as it is. */
export function setInCase(text: string, index: number, path: JSONPath, value: unknown): string {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return text;
  return applyEdits(text, modify(text, ['cases', index, ...path], value, { formattingOptions }));
}

/** Whether a case names something about its facts at all, as it is written. */
export function writtenIn(text: string, index: number, path: readonly string[]): unknown {
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  const cases = isObject(value) ? value['cases'] : undefined;
  let found: unknown = Array.isArray(cases) ? cases[index] : undefined;
  for (const step of path) found = isObject(found) ? found[step] : undefined;
  return found;
}

export type WallMoment = { date: string; time: string; zone: string };

/** A moment as date, time and zone: its own zone if it names one, else `zone`. */
export function wallMomentOf(written: unknown, atMs: number, zone: string): WallMoment {
  const named = typeof written === 'string' ? /\[([^\]=]+)\]/.exec(written)?.[1] : undefined;
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(named ?? zone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone: local.timeZoneId,
  };
}

/** As it is written in a case file; null while it is no moment. */
export function textOfWallMoment({ date, time, zone }: WallMoment): string | null {
  const text = `${date}T${time}[${zone}]`;
  return readMoment(text) === null ? null : text;
}

/** A moment in a zone as a case file writes it; with its offset only where the wall time alone would be another moment. */
export function textOfMoment(atMs: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const smallestUnit = atMs % 60_000 === 0 ? 'minute' : 'millisecond';
  const plain = `${local.toPlainDateTime().toString({ smallestUnit })}[${zone}]`;
  return readMoment(plain) === atMs ? plain : local.toString();
}
