/** What was decided about a call, from the server: it is there again after a reload, and for a call that came in. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Decision, Obligation } from '../../../shared/contracts/compliance/decision.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { request } from '../../platform/bridge.ts';
import { strictestScript } from './strictest-script.ts';

export const callDecisionKey = (callId: string) => ['call-decision', callId] as const;

/** Until the server has heard of a call, and has been reached. */
const askAgainMs = 2000;

/** The decision a consumer's call stands under; null: it has none; undefined: not known yet. */
export function useCallDecision(call: PhoneCall | null): Decision | null | undefined {
  const { data } = useQuery({
    queryKey: callDecisionKey(call?.callId ?? ''),
    queryFn: async () => (await request('calls:get-decision', call?.callId ?? '')).decision,
    enabled: call?.kind === 'consumer',
    // A decision never changes.
    staleTime: Infinity,
    gcTime: Infinity,
    refetchInterval: (query) => (query.state.data === undefined ? askAgainMs : false),
  });
  return data;
}

/**
 * What must be said in a consumer's call. A call that came in and of which nothing is decided yet is bound by the strictest
 * reading; undefined when there is no call, or nothing to go by.
 */
export function useCallScript(call: PhoneCall | null): readonly Obligation[] | undefined {
  const decision = useCallDecision(call);
  const isUndecided = !decision && call?.kind === 'consumer' && call.direction === 'inbound';
  const cameInAt = isUndecided ? call.startedAt : null;
  const strictest = useMemo(() => (cameInAt === null ? undefined : strictestScript(Date.parse(cameInAt))), [cameInAt]);
  if (call?.kind !== 'consumer') return undefined;
  return decision?.obligations ?? strictest;
}
