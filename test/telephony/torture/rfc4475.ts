/**
 * The messages of RFC 4475, whole, from the text files beside this one, and what binds one to a phone: a Request-URI that is
 * the phone's contact, a Via that is the phone's own. Everything else about a message stays as tortuous as it is.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** `name` is the file name that the RFC gives the message. */
export type TortureMessage = { section: string; name: string; title: string; bytes: Buffer };
/** Where a message must be addressed to be more than somebody else's: what the phone says of itself when it registers. */
export type PhoneAddress = { contact: string; viaHost: string };

const body = (address: string): string =>
  [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
  ].join('\n');

/** Expands the notation of RFC 4475 section 2, and puts CRLF where lines end. One character is one byte. */
function expand(text: string): Buffer {
  const plain = Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll(/<sdp (\S+)>/g, (_, address: string) => body(address))
    .replaceAll(/<repeat count=(\d+)>(.*?)<\/repeat>/g, (_, count: string, what: string) => what.repeat(Number(count)))
    .replaceAll(/<allOneLine>\n(.*?)\n<\/allOneLine>/gs, (_, lines: string) => lines.replaceAll('\n', ''))
    .replaceAll('\n', '\r\n')
    .replaceAll(/<hex>(.*?)<\/hex>/gs, (_, hex: string) =>
      Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').toString('latin1'),
    );
  return Buffer.from(plain, 'latin1');
}

export function readTorture(file: 'valid' | 'invalid' | 'higher-layers' | 'good'): TortureMessage[] {
  const text = readFileSync(path.join(import.meta.dirname, `${file}.txt`), 'utf8');
  const [, ...parts] = text.split(/^=== /m);
  return parts.map((part) => {
    const [, section = '', name = '', title = '', message = ''] = /^(\S+) (\w+): ([^\n]*)\n(.*)$/s.exec(part) ?? [];
    return { section, name, title, bytes: expand(message) };
  });
}

/** The same message for this phone: a request to its contact, an answer that came by its Via. */
export function bindTo({ contact, viaHost }: PhoneAddress, bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const bound = text.startsWith('SIP/')
    ? text.replace(/^(Via: SIP\/2\.0\/)\w+ [^;\s]+/m, `$1WS ${viaHost}`)
    : text.replace(/^(\S+ +<?sip:)(?:[\w.%-]+@)?[\w.-]+(?=[\s;?>])(?!\S*@)/, `$1${contact}`);
  return Buffer.from(bound, 'latin1');
}

/** The same answer in a transaction of the phone's own: what it says is heard by the call that waits for it. */
export function asAnswerTo(request: string, bytes: Buffer): Buffer {
  const headerOf = (name: string): string => new RegExp(`^${name}:[^\\r]*`, 'im').exec(request)?.[0] ?? '';
  const text = bytes
    .toString('latin1')
    .replace(/^Via:[^\r]*/m, headerOf('Via'))
    .replace(/^Call-ID:[^\r]*/m, headerOf('Call-ID'))
    .replace(/^From:[^\r]*/m, headerOf('From'))
    .replace(/^To:[^\r]*/m, (to) => `${headerOf('To')}${/;tag=[^\r]*/.exec(to)?.[0] ?? ''}`);
  return Buffer.from(text, 'latin1');
}
