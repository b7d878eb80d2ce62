/** Lines of CSV (RFC 4180) for files that leave Deskline. */

/** A field. A text that a spreadsheet would take for a formula is kept from being one. */
export function csvField(text: string): string {
  const safe = /^[=@\t\r-]|^\+(?!\d+$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line with its end; null is an empty field. */
export const csvLine = (fields: readonly (string | null)[]): string =>
  `${fields.map((field) => csvField(field ?? '')).join(',')}\r\n`;
