import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';

/** Before the phone page has said anything, and while it restarts. */
export const silentSnapshot = (since: string, reason: string | null): PhoneSnapshot => ({
  sequence: 0,
  registration: { state: 'signed-out', since, reason, serverUrl: null, retryAt: null },
  calls: [],
  audio: { microphone: 'unknown', inputDeviceId: null, outputDeviceId: null, devices: [] },
  isPractice: false,
});

export const isLive = (call: PhoneCall): boolean => call.state !== 'ended';
/** Rings here and was not answered yet. */
export const isRinging = (call: PhoneCall): boolean => call.state === 'incoming';
/** The agent is in it. */
export const isAgentInCall = (call: PhoneCall): boolean => isLive(call) && !isRinging(call);

/** The call hotkeys speak of: the one being talked in, else the newest live one. */
export const currentCallOf = (snapshot: PhoneSnapshot): PhoneCall | null =>
  snapshot.calls.find((call) => call.state === 'active') ?? snapshot.calls.findLast(isAgentInCall) ?? null;

/** A call that ended without the phone page being able to say so. */
export const cutOff = (call: PhoneCall, endedAt: string, endReason: string): PhoneCall => ({
  ...call,
  state: 'ended',
  isReconnecting: false,
  endedAt,
  endReason,
  endedBy: 'system',
});
