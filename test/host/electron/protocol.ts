/**
 * Chromium lets nobody outside register a scheme, so `app://deskline/agent.html` is served to the page as
 * `https://deskline.app.localhost/agent.html`: a secure context, a standard URL, the same origin rules. The main
 * process sees `app://` only, since every URL is mapped back.
 */
import type * as E from 'electron';
import { app } from './app.ts';
import { openContents } from './registry.ts';
import { strict } from './strict.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type Scheme = Pick<E.CustomScheme, 'scheme' | 'privileges'>;

const privileges = new Map<string, E.Privileges>();
const handlers = new Map<string, ProtocolHandler>();

export const handlerOf = (scheme: string): ProtocolHandler | undefined => handlers.get(scheme);

export function toInternalUrl(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (!handlers.has(scheme)) return url;
  return `https://${host}.${scheme}.localhost${rest || '/'}`;
}

export function toExternalUrl(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.localhost(?=[/?#]|$)/,
    (all, host: string, scheme: string) => (handlers.has(scheme) ? `${scheme}://${host}` : all),
  );
}

/** A policy that names the scheme or its hosts must name what the page is served from. */
export function toInternalPolicy(policy: string): string {
  let mapped = policy;
  for (const scheme of handlers.keys()) {
    mapped = mapped
      .replaceAll(new RegExp(`\\b${scheme}://([a-z0-9.-]+)`, 'gi'), `https://$1.${scheme}.localhost`)
      .replaceAll(new RegExp(`(?<=[\\s;])${scheme}:(?=[\\s;]|$)`, 'gi'), `https://*.${scheme}.localhost`);
  }
  return mapped;
}

/** What Chromium must stop at: every document (for `will-navigate`) and everything below a scheme of the app. */
export const interceptionPatterns = (): { urlPattern: string; resourceType?: string }[] => [
  ...[...handlers.keys()].map((scheme) => ({ urlPattern: `https://*.${scheme}.localhost/*` })),
  { urlPattern: '*', resourceType: 'Document' },
];

const refreshInterception = (): void => {
  for (const contents of openContents) contents._tell('Fetch.enable', { patterns: interceptionPatterns() });
};

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: Scheme[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const scheme of schemes) privileges.set(scheme.scheme, scheme.privileges ?? {});
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (!app.isReady()) throw new Error('protocol.handle cannot be called before app is ready');
    if (handlers.has(scheme)) throw new Error(`The protocol has been already registered: ${scheme}`);
    const given = privileges.get(scheme);
    if (!given?.standard || !given.secure) {
      throw new Error(`Electron stand-in: the scheme ${scheme} must be registered as standard and secure`);
    }
    handlers.set(scheme, handler);
    refreshInterception();
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
    refreshInterception();
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});
