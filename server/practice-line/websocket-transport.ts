/**
 * SIP over WebSocket (RFC 7118), server side: SIP.js drives one accepted socket as if it had dialled it.
 * When the socket closes, the phone that owns it cleans up; SIP.js need not hear of it here.
 */
import { EmitterImpl, type Transport, TransportState } from 'sip.js';
import { WebSocket } from 'ws';

export type WebSocketTransportOptions = {
  socket: WebSocket;
  /** Sees each message before SIP.js does. */
  preview: (message: string) => void;
  onFault: (error: unknown) => void;
};

export class WebSocketTransport implements Transport {
  readonly protocol = 'WS';
  readonly state = TransportState.Connected;
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  #socket: WebSocket;

  /** SIP.js constructs its transport itself, and always gives a logger first. */
  constructor(_logger: unknown, { socket, preview, onFault }: WebSocketTransportOptions) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = data.toString();
      // RFC 5626 section 3.5.1: a double CRLF is a ping, a single one the pong.
      if (message === '\r\n\r\n') socket.send('\r\n');
      if (message.trim() === '') return;
      // SIP.js throws on some well-formed but senseless requests; one phone must not stop the others.
      try {
        preview(message);
        this.onMessage?.(message);
      } catch (error) {
        onFault(error);
      }
    });
  }

  isConnected(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  async connect(): Promise<void> {
    // The socket was accepted before this transport was made.
  }

  async disconnect(): Promise<void> {
    this.#socket.close();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  async send(message: string): Promise<void> {
    if (!this.isConnected()) throw new Error("The phone's socket is closed.");
    this.#socket.send(message);
  }
}
