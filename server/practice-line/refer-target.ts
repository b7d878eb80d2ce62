/** Whom a REFER asks for: an address, and the dialog to take over when it is an attended transfer (RFC 3891). */
import type { URI } from 'sip.js';

export type ReplacedDialog = { callId: string; toTag: string; fromTag: string };
export type ReferTarget = { user: string; replaces: ReplacedDialog | undefined };

/** Throws with a sentence when the REFER asks for nothing that can be. */
export function readReferTarget(uri: URI): ReferTarget {
  const user = uri.user ?? '';
  if (user === '') throw new Error('Refer-To names nobody.');
  const given: unknown = uri.getHeader('replaces');
  const header: unknown = Array.isArray(given) ? given[0] : given;
  return { user, replaces: typeof header === 'string' ? readReplaces(header) : undefined };
}

function readReplaces(header: string): ReplacedDialog {
  const [callId = '', ...parameters] = decodeURIComponent(header).split(';');
  const valueOf = (name: string): string =>
    parameters.find((each) => each.trim().startsWith(`${name}=`))?.split('=', 2)[1] ?? '';
  const replaced = { callId: callId.trim(), toTag: valueOf('to-tag'), fromTag: valueOf('from-tag') };
  if (Object.values(replaced).includes('')) throw new Error('Replaces names no dialog.');
  return replaced;
}
