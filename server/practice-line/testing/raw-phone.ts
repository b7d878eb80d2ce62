/** A phone that sends what it is told to, letter by letter: for requests that no SIP library would send. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { issueSipCredentials } from '../../features/telephony/sip-credentials.ts';
import type { PracticeLine } from '../practice-line.ts';

export const rawSipSecret = 'secret of the test';
/** Whom the raw phone registers as. */
export const rawUser = 'mallory';
export const desktopOrigin = 'app://deskline';
let serial = 0;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** A request up to, and without, its last headers; `more` ends in a line break if it is not empty. */
export function requestHead(method: string, uri: string, more = '', cseq = '1'): string {
  serial += 1;
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS damaged.invalid;branch=z9hG4bK${serial}`,
    'Max-Forwards: 70',
    `From: <sip:${rawUser}@practice.invalid>;tag=f${serial}`,
    `To: <sip:${rawUser}@practice.invalid>`,
    `Call-ID: damaged${serial}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:m@damaged.invalid;transport=ws>\r\n${more}`,
  ].join('\r\n');
}

export async function connectRaw(line: PracticeLine): Promise<WebSocket> {
  const socket = new WebSocket(line.url, 'sip', { origin: desktopOrigin });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket.on('error', () => undefined);
}

/** Connects and registers; throws if the line does not answer 200. */
export async function connectRegistered(line: PracticeLine): Promise<WebSocket> {
  const socket = await connectRaw(line);
  const ask = (more: string, cseq: string): Promise<string> => {
    socket.send(requestHead('REGISTER', 'sip:practice.invalid', `${more}\r\n`, cseq));
    return new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));
  };
  const nonce = /nonce="(\w+)"/.exec(await ask('', '1'))?.[1] ?? '';
  const { username, password } = issueSipCredentials(rawSipSecret, rawUser, Date.now() / 1000 + 600);
  const proof = `${nonce}:00000001:c:auth:${md5('REGISTER:sip:practice.invalid')}`;
  const fields = [
    `username="${username}"`,
    'realm="practice.invalid"',
    `nonce="${nonce}"`,
    'uri="sip:practice.invalid"',
    `response="${md5(`${md5(`${username}:practice.invalid:${password}`)}:${proof}`)}"`,
    'qop=auth, nc=00000001, cnonce="c"',
  ];
  const answer = await ask(`Authorization: Digest ${fields.join(', ')}\r\n`, '2');
  if (!answer.startsWith('SIP/2.0 200')) throw new Error(`The line did not register the phone: ${answer}`);
  return socket;
}
