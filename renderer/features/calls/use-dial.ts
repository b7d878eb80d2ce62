import { useMutation, useQueryClient } from '@tanstack/react-query';
import { decisionSchema } from '../../../shared/contracts/compliance/decision.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { verdictKey } from '../compliance/index.ts';
import { callDecisionKey } from './use-call-decision.ts';
import { usePlacedReserved } from './use-reserved.ts';

export type DialTarget = {
  phoneNumber: string;
  accountId: string | null;
  remoteName: string | null;
  /** What was set aside for it. */
  overrideId?: string | null;
};

/**
 * Places a call: main has the server decide and reserve, then hands the permit to the phone. A refusal replaces the
 * verdict shown, so that the reasons are those of the decision that was stored.
 */
export function useDial() {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: ['dial'],
    mutationFn: async (target: DialTarget) => request('calls:dial', { ...target, clickedAtMs: systemClock.now() }),
    onSuccess: ({ call_id: callId, decision, reserved }) => {
      if (reserved) usePlacedReserved.setState(({ byCall }) => ({ byCall: { ...byCall, [callId]: reserved } }));
      queries.setQueryData(callDecisionKey(callId), decision);
    },
    onError: (error, { phoneNumber, accountId }) => {
      const decision = decisionSchema.safeParse(problemOf(error).detail);
      if (decision.success) queries.setQueryData(verdictKey(phoneNumber, accountId), decision.data);
    },
  });
}
