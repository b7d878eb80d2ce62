import type { HotkeyAction } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { currentCallOf, isRinging } from '../phone/index.ts';

/** The command a hotkey means for the phone now, or null when there is nothing to do. Pure. */
export function commandOf(action: HotkeyAction, snapshot: PhoneSnapshot): PhoneCommand | null {
  const ringing = snapshot.calls.find(isRinging);
  const current = currentCallOf(snapshot);
  switch (action) {
    case 'answer':
      return ringing ? { do: 'answer', callId: ringing.callId } : null;
    case 'hang-up': {
      const call = current ?? ringing;
      return call ? { do: 'hang-up', callId: call.callId } : null;
    }
    case 'toggle-mute':
      return current ? { do: 'set-muted', callId: current.callId, isMuted: !current.isMuted } : null;
    case 'toggle-hold':
      return current ? { do: 'set-held', callId: current.callId, isHeld: !current.isHeld } : null;
    case 'next-account':
      return null;
  }
}
