/**
 * Numbers from outside: `tel:` (RFC 3966), `sip:`/`sips:` with a number as user (RFC 3261 section 19.1), `callto:`, or a bare
 * number on the command line. They are shown with their verdict; nothing dials by itself.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export const linkSchemes = ['tel', 'sip', 'callto'] as const;

/** They are shown like any number, and dialed only by the person, past every gate (features/emergency). */
const emergencyNumbers: readonly string[] = ['911', '933'];

const maxLength = 200;

/**
 * The number in E.164, `911` or `933`; null when the text is no link or names no possible number. Numbers without `+` are US
 * numbers.
 */
export function numberOfLink(text: string): string | null {
  if (text.length > maxLength) return null;
  const link = /^(tel|sips?|callto):(?:\/\/)?(.+)$/i.exec(text.trim());
  const target = link ? decoded(link[2] ?? '') : bareNumber(text);
  if (target === null) return null;
  // Parameters, headers and the host are no part of the number.
  const user = target.split(/[;?@]/, 1)[0] ?? '';
  return emergencyNumbers.includes(user.trim()) ? user.trim() : possibleNumber(user);
}

function possibleNumber(text: string): string | null {
  if (!/^\+?[\d\s().-]{2,40}$/.test(text)) return null;
  const parsed = parsePhoneNumberFromString(text, 'US');
  return parsed?.isPossible() ? parsed.number : null;
}

/** What somebody wrote to be dialed: a link, or a number with or without `+1`; E.164, or null. */
export const numberOfDialed = (text: string): string | null =>
  text.length > maxLength ? null : (numberOfLink(text) ?? possibleNumber(text.trim()));

const bareNumber = (text: string): string | null => (/^\+\d[\d\s().-]{6,}$/.test(text.trim()) ? text.trim() : null);

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The first number among command-line arguments. */
export function numberOfArguments(commandLine: readonly string[]): string | null {
  for (const argument of commandLine) {
    const found = numberOfLink(argument);
    if (found !== null) return found;
  }
  return null;
}
