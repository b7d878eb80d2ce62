/** What SIP.js has to say, without what a log must not hold: numbers, names, permits, credentials, SDP. */
const secrets: [RegExp, string][] = [
  [
    /(^|\n)(authorization|proxy-authorization|x-dial-permit|x-supervision-permit|x-dispatchable-location|www-authenticate)\s*:[^\n]*/gi,
    '$1$2: …',
  ],
  [/\b[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}\b/g, '(token)'],
  [/sips?:[^\s>;]+/gi, 'sip:…'],
  [/\(?\+?\d[\d\s().-]{5,}\d/g, '(number)'],
];

/** One line, at most 300 characters, nothing personal. */
export function redactSip(text: string): string {
  const [firstLine = ''] = secrets
    .reduce((safe, [pattern, mask]) => safe.replace(pattern, mask), text)
    .trim()
    .split('\n');
  return firstLine.slice(0, 300);
}
