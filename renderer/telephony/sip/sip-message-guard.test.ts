import { describe, expect, it } from 'vitest';
import { guardMessages, reasonToDrop } from './sip-message-guard.ts';

const invite = (more: string, body = 'v=0\r\n'): string =>
  `INVITE sip:a@pbx.example SIP/2.0\r\nCSeq: 1 INVITE\r\n${more}\r\n${body}`;
const typed = 'Content-Type: application/sdp\r\n';

describe('what SIP.js must not see', () => {
  it.each([
    ['a header that is too long', invite(`${typed}X: ${'x'.repeat(5000)}\r\n`), 'a header is too long'],
    ['one that is folded', invite(`${typed}X: x\r\n${' x\r\n'.repeat(2000)}`), 'a header is too long'],
    ['too many headers', invite(`${typed}${'X: x\r\n'.repeat(3000)}`), 'its head is too long'],
    ['an offer of no type', invite(''), 'its body has no type'],
    ['one whose type hides behind a line feed', invite(`X: x\r\b\n${typed}`), 'its body has no type'],
    ['one whose type is folded into another header', invite(`X: x\r\n\n${typed}`), 'its body has no type'],
    [
      'an answer of no type',
      invite('').replace('INVITE sip:a@pbx.example SIP/2.0', 'SIP/2.0 200 OK'),
      'its body has no type',
    ],
  ])('is %s', (_what, message, reason) => {
    expect(reasonToDrop(message)).toBe(reason);
  });

  it.each([
    ['an offer', invite(typed)],
    ['one with a short name', invite('c: application/sdp\r\n')],
    ['a long offer', invite(typed, 'a=x\r\n'.repeat(10_000))],
    ['an INVITE without an offer', invite('', '')],
    ['one that says so', invite('Content-Length: 0\r\n')],
    ['a BYE with something in it', invite('').replaceAll('INVITE', 'BYE')],
  ])('is not %s', (_what, message) => {
    expect(reasonToDrop(message)).toBeNull();
  });
});

it('what SIP.js throws at is named, without what is personal in it', () => {
  const logged: string[] = [];
  const heard: string[] = [];
  const transport = {
    onMessage: (message: string): void => {
      heard.push(message);
      throw new Error('No call for sip:+12125550100@pbx.example');
    },
  };
  guardMessages(transport, (line) => logged.push(line));
  transport.onMessage('OPTIONS sip:+12125550100@pbx.example SIP/2.0\r\n\r\n');
  transport.onMessage('SIP/2.0 404 +12125550100\r\n\r\n');
  transport.onMessage('+12125550100');
  expect(heard).toHaveLength(3);
  expect(logged.map((line) => line.split(':')[0])).toEqual([
    'request OPTIONS dropped',
    'answer 404 dropped',
    'message of no known kind dropped',
  ]);
  expect(logged.join()).not.toContain('2125550100');
});
