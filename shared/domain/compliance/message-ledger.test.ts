import { describe, expect, it } from 'vitest';
import { foldMessages, isSameAddress, type MessageEventType, type MessageRow } from './message-ledger.ts';

const atMs = Date.parse('2026-11-23T17:00:00Z');
const row = (value: MessageRow['value'], over: Partial<MessageRow> = {}): MessageRow => ({
  contactId: 'message-1',
  channel: 'sms',
  address: '+12125550101',
  debtIds: ['debt-1'],
  placedAtMs: atMs,
  value,
  ...over,
});
const reserved = (over: Partial<Extract<MessageRow['value'], { kind: 'reserved' }>> = {}): MessageRow =>
  row({
    kind: 'reserved',
    purpose: 'collection',
    templateId: 't',
    decisionId: 'd',
    permitExpiresAtMs: atMs + 60_000,
    fingerprint: '',
    ...over,
  });
const events = (...types: MessageEventType[]): MessageRow[] => types.map((type) => row({ kind: 'event', type, atMs }));
const fold = (...types: MessageEventType[]) => {
  const { messages, written } = foldMessages([...events(...types), reserved()]);
  return [messages.length, written.length];
};

describe('the ledger of messages', () => {
  it('counts what was permitted and never heard of again, and takes it for unread', () => {
    expect(fold()).toEqual([1, 0]);
    expect(foldMessages([reserved()]).messages).toMatchObject([
      { id: 'message-1', channel: 'sms', sentAtMs: atMs, debtIds: ['debt-1'], isUnsolicited: true },
    ]);
  });

  it('takes a failure out of the count only when nothing says that it went out', () => {
    expect(fold('failed')).toEqual([0, 0]);
    expect(fold('failed', 'sent')).toEqual([1, 0]);
    expect(fold('sent', 'failed', 'bounced')).toEqual([1, 0]);
  });

  it('knows a debt as written about when the message went out and did not come back', () => {
    expect(fold('sent')).toEqual([1, 1]);
    expect(fold('delivered')).toEqual([1, 1]);
    expect(foldMessages([reserved(), ...events('sent', 'bounced')]).written).toMatchObject([{ cameBack: true }]);
    expect(foldMessages([reserved(), ...events('returned')]).written).toMatchObject([{ cameBack: true }]);
    expect(foldMessages([reserved(), ...events('sent')]).written).toMatchObject([{ cameBack: false }]);
    const confirmation = [reserved({ purpose: 'opt-out-confirmation' }), ...events('sent')];
    expect(foldMessages(confirmation).written).toEqual([]);
  });

  it('keeps apart what came in from what went out', () => {
    const received = { kind: 'received' as const, isAboutDebt: true, asksToStop: false, saysWrongParty: false };
    expect(foldMessages([row(received)])).toEqual({
      messages: [],
      written: [],
      received: [
        { channel: 'sms', address: '+12125550101', atMs, isAboutDebt: true, asksToStop: false, saysWrongParty: false },
      ],
    });
  });

  it('compares addresses without case and spaces', () => {
    expect(isSameAddress(' A.B@Example.com', 'a.b@example.com ')).toBe(true);
    expect(isSameAddress('a@example.com', 'b@example.com')).toBe(false);
  });
});
