/** What a call's sound must be in each of its states. Pure; whoever applies it may do so again and again. */
import type { CallState } from '../../shared/ipc/phone-snapshot.ts';
import type { CallMachine } from './call-machine.ts';

export type CallAudio = {
  /**
   * `closed`: connected, but silent (muted, or not yet answered). `detached`: nothing is sent at all. `replaced`: something
   * else is sent in its place (a recorded message, silence); the microphone is off.
   */
  microphone: 'open' | 'closed' | 'detached' | 'replaced';
  isFarEndHeard: boolean;
  tone: 'ring' | 'ringback' | null;
};

const quiet: CallAudio = { microphone: 'closed', isFarEndHeard: false, tone: null };
const audioByState: Record<CallState, CallAudio> = {
  starting: quiet,
  dialling: quiet,
  ringing: { ...quiet, tone: 'ringback' },
  'early-media': { ...quiet, isFarEndHeard: true },
  incoming: { ...quiet, tone: 'ring' },
  answering: quiet,
  active: { ...quiet, microphone: 'open', isFarEndHeard: true },
  held: { ...quiet, microphone: 'detached' },
  merged: { ...quiet, microphone: 'detached' },
  ending: quiet,
  ended: quiet,
};

export function audioOf({ state, isMuted, isReplaced }: CallMachine): CallAudio {
  const audio = audioByState[state];
  if (state === 'active' && isReplaced) return { ...audio, microphone: 'replaced' };
  return isMuted && audio.microphone === 'open' ? { ...audio, microphone: 'closed' } : audio;
}
