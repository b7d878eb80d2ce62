/**
 * Keys that a consumer presses, out of traces (PCI DSS 3.3.1): a card number keyed in is card data in a SIP trace or a packet
 * capture as well. What is masked keeps its length, so that Content-Length and offsets stay true. Pure.
 *
 *   SIP INFO   application/dtmf-relay (`Signal=5`), application/dtmf (`5`)
 *   SIP NOTIFY application/kpml-response+xml (`digits="411"`, RFC 4730)
 *   RTP        telephone-event (RFC 4733, formerly RFC 2833)
 */

const MASK = 'X';
const maskKeys = (keys: string): string => keys.replaceAll(/[0-9A-D*#]/gi, MASK);

/** `Name: value` of a SIP message's head, also in its short form; empty when it is not there. */
const headerOf = (head: string, names: string): string =>
  new RegExp(`^(?:${names})[ \\t]*:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';

function maskBody(body: string, contentType: string): string {
  if (/dtmf-relay/i.test(contentType)) {
    return body.replaceAll(
      /^([ \t]*(?:signal|event)[ \t]*=[ \t]*)(\S+)/gim,
      (_all, name: string, keys: string) => name + maskKeys(keys),
    );
  }
  if (/application\/dtmf\b/i.test(contentType)) {
    return body.replaceAll(/^.*$/gm, (line) =>
      /=/.test(line)
        ? line.replace(
            /^([ \t]*(?:signal|event)[ \t]*=[ \t]*)(\S+)/i,
            (_all, name: string, keys: string) => name + maskKeys(keys),
          )
        : maskKeys(line),
    );
  }
  if (/kpml-response/i.test(contentType)) {
    return body.replaceAll(
      /(\bdigits\s*=\s*)("[^"]*"|'[^']*')/gi,
      (_all, name: string, keys: string) => name + maskKeys(keys),
    );
  }
  return body;
}

/** One SIP message as it stands in a trace, with the keys in its body masked. Whatever else it says is unchanged. */
export function maskDigitsInSip(message: string): string {
  const end = /\r?\n\r?\n/.exec(message);
  if (end === null) return message;
  const bodyFrom = end.index + end[0].length;
  const head = message.slice(0, end.index);
  return message.slice(0, bodyFrom) + maskBody(message.slice(bodyFrom), headerOf(head, 'content-type|c'));
}

/** Event that is no key (RFC 4733 names 0 to 15 for keys); it says in a capture that a key was masked. */
const MASKED_EVENT = 255;
const LAST_KEY = 15;

/** Where the payload of an RTP packet begins (RFC 3550, 5.1); null when it is none. */
function payloadOffset(packet: Uint8Array): number | null {
  const [first = 0] = packet;
  if (packet.length < 12 || first >> 6 !== 2) return null;
  const afterSources = 12 + (first & 0x0f) * 4;
  if ((first & 0x10) === 0) return afterSources;
  if (packet.length < afterSources + 4) return null;
  const words = ((packet[afterSources + 2] ?? 0) << 8) | (packet[afterSources + 3] ?? 0);
  return afterSources + 4 + words * 4;
}

/**
 * One RTP packet of a capture, with its keys masked: a copy, or the packet itself when it holds none.
 * @param eventTypes Payload types that the call's SDP names `telephone-event`.
 */
export function maskDigitsInRtp(packet: Uint8Array, eventTypes: ReadonlySet<number>): Uint8Array {
  const offset = payloadOffset(packet);
  if (offset === null || !eventTypes.has((packet[1] ?? 0) & 0x7f)) return packet;
  const masked = packet.slice();
  // A payload may hold several events, four bytes each.
  for (let at = offset; at < masked.length; at += 4) {
    if ((masked[at] ?? 0) <= LAST_KEY) masked[at] = MASKED_EVENT;
  }
  return masked;
}

/** Payload types that an SDP names `telephone-event`. */
export const telephoneEventTypes = (sdp: string): ReadonlySet<number> =>
  new Set(
    [...sdp.matchAll(/^a=rtpmap:(\d{1,3})[ \t]+telephone-event\//gim)].map(([, payloadType]) => Number(payloadType)),
  );
