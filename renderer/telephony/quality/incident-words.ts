/** What went wrong with the sound of a call, as one plain sentence for the person who is in it. */
import type { CallIncident } from '../../../shared/contracts/calls/calls.contract.ts';
import type { Disturbance } from '../../../shared/ipc/phone-snapshot.ts';

export type IncidentKind = CallIncident['kind'];

export const disturbanceWords: Record<Disturbance, string> = {
  wake: 'the computer was asleep',
  network: 'the network was away',
  address: 'the network changed',
  wifi: 'Wi-Fi changed',
};

const what: Record<IncidentKind, string> = {
  'no-audio-received': 'Audio was lost',
  'silent-microphone': 'Your microphone was silent',
  'media-path-lost': 'Audio was lost',
  'media-setup-stuck': 'Audio could not start',
  'signalling-lost': 'The connection to the phone system was lost',
  'microphone-changed': 'The microphone changed',
  'speaker-changed': 'The speaker changed',
};

const now: Record<IncidentKind, string> = {
  'no-audio-received': 'You do not hear the other side',
  'silent-microphone': 'The other side does not hear you: your microphone is silent',
  'media-path-lost': 'No audio in either direction',
  'media-setup-stuck': 'Audio does not start',
  'signalling-lost': 'The connection to the phone system is lost; you can go on talking',
  'microphone-changed': 'The microphone changed',
  'speaker-changed': 'The speaker changed',
};

/** One decimal below ten seconds: 2.1 s, 14 s; what would be 0.0 s is a moment. */
function inSeconds(durationMs: number): string {
  if (durationMs < 50) return 'a moment';
  return durationMs < 9950 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`;
}

/**
 * `Audio was lost for 2.1 s: Wi-Fi changed`; with null for the duration, that it lasted to the end of the call.
 * `cause` is a few words without a capital rule of their own, or null when nobody knows.
 */
export function incidentSentence(kind: IncidentKind, durationMs: number | null, cause: string | null): string {
  const length =
    durationMs === null ? ' until the call ended' : durationMs === 0 ? '' : ` for ${inSeconds(durationMs)}`;
  return `${what[kind]}${length}${cause === null ? '' : `: ${cause}`}`;
}

/** The same while it lasts. */
export const troubleSentence = (kind: IncidentKind, cause: string | null): string =>
  `${now[kind]}${cause === null ? '' : `: ${cause}`}`;
