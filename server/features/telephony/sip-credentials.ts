/**
 * Short-lived SIP credentials that need no store, as TURN servers issue them (draft-uberti-behave-turn-rest-00): the
 * user name says until when it is good, the password is its HMAC. Whoever knows `DESKLINE_SIP_SECRET` can check them.
 */
import { createHmac } from 'node:crypto';

const usernamePattern = /^(\d{1,12}):([a-z0-9.-]{1,64})$/;

/** The password that belongs to a short-lived SIP user name. */
export const sipPassword = (secret: string, username: string): string =>
  createHmac('sha256', secret).update(username).digest('base64url');

/** Credentials of a SIP user that are good until `expiresAtSeconds` (epoch seconds). */
export function issueSipCredentials(
  secret: string,
  sipUser: string,
  expiresAtSeconds: number,
): { username: string; password: string } {
  const username = `${Math.floor(expiresAtSeconds)}:${sipUser}`;
  return { username, password: sipPassword(secret, username) };
}

/** What a short-lived user name says, or `undefined` if it is none. It proves nothing until the password was checked. */
export function readSipUsername(username: string): { sipUser: string; expiresAtSeconds: number } | undefined {
  const [, expiresAtSeconds, sipUser] = usernamePattern.exec(username) ?? [];
  return sipUser === undefined ? undefined : { sipUser, expiresAtSeconds: Number(expiresAtSeconds) };
}
