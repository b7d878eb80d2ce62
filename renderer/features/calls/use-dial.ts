import { useMutation, useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { decisionSchema, type Obligation } from '../../../shared/contracts/compliance/decision.ts';
import { closingOf } from '../../../shared/domain/compliance/curfew.ts';
import type { HoursEnd } from '../../../shared/domain/compliance/hours-end.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { verdictKey } from '../compliance/index.ts';
import { usePlacedReserved } from './use-reserved.ts';

export type DialTarget = {
  phoneNumber: string;
  accountId: string | null;
  remoteName: string | null;
  /** What was set aside for it. */
  overrideId?: string | null;
};

/** The script of each call as the server gave it with the permit. */
export const useScripts = create<{ byCall: Record<string, readonly Obligation[]> }>(() => ({ byCall: {} }));
/** Until when each call may go on, by the decision that let it through; null: no place of the consumer is known. */
export const useCallClosings = create<{ byCall: Record<string, HoursEnd | null> }>(() => ({ byCall: {} }));

/**
 * Places a call: main has the server decide and reserve, then hands the permit to the phone. A refusal replaces the
 * verdict shown, so that the reasons are those of the decision that was stored.
 */
export function useDial() {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: ['dial'],
    mutationFn: async (target: DialTarget) => request('calls:dial', { ...target, clickedAtMs: systemClock.now() }),
    onSuccess: ({ call_id: callId, script, decision, reserved }) => {
      if (reserved) usePlacedReserved.setState(({ byCall }) => ({ byCall: { ...byCall, [callId]: reserved } }));
      useScripts.setState(({ byCall }) => ({ byCall: { ...byCall, [callId]: script } }));
      const closing = closingOf(decision);
      useCallClosings.setState(({ byCall }) => ({ byCall: { ...byCall, [callId]: closing } }));
    },
    onError: (error, { phoneNumber, accountId }) => {
      const decision = decisionSchema.safeParse(problemOf(error).detail);
      if (decision.success) queries.setQueryData(verdictKey(phoneNumber, accountId), decision.data);
    },
  });
}
