import { describe, expect, it } from 'vitest';
import { TelephoneEvents, withoutWidebandTelephoneEvents } from './telephone-events.ts';

const packet = (event: number): Buffer => Buffer.from([event, 10, 0, 160]);

describe('telephone events', () => {
  it('tell of one press once, however many packets carry it', () => {
    const events = new TelephoneEvents();
    expect([events.read(100, packet(5)), events.read(100, packet(5)), events.read(900, packet(11))]).toEqual([
      '5',
      undefined,
      '#',
    ]);
  });

  it('ignore packets that are too short or no key', () => {
    const events = new TelephoneEvents();
    expect(events.read(1, Buffer.from([5]))).toBeUndefined();
    expect(events.read(2, Buffer.from([99, 0, 0, 0]))).toBeUndefined();
  });

  it('leave only those at the rate of the audio in an offer', () => {
    const offer =
      'm=audio 9 UDP/TLS/RTP/SAVPF 0 110 126\r\na=rtpmap:110 telephone-event/48000\r\na=fmtp:110 0-15\r\na=rtpmap:126 telephone-event/8000\r\n';
    expect(withoutWidebandTelephoneEvents(offer)).toBe(
      'm=audio 9 UDP/TLS/RTP/SAVPF 0 126\r\na=rtpmap:126 telephone-event/8000\r\n',
    );
    expect(withoutWidebandTelephoneEvents('v=0\r\n')).toBe('v=0\r\n');
  });
});
