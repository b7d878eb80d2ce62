import type { HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall, PhoneCommand, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { currentCallOf, isRinging, isTalking } from '../phone/index.ts';

/** Actions that are one command to the phone page; the others want the server, the settings, or a person's choice. */
export const commandActions = [
  'answer',
  'hang-up',
  'toggle-mute',
  'toggle-hold',
  'switch-call',
  'complete-transfer',
  'merge',
] as const satisfies readonly HotkeyAction[];
export type CommandAction = (typeof commandActions)[number];

/** The waiting call that comes after this one, in a circle. */
function nextHeld(calls: readonly PhoneCall[], current: PhoneCall | null): PhoneCall | null {
  const at = calls.findIndex((call) => call.callId === current?.callId);
  const inTurn = [...calls.slice(at + 1), ...calls.slice(0, Math.max(at, 0))];
  return inTurn.find((call) => call.state === 'held') ?? null;
}
/** A consultation that is up, with the call it is about still there. */
function consultationOf(calls: readonly PhoneCall[]): { consultation: PhoneCall; about: PhoneCall } | null {
  for (const consultation of calls.filter(isTalking)) {
    const about = calls.find((call) => call.callId === consultation.consultationFor && isTalking(call));
    if (about !== undefined) return { consultation, about };
  }
  return null;
}
/** Nobody is merged with a call for help, a service, or a supervisor's ear. */
const canBeMerged = (call: PhoneCall): boolean =>
  isTalking(call) && (call.kind === 'consumer' || call.kind === 'colleague' || call.kind === 'conference');

/** The command an action means for the phone now, or null when there is nothing it could do. Pure. */
export function commandOf(action: CommandAction, snapshot: PhoneSnapshot): PhoneCommand | null {
  const { calls } = snapshot;
  const ringing = calls.find(isRinging);
  const current = currentCallOf(snapshot);
  switch (action) {
    case 'answer':
      return ringing ? { do: 'answer', callId: ringing.callId } : null;
    case 'hang-up': {
      const call = current ?? ringing;
      return call ? { do: 'hang-up', callId: call.callId } : null;
    }
    case 'toggle-mute':
      return current && { do: 'set-muted', callId: current.callId, isMuted: !current.isMuted };
    case 'toggle-hold':
      return current && { do: 'set-held', callId: current.callId, isHeld: !current.isHeld };
    case 'switch-call': {
      const next = nextHeld(calls, current);
      return next && { do: 'switch-to', callId: next.callId };
    }
    case 'complete-transfer': {
      const found = consultationOf(calls);
      if (found === null) return null;
      return { do: 'complete-transfer', callId: found.about.callId, consultationCallId: found.consultation.callId };
    }
    case 'merge':
      break;
  }
  const callIds = calls.filter(canBeMerged).map((call) => call.callId);
  return callIds.length < 2 ? null : { do: 'merge', callIds: callIds.slice(0, 8) };
}
