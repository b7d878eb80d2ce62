import { useMemo } from 'react';
import { announce } from '../../platform/announcer.ts';
import { invoke } from '../../platform/bridge.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { usePhone } from '../../platform/snapshot-store.ts';
import {
  consultationOf,
  currentCall,
  incomingCalls,
  isConnected,
  mergeableCalls,
  missedCalls,
  otherCalls,
  wrapUpCall,
} from './call.model.ts';

/** Parks a call and says where; a refusal is said, too. */
export async function parkCall(callId: string): Promise<void> {
  const reply = await invoke('calls:park', callId);
  announce(
    reply.ok ? `Parked in place ${reply.value.place}` : `${reply.problem.message} ${reply.problem.next}`,
    'assertive',
  );
}

/** The calls of the phone, sorted by what they mean for the person. */
export function useCalls() {
  const phone = usePhone();
  return useMemo(
    () => ({
      phone,
      current: currentCall(phone),
      incoming: incomingCalls(phone),
      others: otherCalls(phone),
      missed: missedCalls(phone),
      wrapUp: wrapUpCall(phone),
      consulting: consultationOf(phone),
      mergeable: mergeableCalls(phone),
    }),
    [phone],
  );
}

/** What keys and buttons do with the calls; each does nothing when it makes no sense. */
export function useCallActions() {
  const { current, incoming, others, consulting, mergeable } = useCalls();
  return useMemo(() => {
    const ringing = incoming[0];
    const connected = current !== null && isConnected(current) ? current : null;
    const switchTo = (callId: string): void => void commandPhone({ do: 'switch-to', callId });
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
      switchTo,
      /** To the line of that number, 1 for the first below the big one; without one, to the next that waits. */
      switchToLine: (line = 1) => {
        const target = others.filter((call) => call.state === 'held')[line - 1];
        if (target) switchTo(target.callId);
      },
      completeTransfer: () => {
        if (consulting?.consultation.answeredAt)
          void commandPhone({
            do: 'complete-transfer',
            callId: consulting.about.callId,
            consultationCallId: consulting.consultation.callId,
          });
      },
      /** Ends the consultation and goes back to the one it was about. */
      goBack: () => {
        if (!consulting) return;
        void commandPhone({ do: 'hang-up', callId: consulting.consultation.callId }).then(() =>
          switchTo(consulting.about.callId),
        );
      },
      merge: () => {
        if (mergeable.length > 0) void commandPhone({ do: 'merge', callIds: mergeable.map(({ callId }) => callId) });
      },
    };
  }, [current, incoming, others, consulting, mergeable]);
}
