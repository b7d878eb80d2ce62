/**
 * Nothing a socket sends may stop the line: hand-made nonsense after RFC 4475 ("torture tests"), and valid requests with
 * random damage, before and after registration. A real call goes on working beside it all.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { PracticeLine } from './practice-line.ts';
import {
  connectRaw,
  connectRegistered,
  desktopOrigin as origin,
  rawSipSecret as sipSecret,
  requestHead,
} from './testing/raw-phone.ts';

const damagedMessages = 400;
const escaped: unknown[] = [];
let line: PracticeLine;

const head = requestHead;
const withBody = (text: string, type = 'application/sdp'): string =>
  `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
const offer = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0 126',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuv',
  `a=fingerprint:sha-256 ${'AA:'.repeat(31)}AA`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:126 telephone-event/8000\r\n',
].join('\r\n');
const target = 'sip:+12125550109@practice.invalid';
const invite = (sdp = offer, more = ''): string =>
  head('INVITE', target, `X-Dial-Permit: good\r\n${more}`) + withBody(sdp);

const connect = (): Promise<WebSocket> => connectRaw(line);
const connectOne = (): Promise<WebSocket> => connectRegistered(line);

async function isServing(): Promise<boolean> {
  (await connectOne()).terminate();
  return true;
}

/** A pong that returns shows that the line has finished with the message. */
async function deliver(socket: WebSocket, message: string | Buffer): Promise<WebSocket> {
  const open = socket.readyState === WebSocket.OPEN ? socket : await connectOne();
  open.send(message, { binary: typeof message !== 'string' });
  await new Promise<void>((resolve) => {
    open.once('pong', () => resolve()).once('close', () => resolve());
    open.ping();
  });
  open.removeAllListeners('close').removeAllListeners('pong').removeAllListeners('message');
  return open;
}

const torture = (): (string | Buffer)[] => [
  head('INVITE', 'sip:null-%00-null@example.com') + withBody(offer),
  head('INVITE', 'sip:user@example.com; lr') + withBody(offer),
  head('INVITE', '<sip:user@example.com>') + withBody(offer),
  head('INVITE', 'nobodyKnowsThisScheme:totallyopaquecontent') + withBody(offer),
  head('INVITE', 'tel:+12125550109') + withBody(offer),
  head('INVITE', `sip:${'a'.repeat(8000)}@practice.invalid`) + withBody(offer),
  invite().replace('SIP/2.0\r\nVia', 'SIP/7.0\r\nVia'),
  ...['-999', '99999', '3', 'x'].map((length) => invite().replace(/Content-Length: \d+/, `Content-Length: ${length}`)),
  invite().replace(/Content-Length: \d+\r\n/, ''),
  invite().replace('CSeq: 1', 'CSeq: 36893488147419103232'),
  invite().replace('CSeq: 1 INVITE', 'CSeq: INVITE'),
  invite().replace('To: <sip:mallory@practice.invalid>', 'To: "Mr. J. User <sip:j.user@example.com>'),
  invite().replace(/;tag=f\d+/, ';tag=__proto__'),
  invite().replace(/Call-ID: .*/, 'Call-ID: __proto__'),
  invite().replace(/Contact: .*\r\n/, ''),
  invite().replace(/Contact: .*/, 'Contact: sip:@@@'),
  invite().replace(/Via: .*/, 'Via: SIP/2.0/UDP ::::'),
  invite().replace(/(From: .*\r\n)/, '$1$1'),
  invite().replaceAll('\r\n', '\n'),
  invite() + invite(),
  invite(offer, 'Require: nothingSupportsThis\r\n'),
  invite(offer, 'Replaces: garbage;;;\r\n'),
  invite(offer, `X-Junk: ${'j'.repeat(50_000)}\r\n`),
  invite(offer, `Record-Route: ${'<'.repeat(2000)}\r\n`),
  invite(offer, 'X-Dial-Permit: second\r\n'),
  ...['', 'garbage', 'v=0\r\n', offer.replace('m=audio', 'm=video'), offer.replace('m=audio 9', 'm=audio 0')].map(
    (sdp) => invite(sdp),
  ),
  invite(offer.replace(/a=fingerprint.*\r\n/, '')),
  invite(offer.replaceAll(/a=ice-.*\r\n/g, '')),
  invite(`${offer}a=candidate:1 1 udp 1 nonsense.local 1 typ host\r\na=candidate:x\r\n`),
  ...[
    'ACK',
    'BYE',
    'CANCEL',
    'INFO',
    'MESSAGE',
    'NOTIFY',
    'OPTIONS',
    'PRACK',
    'REFER',
    'SUBSCRIBE',
    'UPDATE',
    'NEW',
  ].map((method) => `${head(method, target)}Content-Length: 0\r\n\r\n`),
  ...['', 'Event: message-summary\r\n', 'Event: presence\r\nExpires: x\r\n', 'Event: ;\r\nExpires: -5\r\n'].map(
    (more) => `${head('SUBSCRIBE', 'sip:mallory@practice.invalid', more)}\r\n`,
  ),
  `${head('SUBSCRIBE', 'sip:mallory@practice.invalid', 'Event: message-summary\r\n').replace(/Contact: .*/, 'X: 1')}\r\n`,
  ...['conference-x', 'park-701', 'pick-up-701', 'queue-x', 'supervise-mallory', 'voicemail', 'echo', '911'].map(
    (user) =>
      head('INVITE', `sip:${user}@practice.invalid`, 'X-Dispatchable-Location: %\r\nX-Supervision-Permit: x\r\n') +
      withBody('garbage'),
  ),
  `${head('REGISTER', 'sip:practice.invalid', 'Authorization: Digest\r\n')}\r\n`,
  `${head('REGISTER', 'sip:practice.invalid').replace(/Contact: .*/, 'Contact: *\r\nExpires: 0')}\r\n`,
  'SIP/2.0 200 OK\r\n\r\n',
  'SIP/2.0 4294967301 better not break the receiver\r\nCSeq: 1 INVITE\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  '\r\n',
  '\r\n\r\n',
  '',
  ' ',
  '\0\0\0\0',
  ':\r\n\r\n',
  'INVITE sip:a@b SIP/2.0\r\n:\r\n:\r\n\r\n',
  '\u{d800} INVITE',
  'INVITE sip:[::1 SIP/2.0\r\n\r\n',
  'INVITE sip:a@b SIP/2.0\r\n'.repeat(2000),
  Buffer.from([0xff, 0xfe, 0x00, 0x80]),
];

