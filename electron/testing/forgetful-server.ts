/**
 * A real HTTP server that keeps the contract's promise of idempotency (one effect per key, the same reply again) over a
 * line that loses requests before and replies after the effect.
 */
import { createServer } from 'node:http';

export type ForgetfulServer = {
  url: string;
  /** Effects by key, in the order they took place. */
  effects: { key: string; path: string; body: string }[];
  /** Requests that came with a key already used for another body. */
  misused: number;
  close: () => Promise<void>;
};

export async function startForgetfulServer(loses: () => 'nothing' | 'request' | 'reply'): Promise<ForgetfulServer> {
  const replies = new Map<string, { body: string; reply: string }>();
  const state: ForgetfulServer = { url: '', effects: [], misused: 0, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      const lost = loses();
      if (lost === 'request') {
        request.socket.destroy();
        return;
      }
      const key = String(request.headers['idempotency-key']);
      const path = request.url ?? '';
      const known = replies.get(key);
      if (known && known.body !== body) state.misused += 1;
      if (!known) {
        const callId = /calls\/([^/]+)/.exec(path)?.[1] ?? '';
        replies.set(key, { body, reply: JSON.stringify({ call_id: callId, code: 'no-answer', version: 1 }) });
        state.effects.push({ key, path, body });
      }
      if (lost === 'reply') {
        request.socket.destroy();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end(replies.get(key)?.reply);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  state.url = `http://127.0.0.1:${address.port}`;
  state.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return state;
}
