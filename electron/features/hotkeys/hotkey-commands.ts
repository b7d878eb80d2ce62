import type { HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { currentCallOf, isRinging } from '../phone/index.ts';

/** The command a hotkey means for the phone now, or null when there is nothing to do. Pure. */
export function commandOf(action: HotkeyAction, snapshot: PhoneSnapshot): PhoneCommand | null {
  const ringing = snapshot.calls.find(isRinging);
  const current = currentCallOf(snapshot);
  if (action === 'answer') return ringing ? { do: 'answer', callId: ringing.callId } : null;
  if (action === 'hang-up') {
    const call = current ?? ringing;
    return call ? { do: 'hang-up', callId: call.callId } : null;
  }
  if (current === null || action === 'next-account') return null;
  const { callId, isMuted, isHeld } = current;
  return action === 'toggle-mute'
    ? { do: 'set-muted', callId, isMuted: !isMuted }
    : { do: 'set-held', callId, isHeld: !isHeld };
}
