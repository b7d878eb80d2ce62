import { describe, expect, it } from 'vitest';
import { redactError, redactFields, redactText } from './redact.ts';

describe('X3: logs', () => {
  it.each([
    ['calling +12125550142 now', /5550142/],
    ['(212) 555-0142', /0142/],
    ['tel:212-555-0142', /0142/],
    ['sip:amara.okafor@pbx.example', /amara/],
    ['Authorization: Digest username="agent", response="abcdef0123456789"', /abcdef|agent"/],
    ['Authorization: Bearer abcdefghijk', /abcdefghijk/],
    ['eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', /c2lnbmF0dXJl/],
    ['amara@demo.example', /amara/],
  ])('%s is not written', (text, secret) => {
    expect(redactText(text)).not.toMatch(secret);
  });
  it('blanks fields that speak of people or secrets, and keeps what helps', () => {
    const fields = {
      consumer_name: 'Amara',
      notes: 'x',
      phone: '1',
      token: 't',
      id: '01a20379-d35d-7dd6-b74a-cda49940f128',
      code: 'network/offline',
      n: 3,
    };
    expect(redactFields(fields)).toEqual({
      consumer_name: '[redacted]',
      notes: '[redacted]',
      phone: '[redacted]',
      token: '[redacted]',
      id: '01a20379-d35d-7dd6-b74a-cda49940f128',
      code: 'network/offline',
      n: 3,
    });
  });
  it('keeps of an error what leads to its place', () => {
    const logged = redactError(new TypeError('no number +12125550142'));
    expect(logged['error']).toBe('TypeError');
    expect(JSON.stringify(logged)).not.toContain('5550142');
    expect(logged['stack']).toContain('redact.test');
  });
});
