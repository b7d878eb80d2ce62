/**
 * One half of the context bridge. The page's world and the preload's world share the document but no JavaScript
 * object, so they talk by synchronous events whose name holds a secret of the window. Injected as text into Chromium.
 */
import type { Codec, Encoded } from './codec.ts';

type AnyFunction = (...parameters: unknown[]) => unknown;
export type PeerMessage = { t: string; [key: string]: unknown };
export type Peer = {
  post: (message: PeerMessage) => void;
  encode: (value: unknown) => Encoded;
  decode: (json: unknown) => unknown;
  handlers: Record<string, (message: PeerMessage) => void>;
};
export type MakePeer = (codec: Codec, outName: string, inName: string) => Peer;

export function makePeer(codec: Codec, outName: string, inName: string): Peer {
  const functions = new Map<number, AnyFunction>();
  const functionIds = new WeakMap<AnyFunction, number>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  const replies = new Map<number, PeerMessage>();
  const handlers: Peer['handlers'] = {};
  let sequence = 0;

  const post = (message: PeerMessage): void => {
    document.dispatchEvent(new CustomEvent(outName, { detail: JSON.stringify(message) }));
  };
  const exportFunction = (f: AnyFunction): number => {
    let id = functionIds.get(f);
    if (id === undefined) {
      id = ++sequence;
      functionIds.set(f, id);
      functions.set(id, f);
    }
    return id;
  };
  const exportPromise = (promise: Promise<unknown>): number => {
    const id = ++sequence;
    promise.then(
      (value) => post({ t: 'settle', id, ok: true, v: encode(value) }),
      (error: unknown) => post({ t: 'settle', id, ok: false, v: encode(error) }),
    );
    return id;
  };
  const importFunction =
    (id: number): AnyFunction =>
    (...parameters) => {
      const call = ++sequence;
      post({ t: 'call', id, call, args: encode(parameters) });
      const reply = replies.get(call);
      replies.delete(call);
      if (!reply) throw new Error('No answer from the other world (was the page left?)');
      const value = decode(reply['v']);
      if (!reply['ok']) throw value;
      return value;
    };
  const importPromise = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  const encode = (value: unknown): Encoded => codec.encode(value, { exportFunction, exportPromise });
  const decode = (json: unknown): unknown => codec.decode(json, { importFunction, importPromise });

  const answer = (message: PeerMessage): void => {
    const f = functions.get(message['id'] as number);
    let reply: { ok: boolean; v: Encoded };
    try {
      reply = { ok: true, v: encode(f?.(...(decode(message['args']) as unknown[]))) };
    } catch (error) {
      reply = { ok: false, v: encode(error) };
    }
    post({ t: 'returned', call: message['call'], ...reply });
  };
  const settle = (message: PeerMessage): void => {
    const id = message['id'] as number;
    const promise = waiting.get(id);
    waiting.delete(id);
    if (message['ok']) promise?.resolve(decode(message['v']));
    else promise?.reject(decode(message['v']));
  };
  document.addEventListener(
    inName,
    (event) => {
      event.stopImmediatePropagation();
      const message = JSON.parse((event as CustomEvent<string>).detail) as PeerMessage;
      if (message.t === 'call') answer(message);
      else if (message.t === 'returned') replies.set(message['call'] as number, message);
      else if (message.t === 'settle') settle(message);
      else handlers[message.t]?.(message);
    },
    true,
  );
  return { post, encode, decode, handlers };
}
