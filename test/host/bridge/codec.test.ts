import { describe, expect, it } from 'vitest';
import { makeCodec } from './codec.ts';

const codec = makeCodec({
  toBase64: (bytes) => Buffer.from(bytes).toString('base64'),
  fromBase64: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});
const roundTrip = (value: unknown): unknown => codec.decode(JSON.parse(JSON.stringify(codec.encode(value))));

describe('the structured clone between page and main process', () => {
  it.each([
    ['plain data', { a: [1, 'x', null, true], nested: { b: undefined } }],
    ['odd numbers', [Number.NaN, Infinity, -0, 10n]],
    ['dates, expressions, maps and sets', { d: new Date(5), r: /a+/gi, m: new Map([['k', new Set([1n])]]) }],
    ['bytes', [new Uint8Array([1, 2, 255]), new Float32Array([0.5]), new ArrayBuffer(3)]],
    ['keys that look like the encoding', { $: 'u', v: 1 }],
  ])('carries %s', (_name, value) => {
    expect(roundTrip(value)).toEqual(value);
  });

  it('keeps cycles and shared objects', () => {
    const shared = { x: 1 };
    const value: Record<string, unknown> = { first: shared, second: shared };
    value['self'] = value;
    const copy = roundTrip(value) as Record<string, unknown>;
    expect(copy['self']).toBe(copy);
    expect(copy['first']).toBe(copy['second']);
  });

  it('carries errors with name and message', () => {
    const copy = roundTrip(new RangeError('far')) as Error;
    expect(copy).toBeInstanceOf(Error);
    expect([copy.name, copy.message]).toEqual(['RangeError', 'far']);
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a weak map', new WeakMap()],
    ['a function deep inside', { a: [{ b: () => 1 }] }],
  ])('refuses %s, as Electron does', (_name, value) => {
    expect(() => codec.encode(value)).toThrow('An object could not be cloned');
  });
});
