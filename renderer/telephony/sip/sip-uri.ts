/** SIP addresses as RFC 3261 section 25.1 wants them. SIP.js gives up on a bare `#`, which feature codes such as `*67#` have. */
import { UserAgent } from 'sip.js';

type SipUri = NonNullable<ReturnType<typeof UserAgent.makeURI>>;

/** Escapes what may not stand in the user part; `%` sequences that are there already stay. */
export function escapeUser(user: string): string {
  return user.replaceAll(/[^A-Za-z0-9\-_.!~*'()&=+$,;?/%]/g, (character) => encodeURIComponent(character));
}

/** Takes `sip:user@host…` or `user@host…`; null if it is none. */
export function makeSipUri(address: string): SipUri | null {
  const bare = address.replace(/^sips?:/i, '');
  const at = bare.lastIndexOf('@');
  if (at < 1) return null;
  return UserAgent.makeURI(`sip:${escapeUser(bare.slice(0, at))}@${bare.slice(at + 1)}`) ?? null;
}

/** The user part without its escapes: what a person calls the number. */
export function userOf(uri: { user?: string | undefined }): string {
  const user = uri.user ?? '';
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
