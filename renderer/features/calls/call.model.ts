/** What the windows say about calls of a phone snapshot. Pure. */
import type { CallState, PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const callStateWords: Readonly<Record<CallState, string>> = {
  starting: 'Starting',
  dialling: 'Dialing',
  ringing: 'Ringing',
  'early-media': 'Ringing, line is open',
  incoming: 'Incoming call',
  answering: 'Answering',
  active: 'In call',
  held: 'On hold',
  merged: 'In the conference',
  ending: 'Ending',
  ended: 'Call ended',
};

export const isOver = (call: PhoneCall): boolean => call.state === 'ended';
export const isRingingIn = (call: PhoneCall): boolean => call.state === 'incoming';
/** Talking or about to: everything between dialling or answering and the end. */
export const isLive = (call: PhoneCall): boolean => !isOver(call) && !isRingingIn(call);
/** Mute, hold and keypad make sense. */
export const isConnected = (call: PhoneCall): boolean => call.state === 'active' || call.state === 'held';
/** A missed or declined incoming call has nothing to wrap up. */
const needsWrapUp = (call: PhoneCall): boolean => call.direction === 'outbound' || call.answeredAt !== null;

/** The call the call bar is about: the one being talked in, else one being set up. */
export const currentCall = (phone: PhoneSnapshot | null): PhoneCall | null =>
  phone?.calls.find((call) => isLive(call) && !call.isHeld) ?? phone?.calls.find(isLive) ?? null;
export const incomingCalls = (phone: PhoneSnapshot | null): PhoneCall[] => phone?.calls.filter(isRingingIn) ?? [];
/** Ended without a conversation and without need of wrap-up. */
export const missedCalls = (phone: PhoneSnapshot | null): PhoneCall[] =>
  phone?.calls.filter((call) => isOver(call) && !needsWrapUp(call)) ?? [];

/** The call whose wrap-up is shown: an ended one that is not saved yet comes before the one being talked in. */
export const wrapUpCall = (phone: PhoneSnapshot | null): PhoneCall | null =>
  phone?.calls.find((call) => isOver(call) && needsWrapUp(call)) ?? currentCall(phone);

/** Who is at the other end, as far as known. */
export const whoIs = (call: PhoneCall): string => call.remoteName ?? 'Unknown caller';

/** MOS in words; amber below 4.0 and red below 3.5, before a person would hang up over it. */
export function qualityWords(mos: number | null): { text: string; tone: Tone } | null {
  if (mos === null) return null;
  if (mos >= 4) return { text: 'Good', tone: 'good' };
  if (mos >= 3.5) return { text: 'Fair', tone: 'warn' };
  return { text: 'Poor', tone: 'stop' };
}

/** Why the phone cannot place a call now, in plain words; null when it can. */
export function phoneObstacle(phone: PhoneSnapshot | null): string | null {
  if (phone === null) return 'The phone is starting.';
  if (phone.registration.state !== 'registered')
    return `The phone is not connected${phone.registration.reason ? `: ${phone.registration.reason}` : ''}.`;
  if (phone.audio.microphone === 'denied') return 'The microphone is not allowed in the system settings.';
  if (phone.audio.microphone === 'missing') return 'No microphone is connected.';
  if (currentCall(phone)) return 'You are in a call.';
  return null;
}
