import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Directory } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { InternalTarget } from '../../../shared/ipc/ipc-map.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

const directoryKey = ['directory'];

/** Colleagues and queues, asked for again each `everyMs` while somebody looks. */
export function useDirectory(everyMs = 4000) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type !== 'agent') return;
    const { id, state } = event.agent;
    queries.setQueryData<Directory>(directoryKey, (known) =>
      known
        ? { ...known, colleagues: known.colleagues.map((each) => (each.id === id ? { ...each, state } : each)) }
        : known,
    );
  });
  return useQuery({
    queryKey: directoryKey,
    queryFn: async () => request('telephony:get-directory', null),
    refetchInterval: everyMs,
  });
}

/** Signs in to a queue or out of it; what is shown is what the telephone system answered. */
export function useQueueMembership() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: { queueId: string; isSignedIn: boolean }) => request('telephony:set-queue', change),
    onError: (error) => {
      const problem = problemOf(error);
      announce(`${problem.message} ${problem.next}`, 'assertive');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: directoryKey }),
  });
}

/** Calls the colleague whose SIP user this is; says so when the directory does not know it. */
export function useColleagueDial() {
  const queries = useQueryClient();
  const dial = useInternalDial();
  return (sipUser: string): void => {
    void queries
      .fetchQuery({ queryKey: directoryKey, queryFn: async () => request('telephony:get-directory', null) })
      .then(({ colleagues }) => {
        const colleague = colleagues.find((each) => each.sip_user === sipUser);
        if (colleague) dial.mutate({ kind: 'colleague', userId: colleague.id });
        else announce('This colleague is not in the directory any more', 'assertive');
        return undefined;
      })
      .catch((error: unknown) => announce(problemOf(error).message, 'assertive'));
  };
}

/** Calls somebody inside. */
export const useInternalDial = () =>
  useMutation({
    mutationFn: async (target: InternalTarget) =>
      request('calls:dial-internal', { target, consultationFor: null, clickedAtMs: systemClock.now() }),
  });
