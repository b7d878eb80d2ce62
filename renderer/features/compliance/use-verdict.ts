import { useQuery, useQueryClient } from '@tanstack/react-query';
import { systemClock } from '../../../shared/domain/clock.ts';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';
import { refreshInMs } from './verdict.model.ts';

export const verdictKey = (phoneNumber: string | null, accountId: string | null) =>
  ['verdict', phoneNumber, accountId] as const;

/** The verdict about a number as it is now; asked again each minute, at the next lawful moment, and when the queue changes. */
export function useVerdict(phoneNumber: string | null, accountId: string | null) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'queue-changed' || event.type === 'account-changed')
      void queries.invalidateQueries({ queryKey: ['verdict'] });
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') void queries.invalidateQueries({ queryKey: ['verdict'] });
  });
  return useQuery({
    queryKey: verdictKey(phoneNumber, accountId),
    queryFn: async () => request('compliance:evaluate-pre-dial', { phoneNumber: phoneNumber ?? '', accountId }),
    enabled: phoneNumber !== null,
    refetchInterval: (query) => refreshInMs(query.state.data, systemClock.now()),
  });
}
