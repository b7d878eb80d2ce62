import { describe, expect, it } from 'vitest';
import { isEnough } from './media-handler.ts';
import { redactSip } from './sip-log.ts';
import { makeSipUri, userOf } from './sip-uri.ts';

describe('SIP addresses', () => {
  it.each([
    ['sip:*67#1@pbx.example', 'sip:*67%231@pbx.example'],
    ['sip:+12125550100@practice.invalid', 'sip:+12125550100@practice.invalid'],
    ['600@10.0.0.1:5060', 'sip:600@10.0.0.1:5060'],
    ['sip:al ice@pbx.example', 'sip:al%20ice@pbx.example'],
  ])('makes %s an address', (text, address) => {
    expect(makeSipUri(text)?.toString()).toBe(address);
  });

  it.each(['', 'sip:pbx.example', '@pbx.example', 'sip:1@', 'sip:1@ho st'])('finds none in %j', (text) => {
    expect(makeSipUri(text)).toBeNull();
  });

  it('reads the number back as a person calls it', () => {
    expect(userOf({ user: '*67%231' })).toBe('*67#1');
    expect(userOf({ user: '%' })).toBe('%');
    expect(userOf({})).toBe('');
  });
});

describe('the log', () => {
  it.each([
    ['INVITE sip:+12125550100@pbx.example failed', 'INVITE sip:… failed'],
    ['X-Dial-Permit: eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIwMTk4OWYifQ.c2lnbmF0dXJl', 'X-Dial-Permit: …'],
    ['got eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIwMTk4OWYifQ.c2lnbmF0dXJlc2ln here', 'got (token) here'],
    ['caller (212) 555-0100 rang', 'caller (number) rang'],
    ['first line\nv=0\no=- 1 2 IN IP4 10.0.0.1', 'first line'],
  ])('says %j without what it must not hold', (text, safe) => {
    expect(redactSip(text)).toBe(safe);
  });
});

describe('ICE gathering', () => {
  it('ends with the first candidate that can matter', () => {
    expect(isEnough([], false)).toBe(false);
    expect(isEnough(['host'], false)).toBe(true);
    expect(isEnough(['host', 'host'], true)).toBe(false);
    expect(isEnough(['host', 'srflx'], true)).toBe(true);
    expect(isEnough(['relay'], true)).toBe(true);
  });
});
