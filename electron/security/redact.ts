/**
 * Keeps people out of the logs: no phone number, name, token or SIP credential may reach a file. Promise: X3.
 * Fields are redacted by name; text is redacted by pattern as a second line.
 */
const secretField =
  /name|note|text|title|number|phone|password|secret|token|permit|authori[sz]ation|cookie|credential|email|address|payload|reason/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]+/g, '[token]'],
  [/\b(Bearer|Digest|Basic|DPoP)\s+[^\s"']{6,}.*$/gim, '$1 [credential]'],
  [/\b(response|nonce|cnonce|password|username)=("[^"]*"|[^\s,;]+)/gi, '$1=[credential]'],
  [/[\w.%+-]+@[\w.-]+\.[a-z]{2,}/gi, '[address]'],
  [/\b(sips?|tel|callto):[^\s<>"']+/gi, '$1:[address]'],
  [/(?<![\w-])\+?\(?\d{1,4}\)?(?:[\s.-]?\(?\d{2,4}\)?){2,4}(?![\w-])/g, '[number]'],
];

/** The text without anything that looks like a number, an address or a credential. */
export function redactText(text: string): string {
  let safe = text;
  for (const [pattern, replacement] of patterns) safe = safe.replace(pattern, replacement);
  return safe;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Fields for a log line: those whose name speaks of people or secrets are blanked whatever they hold. */
export function redactFields(fields: LogFields): Record<string, string | number | boolean | null> {
  const safe: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') safe[key] = value;
    else safe[key] = secretField.test(key) ? '[redacted]' : redactText(value);
  }
  return safe;
}

/** What of an error may be logged: its kind and where it came from. Messages may quote data, so they are redacted. */
export function redactError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return {
    error: error.name,
    message: redactText(error.message).slice(0, 300),
    ...code,
    stack: frames.slice(0, 8).join(' | '),
  };
}
