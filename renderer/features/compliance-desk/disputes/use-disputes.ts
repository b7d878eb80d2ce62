import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';
import { useBridgeEvent } from '../../../platform/use-bridge-event.ts';

const disputesKey = ['disputes'] as const;
export type DisputeFilter = Pick<ChannelRequest<'disputes:list'>, 'filter' | 'search'>;

/** Disputes by filter, page after page; asked again when anything about an account has changed. */
export function useDisputes(filter: DisputeFilter) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'queue-changed') void queries.invalidateQueries({ queryKey: disputesKey });
  });
  return useInfiniteQuery({
    queryKey: [...disputesKey, 'list', filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) =>
      request('disputes:list', { ...filter, ...(pageParam === null ? {} : { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** One dispute whole. */
export const useDispute = (id: string) =>
  useQuery({ queryKey: [...disputesKey, 'one', id], queryFn: async () => request('disputes:get', id) });

/** Takes a step. */
export function useDisputeStep() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: ChannelRequest<'disputes:step'>) => request('disputes:step', change),
    // Also after a refusal: somebody else may have been there first.
    onSettled: () => queries.invalidateQueries({ queryKey: disputesKey }),
  });
}
