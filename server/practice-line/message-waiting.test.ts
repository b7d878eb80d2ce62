/** The message-waiting lamp for phones that subscribe (RFC 3842, RFC 6665), on the wire. */
import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { PracticeLine } from './practice-line.ts';
import { makeTone } from './pcmu.ts';
import { connectRegistered, rawSipSecret, rawUser, requestHead } from './testing/raw-phone.ts';

let line: PracticeLine;
let socket: WebSocket;
let received: string[] = [];
let answersWith = '200 OK';

beforeAll(async () => {
  line = await PracticeLine.start({
    sipSecret: rawSipSecret,
    redeemPermit: () => Promise.resolve({ outcome: 'refused' }),
  });
  socket = await connectRegistered(line);
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    received.push(text);
    if (text.startsWith('NOTIFY')) answer(text);
  });
});
afterEach(() => {
  received = [];
});
afterAll(async () => {
  socket.terminate();
  await line.stop();
});

const headerOf = (text: string, name: string): string => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';

function answer(notify: string): void {
  const lines = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(notify, name)}`);
  socket.send(`SIP/2.0 ${answersWith}\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`);
}

/** Takes the next message that begins so. */
async function next(start: string): Promise<string> {
  const find = (): number => received.findIndex((text) => text.startsWith(start));
  await vi.waitFor(() => assert.notEqual(find(), -1, `nothing begins with ${start}`), { timeout: 15_000 });
  return received.splice(find(), 1)[0] ?? '';
}

const subscribe = (more: string, user = rawUser): void =>
  socket.send(
    `${requestHead('SUBSCRIBE', `sip:${user}@practice.invalid`, more).replace(/To: .*/, `To: <sip:${user}@practice.invalid>`)}\r\n`,
  );

/** A request in the dialog that a 200 opened. */
function within(ok: string, method: string, cseq: number, more: string): void {
  const target = /<(.*?)>/.exec(headerOf(ok, 'Contact'))?.[1] ?? '';
  const request = requestHead(method, target, `${more}Content-Length: 0\r\n`, String(cseq))
    .replace(/From: .*/, `From: ${headerOf(ok, 'From')}`)
    .replace(/To: .*/, `To: ${headerOf(ok, 'To')}`)
    .replace(/Call-ID: .*/, `Call-ID: ${headerOf(ok, 'Call-ID')}`);
  socket.send(`${request}\r\n`);
}
const leave = (): boolean =>
  line.exchange.mailboxes.leave(rawUser, {
    from: { user: '+13125550142', displayName: '' },
    leftAt: '2026-11-25T10:00:00Z',
    sound: makeTone([440], 200),
  });

describe('a subscription to the mailbox', () => {
  it('tells the state at once and at each change, is refreshed, and ends when the phone says so', async () => {
    subscribe('Event: message-summary\r\nExpires: 600\r\n');
    const ok = await next('SIP/2.0 200');
    expect(headerOf(ok, 'Expires')).toBe('600');
    const first = await next('NOTIFY');
    expect(headerOf(first, 'Subscription-State')).toMatch(/^active;expires=(600|599)$/);
    expect(first).toContain('Messages-Waiting: no\r\n');
    expect(headerOf(first, 'Content-Type')).toBe('application/simple-message-summary');

    expect(leave()).toBe(true);
    const second = await next('NOTIFY');
    expect(second).toContain(`Messages-Waiting: yes\r\nMessage-Account: sip:${rawUser}@practice.invalid\r\n`);
    expect(second).toContain('Voice-Message: 1/0 (0/0)\r\n');
    expect(headerOf(second, 'Call-ID')).toBe(headerOf(ok, 'Call-ID'));
    // Who subscribed is not told a second time in the way of those who did not.
    expect(received).toEqual([]);

    within(ok, 'SUBSCRIBE', 2, 'Event: message-summary\r\nExpires: 900\r\n');
    expect(headerOf(await next('SIP/2.0 200'), 'Expires')).toBe('900');
    await next('NOTIFY');
    within(ok, 'SUBSCRIBE', 2, 'Event: message-summary\r\nExpires: 900\r\n');
    expect(await next('SIP/2.0 500')).toContain('CSeq: 2 SUBSCRIBE');
    within(ok, 'BYE', 3, '');
    await next('SIP/2.0 405');
    within(ok, 'SUBSCRIBE', 4, 'Event: message-summary\r\nExpires: 0\r\n');
    expect(headerOf(await next('NOTIFY'), 'Subscription-State')).toBe('terminated;reason=timeout');
    within(ok, 'SUBSCRIBE', 5, 'Event: message-summary\r\nExpires: 60\r\n');
    await next('SIP/2.0 481');

    // Without a subscription the lamp is told as before.
    leave();
    const unasked = await next('NOTIFY');
    expect(unasked).toContain('Voice-Message: 2/0 (0/0)\r\n');
    expect(headerOf(unasked, 'Subscription-State')).toBe('active');
  });

  it('ends when the phone knows nothing of it', async () => {
    subscribe('Event: message-summary\r\nExpires: 600\r\n');
    const ok = await next('SIP/2.0 200');
    await next('NOTIFY');
    answersWith = '481 Subscription does not exist';
    leave();
    expect(headerOf(await next('NOTIFY'), 'Call-ID')).toBe(headerOf(ok, 'Call-ID'));
    answersWith = '200 OK';
    within(ok, 'SUBSCRIBE', 2, 'Event: message-summary\r\nExpires: 60\r\n');
    await next('SIP/2.0 481');
  });

  it.each([
    ['somebody else', 'bob', 'Event: message-summary\r\n', 403],
    ['another event', rawUser, 'Event: presence\r\n', 489],
    ['no event', rawUser, '', 489],
  ])('to %s is refused', async (_what, user, more, status) => {
    subscribe(more, user);
    expect(await next(`SIP/2.0 ${status}`)).toContain('SUBSCRIBE');
  });

  it('is one of five at most', async () => {
    for (let count = 0; count < 7; count += 1) subscribe('Event: message-summary\r\nExpires: 600\r\n');
    expect(await next('SIP/2.0 503')).toContain('SUBSCRIBE');
    expect(received.filter((text) => text.startsWith('SIP/2.0 200'))).toHaveLength(5);
  });
});
