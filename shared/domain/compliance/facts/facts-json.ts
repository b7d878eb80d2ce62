/**
 * Facts as people read and write them: snake_case names, moments as ISO 8601. `placed_at` stands for `placedAtMs`,
 * `known_since` for `knownSinceMs`; everything else keeps its value.
 */
import { Temporal } from 'temporal-polyfill';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A name in JSON that stands for a moment. */
export const isMomentName = (name: string): boolean => /(^|_)(at|since)$/.test(name);
/** A field of the facts that is a moment. */
export const isMomentField = (field: string): boolean => /(^at|At|[sS]ince)Ms$/.test(field);

const writeName = (field: string): string =>
  (isMomentField(field) ? field.slice(0, -2) : field).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Of the fields that the schema names, which are few and are written with every decision. */
const jsonNames = new Map<string, string>();
const mostNames = 1000;

/** The name of a field of the facts in JSON. */
export function jsonName(field: string): string {
  const known = jsonNames.get(field);
  if (known !== undefined) return known;
  const name = writeName(field);
  if (jsonNames.size < mostNames) jsonNames.set(field, name);
  return name;
}

const fieldName = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase()) + (isMomentName(name) ? 'Ms' : '');

/** Whether a field of the facts may be written so; `placedAtMs` and `placed_at_ms` are `placed_at`. */
export const isJsonName = (name: string): boolean => jsonName(fieldName(name)) === name;

/**
 * Epoch milliseconds of a moment as it is written: ISO 8601 with an offset (`2026-04-07T20:00:00-04:00`), or a wall time with
 * its zone (`2026-04-07T20:00[America/New_York]`, RFC 9557). Null when it is neither: a time without either is no moment,
 * nor is a wall time that the clocks of its zone skip or show twice.
 */
export function readMoment(text: string): number | null {
  try {
    return text.includes('[')
      ? Temporal.ZonedDateTime.from(text.replace(' ', 'T'), { disambiguation: 'reject' }).epochMilliseconds
      : Temporal.Instant.from(text.replace(' ', 'T')).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Facts as the schema wants them. What cannot be read is left as it is, for the schema to refuse by its name. */
export function factsFromJson(value: Json, name = ''): Json {
  if (Array.isArray(value)) return value.map((each) => factsFromJson(each, name));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [fieldName(key), factsFromJson(each, key)]));
  }
  return typeof value === 'string' && isMomentName(name) ? (readMoment(value) ?? value) : value;
}

/** Facts as they are shown and exported. */
export function factsToJson(value: unknown, field = ''): Json {
  if (Array.isArray(value)) return value.map((each) => factsToJson(each, field));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [jsonName(key), factsToJson(each, key)]));
  }
  if (typeof value === 'number') return isMomentField(field) ? new Date(value).toISOString() : value;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