beforeAll(async () => {
  process.on('uncaughtException', (error) => escaped.push(error));
  process.on('unhandledRejection', (error) => escaped.push(error));
  line = await PracticeLine.start({
    sipSecret,
    redeemPermit: async () => ({ outcome: 'allowed', callId: 'call', callerId: '+13125550199' }),
  });
});
afterAll(() => line.stop());

describe('malformed messages', () => {
  it.each([
    ['a stranger', connect],
    ['a registered phone', connectOne],
  ])('from %s stop nothing', async (_who, open) => {
    let socket = await open();
    for (const message of torture()) socket = await deliver(socket, message);
    socket.terminate();
    expect(await isServing()).toBe(true);
  });

  it('with random damage stop nothing', async () => {
    const random = seededRandom(testSeed('malformed messages'));
    const below = (limit: number): number => Math.floor(random() * limit);
    const originals = [
      () => invite(),
      () => `${head('REFER', target, 'Refer-To: <sip:5550100@practice.invalid>\r\n')}\r\n`,
      () => head('INFO', target) + withBody('Signal=5\r\n', 'application/dtmf-relay'),
      () => `${head('REGISTER', 'sip:practice.invalid', 'Authorization: Digest username="1:a", nonce="x"\r\n')}\r\n`,
    ];
    const damage = (text: string): string => {
      const at = below(text.length);
      const piece = text.slice(at, at + 1 + below(40));
      const after = text.slice(at + piece.length);
      const changes = [String.fromCodePoint(below(256)) + after, after, piece + piece + after, ''];
      return text.slice(0, at) + (changes[below(changes.length)] ?? '');
    };
    let socket = await connectOne();
    for (let count = 0; count < damagedMessages; count += 1) {
      let text = originals[count % originals.length]?.() ?? '';
      for (let cuts = 1 + below(4); cuts > 0 && text.length > 0; cuts -= 1) text = damage(text);
      socket = await deliver(socket, text);
    }
    socket.terminate();
    expect(await isServing()).toBe(true);
  });

  it('escape nowhere, and leave no call behind', async () => {
    await expect.poll(() => line.calls.size).toBe(0);
    expect(escaped).toEqual([]);
  });

  it('that are too long close their own socket only', async () => {
    const socket = await connect();
    socket.send('x'.repeat(70_000));
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1009);
    expect(await isServing()).toBe(true);
  });
});

const refusalOf = (protocol: string | undefined, options: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(line.url, protocol, options);
    socket.once('error', (error) => resolve(error.message)).once('open', () => reject(new Error('It was let in.')));
  });

describe('the door', () => {
  it.each([
    ['a page of another origin', 'sip', { origin: 'https://elsewhere.example' }],
    ['no origin', 'sip', {}],
    ['another name for this address', 'sip', { origin, headers: { host: 'elsewhere.example' } }],
    ['another protocol', 'chat', { origin }],
    ['no protocol', undefined, { origin }],
  ])('is closed to %s', async (_what, protocol, options) => {
    expect(await refusalOf(protocol, options)).toContain('401');
  });

  it.each([{ origin: 'app://deskline' }, { origin: 'https://deskline.app.localhost' }])(
    'is open to $origin',
    async (options) => {
      const socket = new WebSocket(line.url, 'sip', options);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      expect(socket.protocol).toBe('sip');
      socket.terminate();
    },
  );
});
