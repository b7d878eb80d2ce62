/**
 * A small Chrome DevTools Protocol client over `--remote-debugging-pipe` (JSON messages ended by a zero byte). The
 * stand-in talks through the pipe; Playwright attaches to the same Chromium through its own socket. Chromium ends
 * when the pipe closes, so that a stand-in that was killed leaves nothing behind.
 */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CdpCommands, CdpEvents } from './cdp-types.ts';

type Message = {
  id?: number;
  method?: keyof CdpEvents;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string; data?: string };
};

/** One attached target, or the browser itself (`connection.root`). */
export class CdpSession {
  readonly #connection: Connection;
  readonly #id: string | undefined;
  readonly #events = new EventEmitter().setMaxListeners(0);

  constructor(connection: Connection, id?: string) {
    this.#connection = connection;
    this.#id = id;
  }

  on<M extends keyof CdpEvents>(method: M, listener: (event: CdpEvents[M]) => void): void {
    this.#events.on(method, listener);
  }

  send<M extends keyof CdpCommands>(method: M, params: CdpCommands[M]['params']): Promise<CdpCommands[M]['result']> {
    return this.#connection.send(method, params, this.#id);
  }

  /** Fire and forget: the target may already be gone. */
  tell<M extends keyof CdpCommands>(method: M, params: CdpCommands[M]['params']): void {
    this.send(method, params).catch(() => undefined);
  }

  receive(method: string, params: unknown): void {
    this.#events.emit(method, params);
  }
}

export class Connection {
  readonly root = new CdpSession(this);
  readonly #out: Writable;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #pending = new Map<
    number,
    { method: string; resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  #sequence = 0;
  #closed = false;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    out.on('error', () => undefined); // EPIPE while Chromium ends
    let parts: Buffer[] = [];
    input.on('data', (data: Buffer) => {
      let start = 0;
      for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
        parts.push(data.subarray(start, end));
        const text = Buffer.concat(parts).toString('utf8');
        parts = [];
        start = end + 1;
        this.#dispatch(JSON.parse(text) as Message);
      }
      if (start < data.length) parts.push(data.subarray(start));
    });
    input.on('error', () => undefined);
    input.on('close', () => this.#fail());
  }

  session(id: string): CdpSession {
    let session = this.#sessions.get(id);
    if (!session) this.#sessions.set(id, (session = new CdpSession(this, id)));
    return session;
  }

  send<M extends keyof CdpCommands>(
    method: M,
    params: CdpCommands[M]['params'],
    sessionId?: string,
  ): Promise<CdpCommands[M]['result']> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    const id = ++this.#sequence;
    this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#pending.set(id, { method, resolve, reject }));
  }

  #dispatch(message: Message): void {
    if (message.id !== undefined) {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (!pending) return;
      if (message.error) pending.reject(new Error(`${pending.method}: ${message.error.message}`));
      else pending.resolve(message.result as never);
      return;
    }
    if (!message.method) return;
    const session = message.sessionId ? this.#sessions.get(message.sessionId) : this.root;
    session?.receive(message.method, message.params);
    if (message.method === 'Target.detachedFromTarget') {
      this.#sessions.delete((message.params as CdpEvents['Target.detachedFromTarget']).sessionId);
    }
  }

  #fail(): void {
    this.#closed = true;
    for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: Chromium is gone`));
    this.#pending.clear();
  }
}
