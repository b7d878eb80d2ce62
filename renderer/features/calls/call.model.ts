/** What the windows say about calls of a phone snapshot. Pure. */
import type { CallState, PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { formatPhone } from '../../ui/format.ts';

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
/** Only contacts with consumers want a wrap-up; a missed or declined one has nothing to wrap up. */
const needsWrapUp = (call: PhoneCall): boolean =>
  call.kind === 'consumer' && (call.direction === 'outbound' || call.answeredAt !== null);

/** Which line is the big one: talked in, then being set up, then ending, then on hold, then part of a conference. */
const prominence: Readonly<Record<CallState, number>> = {
  active: 0,
  starting: 1,
  dialling: 1,
  ringing: 1,
  'early-media': 1,
  answering: 1,
  ending: 2,
  held: 3,
  merged: 4,
  incoming: 9,
  ended: 9,
};

/** The call the call bar is about. */
export const currentCall = (phone: PhoneSnapshot | null): PhoneCall | null =>
  phone?.calls.filter(isLive).toSorted((a, b) => prominence[a.state] - prominence[b.state])[0] ?? null;
export const incomingCalls = (phone: PhoneSnapshot | null): PhoneCall[] => phone?.calls.filter(isRingingIn) ?? [];
/** Live calls that are not the current one, oldest first: their places are the numbers of the lines. */
export const otherCalls = (phone: PhoneSnapshot | null): PhoneCall[] => {
  const current = currentCall(phone);
  return phone?.calls.filter((call) => isLive(call) && call.callId !== current?.callId) ?? [];
};
/** Ended without need of a wrap-up: missed ones, and calls inside the house. */
export const missedCalls = (phone: PhoneSnapshot | null): PhoneCall[] =>
  phone?.calls.filter((call) => isOver(call) && !needsWrapUp(call)) ?? [];

/**
 * The call whose wrap-up is shown: an ended one that is not saved yet, else the consumer's call that is talked in, else
 * the one a colleague is being consulted about.
 */
export function wrapUpCall(phone: PhoneSnapshot | null): PhoneCall | null {
  const calls = phone?.calls ?? [];
  const due = calls.find((call) => isOver(call) && needsWrapUp(call));
  const current = currentCall(phone);
  if (due || current?.kind === 'consumer') return due ?? current;
  return calls.find((call) => isLive(call) && call.kind === 'consumer') ?? null;
}

/** The consultation under way and the call it is about; null when nobody is consulted. */
export function consultationOf(phone: PhoneSnapshot | null): { consultation: PhoneCall; about: PhoneCall } | null {
  for (const consultation of phone?.calls.filter(isLive) ?? []) {
    const about = phone?.calls.find((call) => call.callId === consultation.consultationFor && isLive(call));
    if (about) return { consultation, about };
  }
  return null;
}

/** A supervised call, an emergency or the mailbox is nobody to bring into a conference. */
const mergeableKinds = new Set<PhoneCall['kind']>(['consumer', 'colleague', 'conference']);

/** The calls a merge would bring together: all that are up, at least two; empty where nothing can be merged. */
export function mergeableCalls(phone: PhoneSnapshot | null): PhoneCall[] {
  if (!phone?.services.canConference) return [];
  const found = phone.calls.filter((call) => isConnected(call) && mergeableKinds.has(call.kind));
  return found.length >= 2 ? found : [];
}

/** Who is at the other end, as far as known. */
export const whoIs = (call: PhoneCall): string => {
  if (call.kind === 'conference') return 'Conference';
  if (call.kind === 'emergency') return `Emergency call ${call.remoteNumber}`;
  return call.remoteName ?? (call.kind === 'consumer' ? 'Unknown caller' : call.remoteNumber);
};
/** The same where a number says more than `Unknown caller`. */
export const titleOf = (call: PhoneCall): string =>
  call.kind === 'consumer' && call.remoteName === null ? formatPhone(call.remoteNumber) : whoIs(call);

/** A call with a consumer whose number shows. */
export const hasConsumerNumber = ({ kind, remoteNumber }: PhoneCall): boolean =>
  kind === 'consumer' && /^\+[1-9]\d{6,14}$/.test(remoteNumber);

/** The second line under the title: the number, or what the call is for. */
export function whereIs(call: PhoneCall, phone: PhoneSnapshot | null): string {
  const about = phone?.calls.find((each) => each.callId === call.consultationFor && isLive(each));
  if (about) return `Consultation about ${titleOf(about)}`;
  if (call.kind === 'conference') {
    const names = phone?.calls.filter((each) => each.mergedInto === call.callId).map(titleOf) ?? [];
    return names.length === 0 ? 'Everybody hears everybody' : `With ${names.join(' and ')}`;
  }
  if (call.kind === 'colleague') return 'Colleague';
  if (call.kind === 'service') return 'Telephone system';
  if (call.kind === 'emergency') return 'Stay on the line';
  return call.remoteName === null ? 'Not on file' : formatPhone(call.remoteNumber);
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
