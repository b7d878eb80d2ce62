/** Asterisk's manager interface, as far as the lab's own checks use it. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export type ManagerMessage = Record<string, string>;

export class Manager {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (message: ManagerMessage) => void>();
  /** Events so far, oldest first. */
  readonly events: ManagerMessage[] = [];
  #unread = '';
  #asked = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (piece: string) => this.#read(piece));
  }

  /** Logs in with `ami://user:secret@host:port`; rejects when the account is refused. */
  static async connect(managerUrl: string): Promise<Manager> {
    const { hostname, port, username, password } = new URL(managerUrl);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const manager = new Manager(socket);
    const reply = await manager.ask({ Action: 'Login', Username: username, Secret: password });
    if (reply['Response'] !== 'Success') throw new Error(`The manager refused: ${reply['Message']}`);
    return manager;
  }

  /** Settles with the response to the action; list events come after it, in `events`. */
  ask(action: ManagerMessage): Promise<ManagerMessage> {
    this.#asked += 1;
    const id = String(this.#asked);
    const lines = Object.entries({ ...action, ActionID: id }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket.write(`${lines.join('')}\r\n`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(piece: string): void {
    const blocks = (this.#unread + piece).split('\r\n\r\n');
    this.#unread = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = Object.fromEntries(
        block.split('\r\n').map((line) => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)];
        }),
      );
      if (message['Event'] !== undefined) this.events.push(message);
      else this.#waiting.get(message['ActionID'] ?? '')?.(message);
    }
  }
}
