/**
 * JSON that has one spelling only (RFC 8785): members in the order of their UTF-16 units, no white space, numbers and
 * strings as ECMAScript writes them. What is signed or hashed is this text, so that whoever reads a value again, from a
 * database or a file, comes to the same bytes.
 */

/**
 * The canonical text of a value. Members that are `undefined` are left out, as `JSON.stringify` does.
 * @throws TypeError for what JSON cannot say: `NaN`, infinities, functions, `undefined` itself or in an array.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each)).join(',')}]`;
  if (!isRecord(value)) throw new TypeError(`JSON cannot say a ${typeof value}`);
  let members = '';
  // Without a function of comparison they are compared by their UTF-16 units.
  for (const name of Object.keys(value).toSorted()) {
    const member = value[name];
    if (member !== undefined) members += `${members === '' ? '' : ','}${quoted(name)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** Printable ASCII without what is escaped: most of what is ever written, and told faster than written by `JSON.stringify`. */
const unescaped = /^[ !#-[\]-~]*$/;
const quoted = (text: string): string => (unescaped.test(text) ? `"${text}"` : JSON.stringify(text));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
