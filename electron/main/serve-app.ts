/**
 * Serves the built pages as `app://deskline/…` out of dist/renderer, and nothing from anywhere else. Every page gets its
 * own policy with a fresh nonce.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy, createNonce, noncePlaceholder } from '../security/csp.ts';
import { appOrigin, appScheme, pageKindOf } from '../security/sender.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/** Before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** The file an address stands for, or null when it leads out of the folder or to another host. */
export function fileOf(folder: string, address: string): string | null {
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== appOrigin) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const file = path.normalize(path.join(folder, pathname));
  return file.startsWith(folder + path.sep) && !pathname.includes('\0') ? file : null;
}

/** When the app is ready. `pbxOrigins` is asked on each response of the phone page. */
export function serveApp(folder: string, pbxOrigins: () => readonly string[]): void {
  protocol.handle(appScheme, async (request) => {
    const file = fileOf(folder, request.url);
    const contentType = file === null ? undefined : contentTypes[path.extname(file)];
    if (file === null || contentType === undefined || request.method !== 'GET')
      return new Response(null, { status: 404 });
    let content: Buffer;
    try {
      content = await readFile(file);
    } catch {
      return new Response(null, { status: 404 });
    }
    const headers = new Headers({
      'content-type': contentType,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    if (!file.endsWith('.html')) return new Response(new Uint8Array(content), { headers });
    const nonce = createNonce();
    headers.set('content-security-policy', contentSecurityPolicy(pageKindOf(request.url), nonce, pbxOrigins()));
    headers.set('cache-control', 'no-store');
    return new Response(content.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers });
  });
}
