import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CheckOutRun } from '../../../shared/ipc/local-schemas.ts';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

const checkOutKey = ['check-out'];

/** The check-out that runs, or the last one; `null` in `last.data` when there has been none. */
export function useCheckOut() {
  const queries = useQueryClient();
  useBridgeEvent('telephony:check-out-changed', (run) => queries.setQueryData<CheckOutRun | null>(checkOutKey, run));
  const last = useQuery({
    queryKey: checkOutKey,
    queryFn: async () => request('telephony:get-check-out', null),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const run = useMutation({
    mutationFn: async () => request('telephony:run-check-out', null),
    onSuccess: (started) =>
      queries.setQueryData<CheckOutRun | null>(checkOutKey, (known) =>
        // An event may have been faster than the reply.
        known?.runId === started.runId && known.findings.length > started.findings.length ? known : started,
      ),
  });
  return { last, run };
}
