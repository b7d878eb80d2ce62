import { describe, expect, it } from 'vitest';
import { captureStreams, type PaymentFactsInput } from '../facts/payment.ts';
import { at } from '../testing/contact-facts.ts';
import { type PaymentChange, paymentFinding } from '../testing/payment-facts.ts';

type Stream = NonNullable<PaymentFactsInput['capture']>[number];
const noon = at('2026-11-24 12:00');
/** All four streams, told to pause half a second ago and still since then. */
const streams = (over: Partial<Stream> = {}, only: Stream['stream'] | null = null): Stream[] =>
  captureStreams.map((stream) => ({
    stream,
    isInUse: true,
    pauseOrderedAtMs: noon - 500,
    pausedAtMs: noon,
    ...(only === null || only === stream ? over : {}),
  }));
const judge = (capture: Stream[] | null, change: PaymentChange = {}) =>
  paymentFinding('P-1', { capture, ...change, action: { step: 'open-form', ...change.action } });

describe('P-1 no card data in recordings', () => {
  it('P-1 #1 the form opens when every stream has said that it stands still, and not before', () => {
    expect(judge(streams())).toMatchObject({ verdict: 'allow', override: 'never' });
    for (const stream of captureStreams) {
      expect(judge(streams({ pauseOrderedAtMs: null, pausedAtMs: null }, stream)).verdict).toBe('block');
      expect(judge(streams({ pausedAtMs: null }, stream)).verdict).toBe('block');
      expect(judge(streams({ pausedAtMs: noon - 501 }, stream)).verdict).toBe('block');
      expect(judge(streams().filter((each) => each.stream !== stream)).verdict).toBe('block');
    }
    expect(judge(null).verdict).toBe('block');
    expect(judge([]).verdict).toBe('block');
  });

  it('P-1 #2 an answer after more than 500 ms does not open it', () => {
    expect(judge(streams({ pauseOrderedAtMs: noon - 500 }, 'transcription')).verdict).toBe('allow');
    expect(judge(streams({ pauseOrderedAtMs: noon - 501 }, 'transcription'))).toMatchObject({
      verdict: 'block',
      reason: 'The card form stays closed: the transcription (it answered too late: pause it anew).',
    });
    const silent = streams({ pausedAtMs: null, pauseOrderedAtMs: noon - 501 }, 'call-recording');
    expect(judge(silent).reason).toContain('it has not answered in time');
    const waiting = streams({ pausedAtMs: null, pauseOrderedAtMs: noon - 500 }, 'call-recording');
    expect(judge(waiting)).toMatchObject({ verdict: 'block', reason: expect.stringContaining('has not answered yet') });
    expect(judge(streams({ pausedAtMs: noon + 1, pauseOrderedAtMs: noon - 1 })).verdict).toBe('block');
  });

  it('needs nothing of a stream that is not in use', () => {
    const idle = { isInUse: false, pauseOrderedAtMs: null, pausedAtMs: null };
    expect(judge(streams(idle)).verdict).toBe('allow');
    expect(judge([...streams(idle), { stream: 'transcription', isInUse: true }]).verdict).toBe('block');
  });

  it('holds when the form is submitted as well', () => {
    const submit: PaymentChange = { action: { step: 'submit' } };
    expect(judge(null, submit).verdict).toBe('block');
    expect(judge(streams(), submit).verdict).toBe('allow');
  });

  it('needs no pause where nothing is heard: masked tones, the page of the processor, a later debit', () => {
    expect(judge(null, { card: { entry: 'hosted-page' } }).verdict).toBe('allow');
    expect(judge(null, { card: { entry: 'masked-tones', areTonesMasked: true } }).verdict).toBe('allow');
    expect(judge(streams(), { card: { entry: 'masked-tones' } }).verdict).toBe('block');
    expect(judge(streams(), { card: { entry: 'masked-tones', areTonesMasked: false } }).verdict).toBe('block');
    expect(judge(null, { action: { step: 'debit' } }).verdict).toBe('allow');
    expect(judge(null, { action: { method: 'ach' } }).verdict).toBe('allow');
  });
});

const kept = (change: PaymentChange) => paymentFinding('P-1-kept', change);

describe('P-1-kept what is kept of a card', () => {
  const plan = { schedule: { debitCount: 3 } };

  it('P-1 #5 no security code is kept for a plan, and none otherwise', () => {
    const keeps = { keepsSecurityCode: true, isTokenized: true };
    expect(kept({ ...plan, card: keeps })).toMatchObject({
      verdict: 'block',
      override: 'never',
      citation: 'PCI DSS v4.0.1, 3.3.1.2',
    });
    expect(kept({ card: keeps }).verdict).toBe('block');
    expect(kept({ ...plan, card: { isTokenized: true } }).verdict).toBe('allow');
  });

  it('a plan has the token of the processor', () => {
    for (const isTokenized of [null, false]) expect(kept({ ...plan, card: { isTokenized } }).verdict).toBe('block');
    expect(kept(plan).verdict).toBe('block');
    expect(kept({}).verdict).toBe('allow');
    expect(kept({ schedule: { debitCount: 1 }, card: {} }).verdict).toBe('allow');
  });

  it('no note keeps a number or a code, whatever the payment is by; and the finding does not repeat it', () => {
    for (const method of ['card', 'ach', 'check'] as const) {
      const finding = kept({ action: { method, texts: ['Pays Friday', 'card 4111 1111 1111 1111'] } });
      expect(finding).toMatchObject({ verdict: 'block', facts: { found_in_texts: ['card-number'] } });
      expect(JSON.stringify(finding)).not.toMatch(/1111/);
    }
    expect(kept({ action: { texts: ['cvv 123'] } })).toMatchObject({
      verdict: 'block',
      reason: 'A note or message holds a security code: take it out.',
    });
    expect(kept({ action: { texts: ['Pays $123 on Friday'] } }).verdict).toBe('allow');
  });
});
