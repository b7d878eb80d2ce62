/** Whether the far end has put us on hold, from the direction of its own audio (RFC 3264 sections 5.1 and 8.4). */

type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

const directions: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const directionIn = (sdp: string): Direction | undefined =>
  directions.find((direction) => new RegExp(`^a=${direction}\\s*$`, 'm').test(sdp));

/** Direction of the first audio section, which overrules that of the session; `sendrecv` when nothing is said. */
export function audioDirectionOf(sdp: string): Direction {
  const [session = '', ...sections] = sdp.split(/^(?=m=)/m);
  const audio = sections.find((section) => section.startsWith('m=audio')) ?? '';
  return directionIn(audio) ?? directionIn(session) ?? 'sendrecv';
}

/**
 * `before` is what was known. An `inactive` answer to our own hold says nothing about the far end: it may only be strict.
 */
export function isHeldByRemote(sdp: string, { isOffer, isHeldHere, before }: RemoteHoldContext): boolean {
  const direction = audioDirectionOf(sdp);
  if (direction === 'inactive') return isOffer || !isHeldHere ? true : before;
  return direction === 'sendonly';
}

export type RemoteHoldContext = { isOffer: boolean; isHeldHere: boolean; before: boolean };
