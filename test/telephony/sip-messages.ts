/** SIP messages as text, as far as a test that stands between phone and phone system has to read and write them. */

/** The first value of a header; its name may be an expression. Empty if there is none. */
export const sipHeader = (message: string, name: string): string =>
  new RegExp(`^${name}\\s*:[ \\t]*([^\\r\\n]*)`, 'im').exec(message)?.[1]?.trim() ?? '';

export const isRequest = (message: string, method: string): boolean => message.startsWith(`${method} `);

/** A request of this method inside a call that both ends know. */
export const isInDialog = (message: string, method: string): boolean =>
  isRequest(message, method) && sipHeader(message, 'To').includes(';tag=');

/** An answer to a request of this method, with this status or one that begins so: `2` is any 2xx. */
export const isAnswer = (message: string, status: string, method: string): boolean =>
  message.startsWith(`SIP/2.0 ${status}`) && sipHeader(message, 'CSeq').endsWith(` ${method}`);

const shared = (message: string): string =>
  ['Via', 'From', 'To', 'Call-ID'].map((name) => `${name}: ${sipHeader(message, name)}\r\n`).join('');

/** The answer to a request (RFC 3261 section 8.2.6.2). `more` are header lines of its own, each with its CRLF. */
export const answerTo = (request: string, status: string, more = ''): string =>
  `SIP/2.0 ${status}\r\n${shared(request)}CSeq: ${sipHeader(request, 'CSeq')}\r\n${more}Content-Length: 0\r\n\r\n`;

/** The ACK of a caller for a 2xx (RFC 3261 section 13.2.2.4). */
export function ackOf(answer: string, target: string, branch: string): string {
  const number = Number.parseInt(sipHeader(answer, 'CSeq'), 10);
  const head = shared(answer).replace(/^Via:.*\r\n/, `Via: SIP/2.0/WS edge.invalid;branch=z9hG4bK${branch}\r\n`);
  return `ACK sip:${target} SIP/2.0\r\n${head}CSeq: ${number} ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n`;
}
