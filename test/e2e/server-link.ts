/** The line between one desktop and the server: it can be cut while everybody else, the PBX too, still reaches the server. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { freePort } from '../../build/run/data-directory.ts';

export class ServerLink {
  readonly url: string;
  readonly #port: number;
  readonly #serverPort: number;
  readonly #sockets = new Set<Socket>();
  #listener: Server | null = null;

  private constructor(port: number, serverUrl: string) {
    this.#port = port;
    this.#serverPort = Number(new URL(serverUrl).port);
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(serverUrl: string): Promise<ServerLink> {
    const link = new ServerLink(await freePort(), serverUrl);
    await link.restore();
    return link;
  }

  /** Every connection breaks, and none can be made. */
  async cut(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    if (!listener) return;
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async restore(): Promise<void> {
    const listener = createServer((socket) => this.#join(socket));
    this.#listener = listener;
    await new Promise<void>((resolve) => listener.listen(this.#port, '127.0.0.1', resolve));
  }

  #join(socket: Socket): void {
    const far = connect(this.#serverPort, '127.0.0.1');
    for (const [from, to] of [
      [socket, far],
      [far, socket],
    ] as const) {
      this.#sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
