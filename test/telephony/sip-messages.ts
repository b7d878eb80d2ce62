/** SIP messages as text, as far as a test that stands between phone and phone system has to read and write them. */

/** The first value of a header; its name may be an expression. Empty if there is none. */
export const sipHeader = (message: string, name: string): string =>
  new RegExp(`^${name}\\s*:[ \\t]*([^\\r\\n]*)`, 'im').exec(message)?.[1]?.trim() ?? '';

/** What every message and its answer share (RFC 3261 section 8.2.6.2). */
export const headersOf = (message: string) => ({
  via: sipHeader(message, 'Via'),
  from: sipHeader(message, 'From'),
  to: sipHeader(message, 'To'),
  callId: sipHeader(message, 'Call-ID'),
  cseq: sipHeader(message, 'CSeq'),
});
