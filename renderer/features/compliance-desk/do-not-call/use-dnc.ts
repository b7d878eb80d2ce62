import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelReply, ChannelRequest, EventPayload } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';
import { useBridgeEvent } from '../../../platform/use-bridge-event.ts';

const dncKey = ['dnc'] as const;
export type DncFilter = Omit<ChannelRequest<'dnc:list'>, 'after' | 'limit'>;
export type ChosenFile = NonNullable<ChannelReply<'dnc:choose-file'>>;
const pageSize = 100;

/** Asked again whenever a list changed, here or elsewhere. */
export function useDncRefresh(): void {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'dnc-changed') void queries.invalidateQueries({ queryKey: dncKey });
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') void queries.invalidateQueries({ queryKey: dncKey });
  });
}

/** One list, page after page. */
export const useDncList = (filter: DncFilter) =>
  useInfiniteQuery({
    queryKey: [...dncKey, 'list', filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) =>
      request('dnc:list', { ...filter, limit: pageSize, ...(pageParam === null ? {} : { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** The registries in use and the files that were applied. */
export const useDncRegistries = () =>
  useQuery({ queryKey: [...dncKey, 'registries'], queryFn: async () => request('dnc:list-registries', null) });

const useChange = <Given, Given2>(change: (given: Given) => Promise<Given2>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: dncKey }),
  });
};

export const useAddDnc = () => useChange(async (entry: ChannelRequest<'dnc:add'>) => request('dnc:add', entry));
export const useRemoveDnc = () =>
  useChange(async (removal: ChannelRequest<'dnc:remove'>) => request('dnc:remove', removal));
export const useExportDnc = () =>
  useMutation({ mutationFn: async (list: ChannelRequest<'dnc:export'>) => request('dnc:export', list) });
export const useChooseFile = () => useMutation({ mutationFn: async () => request('dnc:choose-file', null) });

/** Sends a chosen file; `progress` says how far it is while it runs. */
export function useImportDnc() {
  const [progress, setProgress] = useState<EventPayload<'dnc:import-progress'> | null>(null);
  useBridgeEvent('dnc:import-progress', setProgress);
  const sending = useChange(async (file: ChannelRequest<'dnc:import'>) => {
    setProgress(null);
    return request('dnc:import', file);
  });
  return { sending, progress };
}
