/**
 * A client of Asterisk's manager interface that stays connected.
 *
 * Promise: every action ends, with what Asterisk answered to it or with `telephony/pbx-silent`, within its time. An
 * answer is matched by ActionID, so that a late one is nobody else's.
 *
 *   waiting ──delay over──► connecting ──logged in──► ready
 *      ▲                        │                       │ silence, disconnect, nonsense:
 *      ╰──── closed, refused ───┴───────────────────────╯ everything under way fails at once
 *
 * Silence ends the connection, because whatever follows on it would only wait as well: while there is none, actions fail
 * at once, and no request holds a database connection for the sake of a PBX that hangs.
 */
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { reconnectDelayMs } from '../../../shared/domain/backoff.ts';
import { fieldOf, formatAction, type ManagerPacket, PacketReader } from './manager-packet.ts';
import { commandTimeoutMs, pbxSilent } from './pbx-control.ts';

export type ManagerClientOptions = {
  host: string;
  port: number;
  username: string;
  secret: string;
  /** Told when the connection comes and goes; without secrets. */
  log: (message: string) => void;
  timeoutMs?: number;
  pingEveryMs?: number;
  /** Chooses the delays of reconnecting. */
  random?: () => number;
};

/** Asterisk understood the action and refused it. */
export class ManagerRefusal extends Error {}

type Pending = {
  /** Packets of a list so far; `undefined`: one response is all. */
  rows: ManagerPacket[] | undefined;
  /** Event that ends the list. */
  endsWith: string | undefined;
  timer: NodeJS.Timeout;
  resolve(packets: ManagerPacket[]): void;
  reject(error: Error): void;
};

const pingEveryMs = 15_000;

export class ManagerClient {
  readonly #options: ManagerClientOptions;
  readonly #timeoutMs: number;
  /** Answers to another connection, or to another client of the same Asterisk, are nobody's here. */
  readonly #idPrefix = randomBytes(6).toString('hex');
  readonly #pending = new Map<string, Pending>();
  #lastId = 0;
  #socket: net.Socket | undefined;
  #isReady = false;
  #isStopped = false;
  #failedAttempts = 0;
  #retry: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  /** Ends with the first attempt, whatever became of it: only that one is waited for. */
  #firstAttempt: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(options: ManagerClientOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? commandTimeoutMs;
    this.#connect();
  }

  /**
   * Sends an action and gives Asterisk's response.
   * @throws ManagerRefusal with Asterisk's own words; ProblemError `telephony/pbx-silent`.
   */
  async act(action: string, fields: Readonly<Record<string, string>> = {}): Promise<ManagerPacket> {
    const [response] = await this.#send(action, fields, undefined);
    if (!response) throw new Error('An action ended without a response');
    return response;
  }

  /** Sends an action that is answered with a list, which the event `endsWith` ends. Throws as `act` does. */
  list(action: string, fields: Readonly<Record<string, string>>, endsWith: string): Promise<ManagerPacket[]> {
    return this.#send(action, fields, endsWith);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    this.#drop('the server stops');
  }

  async #send(
    action: string,
    fields: Readonly<Record<string, string>>,
    endsWith: string | undefined,
  ): Promise<ManagerPacket[]> {
    if (!this.#isReady) await this.#firstAttempt.promise;
    if (!this.#isReady) throw pbxSilent('not connected');
    return this.#write(action, fields, endsWith);
  }

  #write(
    action: string,
    fields: Readonly<Record<string, string>>,
    endsWith: string | undefined,
  ): Promise<ManagerPacket[]> {
    this.#lastId += 1;
    const id = `${this.#idPrefix}-${this.#lastId}`;
    const text = formatAction({ Action: action, ActionID: id, ...fields });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#drop(`${action} was not answered`), this.#timeoutMs);
      const rows = endsWith === undefined ? undefined : [];
      this.#pending.set(id, { rows, endsWith, timer, resolve, reject });
      this.#socket?.write(text);
    });
  }

  #connect(): void {
    const { host, port, username, secret } = this.#options;
    const socket = net.connect({ host, port, keepAlive: true });
    this.#socket = socket;
    const reader = new PacketReader();
    const impatience = setTimeout(() => socket.destroy(), this.#timeoutMs);
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      void this.#logIn({ Username: username, Secret: secret, Events: 'off' }, socket).finally(() =>
        clearTimeout(impatience),
      );
    });
    socket.on('data', (piece: string) => {
      try {
        for (const packet of reader.read(piece)) this.#take(packet);
      } catch (error) {
        this.#drop(error instanceof Error ? error.message : 'nonsense');
      }
    });
    // What went wrong is told by what follows it: `close`.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(impatience);
      if (this.#socket === socket) this.#lose('disconnected');
    });
  }

  async #logIn(login: Readonly<Record<string, string>>, socket: net.Socket): Promise<void> {
    try {
      await this.#write('Login', login, undefined);
      this.#becomeReady();
    } catch (error) {
      if (error instanceof ManagerRefusal) this.#options.log(`The PBX refused the login: ${error.message}`);
      socket.destroy();
    }
  }

  #becomeReady(): void {
    this.#isReady = true;
    this.#failedAttempts = 0;
    this.#firstAttempt.resolve();
    this.#options.log('The PBX can be commanded');
    this.#ping = setInterval(() => {
      this.#write('Ping', {}, undefined).catch(() => undefined);
    }, this.#options.pingEveryMs ?? pingEveryMs);
  }

  #take(packet: ManagerPacket): void {
    const id = fieldOf(packet, 'ActionID') ?? '';
    const pending = this.#pending.get(id);
    if (!pending) return;
    const response = fieldOf(packet, 'Response');
    if (response !== undefined && response.toLowerCase() !== 'success' && response.toLowerCase() !== 'pong') {
      this.#settle(id, pending);
      pending.reject(new ManagerRefusal(fieldOf(packet, 'Message') ?? response));
    } else if (pending.rows === undefined) {
      this.#settle(id, pending);
      pending.resolve([packet]);
    } else if (response === undefined) {
      if (fieldOf(packet, 'Event') === pending.endsWith) {
        this.#settle(id, pending);
        pending.resolve(pending.rows);
      } else pending.rows.push(packet);
    }
  }

  #settle(id: string, pending: Pending): void {
    clearTimeout(pending.timer);
    this.#pending.delete(id);
  }

  #drop(why: string): void {
    const socket = this.#socket;
    this.#lose(why);
    socket?.destroy();
  }

  /** The connection is of no use any more: whatever was under way fails, and a new one is made after a while. */
  #lose(why: string): void {
    this.#socket = undefined;
    if (this.#isReady && !this.#isStopped) this.#options.log(`The PBX cannot be commanded: ${why}`);
    this.#isReady = false;
    clearInterval(this.#ping);
    for (const [id, pending] of this.#pending) {
      this.#settle(id, pending);
      pending.reject(pbxSilent(why));
    }
    this.#firstAttempt.resolve();
    if (this.#isStopped) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), reconnectDelayMs(this.#failedAttempts, this.#options.random));
    this.#failedAttempts += 1;
  }
}
