/**
 * A WebSocket edge between phone and phone system, as a session border controller is one: when the phone's connection is
 * cut, the phone system's side lives on, and the phone's next connection is joined to it. What passes can be swallowed,
 * doubled, changed or held back, and the edge can say something of its own to either side.
 */
import { type RawData, WebSocket, WebSocketServer } from 'ws';

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)).toString();

/** What becomes of a message on its way: itself, nothing, or others in its place. */
export type Passage = (message: string) => string[];
const unchanged: Passage = (message) => [message];

export class EdgeProxy {
  #server: WebSocketServer;
  #upstreamUrl: string;
  #origin: string;
  #client: WebSocket | null = null;
  #upstream: WebSocket | null = null;
  #abandoned: WebSocket[] = [];
  #isDown = false;
  /** Accepts and forwards nothing: a socket that looks open and is not. */
  isHalfOpen = false;
  /** Joins the next connection to the old upstream; otherwise the phone system sees a new phone. */
  keepsSessions = true;
  connectedAtMs: number[] = [];
  passed: string[] = [];
  towardsLine: Passage = unchanged;
  towardsPhone: Passage = unchanged;

  private constructor(server: WebSocketServer, upstreamUrl: string, origin: string) {
    this.#server = server;
    this.#upstreamUrl = upstreamUrl;
    this.#origin = origin;
    server.on('connection', (client) => void this.#join(client));
  }

  static async start(upstreamUrl: string, origin: string): Promise<EdgeProxy> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
    await new Promise((resolve) => server.once('listening', resolve));
    return new EdgeProxy(server, upstreamUrl, origin);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The edge does not listen.');
    return `ws://127.0.0.1:${address.port}`;
  }

  /** Cuts the phone off, without a closing handshake, and takes no new connection until `restore`. */
  cut(): void {
    this.#isDown = true;
    this.#client?.terminate();
  }

  restore(): void {
    this.#isDown = false;
  }

  /** Says something to the phone; bytes go as a binary message. */
  tellPhone(message: string | Buffer): void {
    if (this.#client?.readyState === WebSocket.OPEN) this.#client.send(message);
  }

  tellLine(message: string): void {
    if (this.#upstream?.readyState === WebSocket.OPEN) this.#upstream.send(message);
  }

  /** The way to the phone is gone and neither end is told: its socket stays open, and nothing passes it any more. */
  abandon(): void {
    this.#client?.removeAllListeners('message');
    if (this.#client) this.#abandoned.push(this.#client);
    this.#client = null;
    if (!this.keepsSessions) this.#upstream?.terminate();
  }

  stop(): void {
    for (const client of this.#abandoned) client.terminate();
    this.#client?.terminate();
    this.#upstream?.terminate();
    this.#server.close();
  }

  async #join(client: WebSocket): Promise<void> {
    if (this.#isDown) return client.terminate();
    this.connectedAtMs.push(Date.now());
    this.#client = client;
    const waiting: RawData[] = [];
    client.on('message', (data) => waiting.push(data));
    client.on('error', () => client.terminate());
    if (!this.keepsSessions) this.#upstream?.terminate();
    const upstream = await this.#openUpstream();
    client.removeAllListeners('message');
    const forward = (data: RawData): void => {
      if (this.isHalfOpen) return;
      const text = textOf(data);
      this.passed.push(text);
      for (const message of this.towardsLine(text)) upstream.send(message);
    };
    for (const data of waiting) forward(data);
    client.on('message', forward);
  }

  async #openUpstream(): Promise<WebSocket> {
    if (this.#upstream?.readyState === WebSocket.OPEN) return this.#upstream;
    const upstream = new WebSocket(this.#upstreamUrl, 'sip', { origin: this.#origin });
    this.#upstream = upstream;
    upstream.on('message', (data) => {
      if (this.isHalfOpen) return;
      for (const message of this.towardsPhone(textOf(data))) this.tellPhone(message);
    });
    upstream.on('error', () => upstream.terminate());
    upstream.on('close', () => {
      if (this.#upstream === upstream) this.#client?.terminate();
    });
    await new Promise((resolve) => upstream.once('open', resolve));
    return upstream;
  }
}
