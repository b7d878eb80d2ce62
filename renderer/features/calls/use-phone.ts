import { useMemo } from 'react';
import type { PhoneCommand } from '../../../shared/ipc/phone-snapshot.ts';
import { announce } from '../../platform/announcer.ts';
import { invoke } from '../../platform/bridge.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import { currentCall, incomingCalls, isConnected, missedCalls, wrapUpCall } from './call.model.ts';

/** Tells the phone what to do; a refusal is read out and shown by the next snapshot. */
export async function commandPhone(command: PhoneCommand): Promise<void> {
  const reply = await invoke('phone:command', command);
  if (!reply.ok) announce(`${reply.problem.message} ${reply.problem.next}`, 'assertive');
}

/** The calls of the phone, sorted by what they mean for the person. */
export function useCalls() {
  const phone = usePhone();
  return useMemo(
    () => ({
      phone,
      current: currentCall(phone),
      incoming: incomingCalls(phone),
      missed: missedCalls(phone),
      wrapUp: wrapUpCall(phone),
    }),
    [phone],
  );
}

/** What keys and buttons do with the call that is current; each does nothing when it makes no sense. */
export function useCallActions() {
  const { current, incoming } = useCalls();
  return useMemo(() => {
    const ringing = incoming[0];
    const connected = current !== null && isConnected(current) ? current : null;
    return {
      answer: () => {
        if (ringing) void commandPhone({ do: 'answer', callId: ringing.callId });
      },
      hangUp: () => {
        const target = current ?? ringing;
        if (target) void commandPhone({ do: 'hang-up', callId: target.callId });
      },
      toggleMute: () => {
        if (connected) void commandPhone({ do: 'set-muted', callId: connected.callId, isMuted: !connected.isMuted });
      },
      toggleHold: () => {
        if (connected) void commandPhone({ do: 'set-held', callId: connected.callId, isHeld: !connected.isHeld });
      },
    };
  }, [current, incoming]);
}
