import { randomBytes } from 'node:crypto';
import type { WindowKind } from '../../shared/ipc/define-channel.ts';

/** Stands in pages where the nonce of the response belongs; Vite writes it into the built pages (`html.cspNonce`). */
export const noncePlaceholder = '__CSP_NONCE__';

export const createNonce = (): string => randomBytes(18).toString('base64');

/**
 * The policy of one page (W3C CSP 3). Scripts only from the app itself; the nonce is for the one style element the
 * component library makes. Only the phone page may connect anywhere: to the PBX's own WebSocket origins.
 */
export function contentSecurityPolicy(page: WindowKind | null, nonce: string, pbxOrigins: readonly string[]): string {
  const connect = page === 'phone' ? ["'self'", ...pbxOrigins.filter(isSocketOrigin)] : ["'self'"];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

const isSocketOrigin = (origin: string): boolean => /^wss?:\/\/[a-z0-9.:[\]-]+$/i.test(origin);

/** `wss://pbx.example:8089/ws` → `wss://pbx.example:8089`; null for anything that is no WebSocket address. */
export function socketOriginOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'ws:' || protocol === 'wss:' ? `${protocol}//${host}` : null;
}
