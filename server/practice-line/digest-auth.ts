/**
 * Digest access authentication (RFC 3261 section 22, RFC 2617) with MD5, the only algorithm SIP.js 0.21 has. The
 * password never crosses the wire; the digest proves that the phone has it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../shared/domain/clock.ts';
import { readSipUsername, sipPassword } from '../features/telephony/sip-credentials.ts';

const nonceLifetimeMs = 300_000;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The parts of a request that the digest covers. */
export type AuthenticatedRequest = { method: string; requestUri: string; authorization: string | undefined };
export type DigestVerdict = { agent: string } | { challenge: string };

/** One per socket, so that an answer captured on one is worth nothing on another. */
export class DigestAuthenticator {
  #realm: string;
  #secret: string;
  #clock: Clock;
  #nonce = '';
  #bornAtMs = 0;
  #count = 0;

  constructor(realm: string, secret: string, clock: Clock) {
    this.#realm = realm;
    this.#secret = secret;
    this.#clock = clock;
  }

  /** The agent who proved itself, or the `WWW-Authenticate` challenge to send. */
  check(request: AuthenticatedRequest): DigestVerdict {
    const fields = parseFields(request.authorization ?? '');
    const { username = '', realm = '', nonce = '', uri = '', response = '', qop, nc = '', cnonce = '' } = fields;
    const isFresh = nonce !== '' && nonce === this.#nonce && this.#clock.now() - this.#bornAtMs < nonceLifetimeMs;
    if (!isFresh) return this.#challenge(nonce !== '');
    const claimed = readSipUsername(username);
    const ha1 = md5(`${username}:${realm}:${sipPassword(this.#secret, username)}`);
    const ha2 = md5(`${request.method}:${uri}`);
    const expected = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`);
    const isProved = /^[0-9a-f]{32}$/.test(response) && timingSafeEqual(Buffer.from(response), Buffer.from(expected));
    const count = Number.parseInt(nc, 16);
    const isSound = realm === this.#realm && qop === 'auth' && uri === request.requestUri && count > this.#count;
    const isCurrent = claimed !== undefined && claimed.expiresAtSeconds * 1000 >= this.#clock.now();
    if (!isProved || !isSound || !isCurrent) return this.#challenge(false);
    this.#count = count;
    return { agent: claimed.sipUser };
  }

  #challenge(isStale: boolean): DigestVerdict {
    this.#nonce = randomBytes(16).toString('hex');
    this.#bornAtMs = this.#clock.now();
    this.#count = 0;
    const stale = isStale ? ', stale=true' : '';
    return { challenge: `Digest realm="${this.#realm}", nonce="${this.#nonce}", algorithm=MD5, qop="auth"${stale}` };
  }
}

type DigestField = 'username' | 'realm' | 'nonce' | 'uri' | 'response' | 'qop' | 'nc' | 'cnonce';
const isDigestField = (name: string): name is DigestField =>
  ['username', 'realm', 'nonce', 'uri', 'response', 'qop', 'nc', 'cnonce'].includes(name);

function parseFields(header: string): { [name in DigestField]?: string } {
  const fields: { [name in DigestField]?: string } = {};
  for (const [, name = '', quoted, bare = ''] of header.matchAll(/\b([a-z]{2,10})=(?:"([^"]*)"|([^\s,"]+))/g)) {
    if (isDigestField(name)) fields[name] = quoted ?? bare;
  }
  return fields;
}
