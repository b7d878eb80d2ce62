import { describe, expect, it } from 'vitest';
import { parseMessageSummary } from './message-summary.ts';

const bodyOf = (...lines: string[]): string => lines.map((line) => `${line}\r\n`).join('');

describe('a message summary', () => {
  it('has the counts of voice messages (RFC 3842 section 3.5)', () => {
    const body = bodyOf(
      'Messages-Waiting: yes',
      'Message-Account: sip:alice@vmail.example.com',
      'Voice-Message: 4/8 (1/2)',
      'Fax-Message: 7/7',
    );
    expect(parseMessageSummary(body)).toEqual({ newMessages: 4, oldMessages: 8 });
  });

  it('is read whatever the spelling, with bare line feeds too', () => {
    expect(parseMessageSummary('messages-waiting : YES\nVOICE-MESSAGE :  2 / 3\n')).toEqual({
      newMessages: 2,
      oldMessages: 3,
    });
  });

  it('without counts says that there is something, or that there is nothing', () => {
    expect(parseMessageSummary(bodyOf('Messages-Waiting: yes'))).toEqual({ newMessages: 1, oldMessages: 0 });
    expect(parseMessageSummary(bodyOf('Messages-Waiting: no'))).toEqual({ newMessages: 0, oldMessages: 0 });
    expect(parseMessageSummary(bodyOf('Messages-Waiting: yes', 'Fax-Message: 3/0'))).toEqual({
      newMessages: 1,
      oldMessages: 0,
    });
  });

  it.each(['', 'Voice-Message: 1/0\r\n', 'Messages-Waiting: perhaps\r\n', 'X-Messages-Waiting: yes\r\n', '<html>'])(
    'is none: %j',
    (body) => expect(parseMessageSummary(body)).toBeNull(),
  );
});
