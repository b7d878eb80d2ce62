/** A manager interface that does what a test wants: it greets, logs in, and leaves everything else to the script. */
import { once } from 'node:events';
import net from 'node:net';

export type ManagerAction = Readonly<Record<string, string>>;
/** What the peer writes for an action, or does with the connection. */
export type Script = (action: ManagerAction, socket: net.Socket) => string | undefined;

export const greeting = 'Asterisk Call Manager/9.0.0\r\n';
export const packet = (fields: Record<string, string>): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
/** The successful response to an action. */
export const success = (action: ManagerAction, more: Record<string, string> = {}): string =>
  packet({ Response: 'Success', ActionID: action['ActionID'] ?? '', ...more });

export class ScriptedManager {
  readonly port: number;
  /** Actions received, without logins and pings. */
  readonly actions: ManagerAction[] = [];
  logins = 0;
  pings = 0;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #script: Script;

  private constructor(server: net.Server, port: number, script: Script) {
    this.#server = server;
    this.port = port;
    this.#script = script;
  }

  /** `script` answers actions; `opening` is written to each new connection, the greeting unless told otherwise. */
  static async start(script: Script, opening = greeting): Promise<ScriptedManager> {
    const server = net.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const manager = new ScriptedManager(server, port, script);
    server.on('connection', (socket) => manager.#serve(socket, opening));
    return manager;
  }

  behave(script: Script): void {
    this.#script = script;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  #serve(socket: net.Socket, opening: string): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    socket.write(opening);
    let text = '';
    socket.on('data', (piece: string) => {
      text += piece;
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        this.#take(parse(text.slice(0, end)), socket);
        text = text.slice(end + 4);
      }
    });
  }

  #take(action: ManagerAction, socket: net.Socket): void {
    if (action['Action'] === 'Login') this.logins += 1;
    else if (action['Action'] === 'Ping') this.pings += 1;
    else this.actions.push(action);
    const answer = this.#script(action, socket) ?? (action['Action'] === 'Login' ? success(action) : undefined);
    if (answer !== undefined) socket.write(answer);
  }
}

const parse = (text: string): ManagerAction =>
  Object.fromEntries(
    text.split('\r\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
