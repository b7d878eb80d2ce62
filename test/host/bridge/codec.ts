/**
 * Structured clone as JSON. `makeCodec` is one self-contained function: the same source runs in Node and, as text, in
 * the page. What cannot be cloned throws as in Electron ("An object could not be cloned"). With `references` (the
 * context bridge) functions and promises are carried by number; without it (IPC) they throw.
 */
export type Encoded = null | string | number | boolean | { $: string; [key: string]: unknown };
export type Base64 = { toBase64: (bytes: Uint8Array) => string; fromBase64: (text: string) => Uint8Array };
type AnyFunction = (...parameters: unknown[]) => unknown;
export type Exporter = { exportFunction: (f: AnyFunction) => number; exportPromise: (p: Promise<unknown>) => number };
export type Importer = {
  importFunction: (id: number) => AnyFunction;
  importPromise: (id: number) => Promise<unknown>;
};
export type Codec = {
  encode: (value: unknown, references?: Exporter) => Encoded;
  decode: (json: unknown, references?: Importer) => unknown;
};

export function makeCodec(base64: Base64): Codec {
  type Tagged = { $: string; v: never; f: never; n: string; m: string; k: string; t: string };
  const views: Record<string, (buffer: ArrayBuffer) => unknown> = {
    ArrayBuffer: (b) => b,
    Int8Array: (b) => new Int8Array(b),
    Uint8Array: (b) => new Uint8Array(b),
    Uint8ClampedArray: (b) => new Uint8ClampedArray(b),
    Int16Array: (b) => new Int16Array(b),
    Uint16Array: (b) => new Uint16Array(b),
    Int32Array: (b) => new Int32Array(b),
    Uint32Array: (b) => new Uint32Array(b),
    Float32Array: (b) => new Float32Array(b),
    Float64Array: (b) => new Float64Array(b),
    BigInt64Array: (b) => new BigInt64Array(b),
    BigUint64Array: (b) => new BigUint64Array(b),
    DataView: (b) => new DataView(b),
  };
  const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
  const refuse = (value: unknown): never => {
    throw new Error(`An object could not be cloned. (${tagOf(value)})`);
  };
  const isCloneable = (value: object, tag: string): boolean =>
    !['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'Response', 'Window'].includes(tag) &&
    !(tag !== 'Object' && 'nodeType' in value);

  function encode(value: unknown, references?: Exporter): Encoded {
    const seen = new Map<unknown, number>();
    const encodeNumber = (n: number): Encoded =>
      Number.isFinite(n) && !Object.is(n, -0) ? n : { $: 'n', v: Object.is(n, -0) ? '-0' : String(n) };
    const encodeObject = (v: object): Encoded => {
      const earlier = seen.get(v);
      if (earlier !== undefined) return { $: 'c', v: earlier };
      const tag = tagOf(v);
      if (references && v instanceof Promise) return { $: 'p', v: references.exportPromise(v) };
      seen.set(v, seen.size);
      if (Array.isArray(v)) return { $: 'a', v: Array.from(v, one) };
      if (v instanceof Date) return { $: 'd', v: v.getTime() };
      if (v instanceof RegExp) return { $: 'r', v: v.source, f: v.flags };
      if (v instanceof Map) return { $: 'm', v: [...v].map(([k, x]) => [one(k), one(x)]) };
      if (v instanceof Set) return { $: 's', v: [...v].map(one) };
      if (v instanceof Error) return { $: 'e', n: v.name, m: v.message, k: v.stack };
      if (v instanceof ArrayBuffer) return { $: 'B', t: tag, v: base64.toBase64(new Uint8Array(v)) };
      if (ArrayBuffer.isView(v)) {
        const bytes = new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
        return { $: 'B', t: tag in views ? tag : 'Uint8Array', v: base64.toBase64(bytes) };
      }
      if (!isCloneable(v, tag)) return refuse(v);
      return { $: 'o', v: Object.fromEntries(Object.entries(v).map(([k, x]) => [k, one(x)])) };
    };
    const one = (v: unknown): Encoded => {
      if (v === null || typeof v === 'string' || typeof v === 'boolean') return v;
      if (typeof v === 'number') return encodeNumber(v);
      if (v === undefined) return { $: 'u' };
      if (typeof v === 'bigint') return { $: 'b', v: String(v) };
      if (typeof v === 'function') {
        return references ? { $: 'f', v: references.exportFunction(v as AnyFunction) } : refuse(v);
      }
      return typeof v === 'symbol' ? refuse(v) : encodeObject(v);
    };
    return one(value);
  }

  function decode(json: unknown, references?: Importer): unknown {
    const seen: unknown[] = [];
    const decodeError = (j: Tagged): Error => {
      const error = new Error(j.m);
      if (j.n !== 'Error') error.name = j.n;
      error.stack = j.k;
      return error;
    };
    const decodeBytes = (j: Tagged): unknown => {
      const bytes = base64.fromBase64(j.v);
      const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      return views[j.t]?.(buffer);
    };
    const container = (j: Tagged, keep: <T>(x: T) => T): unknown => {
      if (j.$ === 'a') {
        const list = keep<unknown[]>([]);
        for (const x of j.v as unknown[]) list.push(one(x));
        return list;
      }
      if (j.$ === 'm') {
        const map = keep(new Map<unknown, unknown>());
        for (const [k, x] of j.v as [unknown, unknown][]) map.set(one(k), one(x));
        return map;
      }
      if (j.$ === 's') {
        const set = keep(new Set<unknown>());
        for (const x of j.v as unknown[]) set.add(one(x));
        return set;
      }
      const object = keep<Record<string, unknown>>({});
      for (const [k, x] of Object.entries(j.v)) object[k] = one(x);
      return object;
    };
    const one = (value: unknown): unknown => {
      if (value === null || typeof value !== 'object') return value;
      const j = value as Tagged;
      if (j.$ === 'u') return undefined;
      if (j.$ === 'n') return j.v === '-0' ? -0 : Number(j.v);
      if (j.$ === 'b') return BigInt(j.v);
      if (j.$ === 'c') return seen[j.v];
      if (j.$ === 'f') return references?.importFunction(j.v);
      if (j.$ === 'p') return references?.importPromise(j.v);
      const slot = seen.push(undefined) - 1;
      const keep = <T>(x: T): T => {
        seen[slot] = x;
        return x;
      };
      if (j.$ === 'd') return keep(new Date(j.v));
      if (j.$ === 'r') return keep(new RegExp(j.v, j.f));
      if (j.$ === 'e') return keep(decodeError(j));
      if (j.$ === 'B') return keep(decodeBytes(j));
      return container(j, keep);
    };
    return one(json);
  }

  return { encode, decode };
}
