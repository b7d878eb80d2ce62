/** The built windows over HTTP on a free port of 127.0.0.1, with the content security policy they ship with. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';

const kinds: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const nonce = 'pictures';
const policy = `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; media-src 'self' blob:`;

/** Serves `folder` until `close`. */
export async function serveWindows(folder: string): Promise<{ origin: string; close: () => void }> {
  async function serve(name: string, reply: ServerResponse): Promise<void> {
    const isPage = name.endsWith('.html');
    try {
      const body = await readFile(path.join(folder, path.normalize(name)));
      reply.writeHead(200, {
        'content-type': kinds[path.extname(name)] ?? 'application/octet-stream',
        ...(isPage ? { 'content-security-policy': policy } : {}),
      });
      reply.end(isPage ? body.toString('utf8').replace('__CSP_NONCE__', nonce) : body);
    } catch {
      reply.writeHead(name === '/favicon.ico' ? 204 : 404).end();
    }
  }
  const server = createServer((request, reply) => {
    void serve(new URL(request.url ?? '/', 'http://localhost').pathname, reply);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { origin: `http://127.0.0.1:${String(address.port)}`, close: () => void server.close() };
}
