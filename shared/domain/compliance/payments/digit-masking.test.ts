import { describe, expect, it } from 'vitest';
import { maskDigitsInRtp, maskDigitsInSip, telephoneEventTypes } from './digit-masking.ts';

const info = (contentType: string, body: string, name = 'Content-Type'): string =>
  [
    'INFO sip:4111@pbx.example SIP/2.0',
    'Call-ID: 4111-1111',
    'CSeq: 5 INFO',
    `${name}: ${contentType}`,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
const sequenceTimeAndSource = [0, 7, 0, 0, 0, 160, 1, 2, 3, 4];
/** RTP: version 2, marker, payload type, sequence, timestamp, source; then event, volume, duration. */
const rtp = (payloadType: number, events: number[], head: number[] = [0x80]): Uint8Array =>
  Uint8Array.from([
    ...head.slice(0, 1),
    0x80 | payloadType,
    ...sequenceTimeAndSource,
    ...head.slice(1),
    ...events.flatMap((event) => [event, 0x8a, 0x03, 0x20]),
  ]);
const types = new Set([101]);

describe('P-1 keys in traces', () => {
  it('P-1 #6 keys in SIP INFO and in RFC 2833 events are masked, and nothing else is', () => {
    for (const key of '0123456789ABCD*#'.split('')) {
      const relay = info('application/dtmf-relay', `Signal=${key}\r\nDuration=160\r\n`);
      expect(maskDigitsInSip(relay)).toBe(info('application/dtmf-relay', 'Signal=X\r\nDuration=160\r\n'));
      expect(maskDigitsInSip(info('application/dtmf', key))).toBe(info('application/dtmf', 'X'));
    }
    for (let event = 0; event <= 15; event += 1) {
      expect([...maskDigitsInRtp(rtp(101, [event]), types)]).toEqual([...rtp(101, [255])]);
    }
  });

  it.each([
    ['short form of the header', info('application/dtmf-relay', 'Signal= 4', 'c'), 'Signal= X'],
    ['any case', info('Application/DTMF-Relay', 'SIGNAL = 4', 'content-type'), 'SIGNAL = X'],
    ['several keys', info('application/dtmf-relay', 'Signal=4111'), 'Signal=XXXX'],
    [
      'key and duration without a relay',
      info('application/dtmf', 'Signal=4\r\nDuration=160'),
      'Signal=X\r\nDuration=160',
    ],
    [
      'KPML',
      info('application/kpml-response+xml', '<kpml-response version="1.0" code="200" digits="4111" tag="1"/>'),
      '<kpml-response version="1.0" code="200" digits="XXXX" tag="1"/>',
    ],
    [
      'lines ended by a line feed alone',
      'INFO sip:a SIP/2.0\nContent-Type: application/dtmf-relay\n\nSignal=4',
      'Signal=X',
    ],
  ])('%s', (_what, message, body) => {
    const masked = maskDigitsInSip(message);
    expect(masked.endsWith(body)).toBe(true);
    expect(masked).toHaveLength(message.length);
    expect(masked.slice(0, -body.length)).toBe(message.slice(0, -body.length));
  });

  it('leaves other messages as they are', () => {
    const sdp = info('application/sdp', 'v=0\r\no=- 4111 1 IN IP4 192.0.2.1\r\na=rtpmap:101 telephone-event/8000');
    expect(maskDigitsInSip(sdp)).toBe(sdp);
    expect(maskDigitsInSip('OPTIONS sip:a SIP/2.0\r\n\r\n')).toBe('OPTIONS sip:a SIP/2.0\r\n\r\n');
    expect(maskDigitsInSip('')).toBe('');
  });

  it('finds the event behind contributing sources and a header extension, and each of several', () => {
    const sources = [0x82, 9, 9, 9, 9, 8, 8, 8, 8];
    expect([...maskDigitsInRtp(rtp(101, [4], sources), types)]).toEqual([...rtp(101, [255], sources)]);
    const extension = [0x90, 0xbe, 0xde, 0, 1, 1, 2, 3, 4];
    expect([...maskDigitsInRtp(rtp(101, [4], extension), types)]).toEqual([...rtp(101, [255], extension)]);
    expect([...maskDigitsInRtp(rtp(101, [4, 1]), types)]).toEqual([...rtp(101, [255, 255])]);
  });

  it('leaves speech, other events and what is no RTP as they are, and the packet it was given', () => {
    for (const packet of [rtp(0, [4]), rtp(101, [16]), Uint8Array.from([0x80, 101]), Uint8Array.from([0, 1, 2])]) {
      expect([...maskDigitsInRtp(packet, types)]).toEqual([...packet]);
    }
    const given = rtp(101, [4]);
    maskDigitsInRtp(given, types);
    expect([...given]).toEqual([...rtp(101, [4])]);
  });

  it('reads from the SDP which payload types are events', () => {
    const sdp =
      'm=audio 4000 RTP/SAVPF 111 126 110\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:126 telephone-event/8000\r\n';
    expect([...telephoneEventTypes(`${sdp}a=rtpmap:110 telephone-event/48000\r\n`)]).toEqual([126, 110]);
  });
});
