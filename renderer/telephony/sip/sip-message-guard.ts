/**
 * Stands between the socket and SIP.js. Promise: C6. Nothing that arrives makes the page fail or stand still: what SIP.js
 * cannot bear is dropped and named in the log, and the next message is heard as if nothing had been.
 */
import type { Transport } from 'sip.js';
import { redactSip } from './sip-log.ts';

/** SIP.js takes time by the square of a header's length: one of 80,000 characters stopped the page for two seconds. */
const longestHeader = 4096;
const longestHead = 16_384;

/** What a message is, without anything personal: its method, or its status. */
function nameOf(message: string): string {
  const [, method] = /^([A-Z]{1,20}) /.exec(message) ?? [];
  if (method !== undefined) return `request ${method}`;
  const [, status] = /^SIP\/2\.0 (\d{3}) /.exec(message) ?? [];
  return status === undefined ? 'message of no known kind' : `answer ${status}`;
}

/** An offer or an answer of no type, against RFC 3261 section 7.4.1: SIP.js would let such a call neither ring nor end. */
function isBodyUntyped(headers: string[], body: string): boolean {
  const has = (pattern: RegExp): boolean => headers.some((header) => pattern.test(header));
  const hasBody = body !== '' && !has(/^(?:content-length|l)\s*:\s*0+\s*$/i);
  return hasBody && has(/^cseq\s*:.*\b(?:INVITE|ACK)/is) && !has(/^(?:content-type|c)\s*:/i);
}

/** Why SIP.js must not see a message; null: it may. */
export function reasonToDrop(message: string): string | null {
  const [head = '', body = ''] = message.split(/\r\n\r\n(.*)/s);
  if (head.length > longestHead) return 'its head is too long';
  // As SIP.js folds: any white space goes on with the header before, and a line feed alone begins no new one.
  const headers = head.split(/\r\n(?!\s)/);
  if (headers.some((header) => header.length > longestHeader)) return 'a header is too long';
  return isBodyUntyped(headers, body) ? 'its body has no type' : null;
}

/**
 * Beside what `reasonToDrop` knows, SIP.js throws at messages it should refuse: a Request-URI of another scheme, an answer
 * whose CSeq is none (RFC 4475 sections 3.3.2 and 3.1.2.5). Call it once the user agent listens.
 */
export function guardMessages(transport: Pick<Transport, 'onMessage'>, log: (message: string) => void): void {
  const receive = transport.onMessage;
  transport.onMessage = (message) => {
    const drop = (reason: string): void => log(`${nameOf(message)} dropped: ${reason}`);
    const reason = reasonToDrop(message);
    if (reason !== null) return drop(reason);
    try {
      receive?.(message);
    } catch (error) {
      drop(redactSip(String(error)));
    }
  };
}
