import { createHmac } from 'node:crypto';

/**
 * Credentials of a TURN server that are good until `expiresAtSeconds` (epoch seconds), as coturn's `use-auth-secret`
 * checks them (draft-uberti-behave-turn-rest-00): the password is the HMAC-SHA1 of the user name.
 */
export function issueTurnCredentials(
  secret: string,
  user: string,
  expiresAtSeconds: number,
): { username: string; credential: string } {
  const username = `${Math.floor(expiresAtSeconds)}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
