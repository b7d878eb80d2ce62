import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { useMinute } from '../../platform/use-now.ts';
import { dayOf } from './day.model.ts';

/** What each second of today went to: one's own, or everybody's for the floor. */
export function useTimes(isWanted: boolean) {
  const queries = useQueryClient();
  const date = dayOf(useMinute());
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'agent') void queries.invalidateQueries({ queryKey: ['times'] });
  });
  return useQuery({
    queryKey: ['times', date],
    queryFn: async () => request('live:get-times', { date }),
    enabled: isWanted,
    refetchInterval: 30_000,
  });
}
