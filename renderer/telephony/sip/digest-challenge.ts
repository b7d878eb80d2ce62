/** What a challenge of the phone system wants (RFC 3261 section 22, RFC 8760), and what SIP.js can do: MD5 (RFC 2617). */
import type { Core } from 'sip.js';

const able = 'MD5';

/** The algorithm of one WWW-Authenticate or Proxy-Authenticate header; MD5 when it names none. Some phone systems quote it. */
function digestAlgorithmOf(challenge: string): string {
  const [, quoted, bare] = /[\s,]algorithm\s*=\s*(?:"([^"]*)"|([^\s,"]+))/i.exec(challenge) ?? [];
  return (quoted ?? bare ?? able).toUpperCase();
}

/** The algorithm that keeps SIP.js from answering this refusal: of several challenges it keeps the last. Null: it can. */
export function missingDigestOf({ message }: Core.IncomingResponse): string | null {
  const name = message.statusCode === 407 ? 'Proxy-Authenticate' : 'WWW-Authenticate';
  const challenge = message.getHeader(name);
  const algorithm = challenge === undefined ? able : digestAlgorithmOf(challenge);
  return algorithm === able ? null : algorithm;
}
