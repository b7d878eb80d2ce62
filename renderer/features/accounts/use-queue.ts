import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

/** The agent's queue: pulled again when the server says it changed or comes back, and each minute, because verdicts age. */
export function useQueue() {
  const queries = useQueryClient();
  const pullAgain = (): void => void queries.invalidateQueries({ queryKey: ['queue'] });
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'queue-changed') pullAgain();
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') pullAgain();
  });
  return useQuery({
    queryKey: ['queue'],
    queryFn: async () => request('accounts:get-queue', null),
    refetchInterval: 60_000,
  });
}

/** One account, pulled again when the server says it changed. */
export function useAccount(accountId: string | null) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    const isChanged = event.type === 'account-changed' && event.account_id === accountId;
    // Whether a number may be called stands on the card too.
    if (isChanged || event.type === 'dnc-changed') void queries.invalidateQueries({ queryKey: ['account', accountId] });
  });
  return useQuery({
    queryKey: ['account', accountId],
    queryFn: async () => request('accounts:get', accountId ?? ''),
    enabled: accountId !== null,
  });
}
