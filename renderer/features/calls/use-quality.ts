import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QualityPoint } from '../../../shared/ipc/phone-snapshot.ts';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { withPoint } from './quality.model.ts';

/** The quality of a live call so far and as it goes on; `points` is oldest first. */
export function useQuality(callId: string) {
  const queries = useQueryClient();
  const queryKey = ['quality', callId];
  const first = useQuery({
    queryKey,
    queryFn: async () => {
      const points = await request('phone:get-quality', callId);
      // What arrived while main was asked is newer than its reply.
      const live = queries.getQueryData<readonly QualityPoint[]>(queryKey) ?? [];
      return live.reduce<readonly QualityPoint[]>(withPoint, points);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  useBridgeEvent('phone:quality', (point) => {
    if (point.callId !== callId) return;
    queries.setQueryData<readonly QualityPoint[]>(queryKey, (known = []) => withPoint(known, point));
  });
  return { points: first.data ?? [], first };
}
