import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScreeningList } from '../../../../shared/contracts/dnc/screening.contract.ts';
import type { ChannelRequest, EventPayload } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';
import { useBridgeEvent } from '../../../platform/use-bridge-event.ts';

const screeningKey = ['screening'] as const;
const pageSize = 100;
export type ScreeningFilter = Pick<ChannelRequest<'screening:list-litigators'>, 'search' | 'standing'>;

/** Asked again whenever a list changed, here or elsewhere. */
export function useScreeningRefresh(): void {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'dnc-changed') void queries.invalidateQueries({ queryKey: screeningKey });
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') void queries.invalidateQueries({ queryKey: screeningKey });
  });
}

const pageAfter = (after: string | null) => ({ limit: pageSize, ...(after === null ? {} : { after }) });

export const useLitigators = (filter: ScreeningFilter) =>
  useInfiniteQuery({
    queryKey: [...screeningKey, 'litigators', filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => request('screening:list-litigators', { ...filter, ...pageAfter(pageParam) }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useReassigned = (filter: ScreeningFilter) =>
  useInfiniteQuery({
    queryKey: [...screeningKey, 'reassigned', filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => request('screening:list-reassigned', { ...filter, ...pageAfter(pageParam) }),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const useScreeningImports = (list: ScreeningList) =>
  useInfiniteQuery({
    queryKey: [...screeningKey, 'imports', list],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) =>
      request('screening:list-imports', { list, limit: 50, ...(pageParam === null ? {} : { after: pageParam }) }),
    getNextPageParam: (page) => page.next,
  });

const useChange = <Given, Done>(change: (given: Given) => Promise<Done>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: screeningKey }),
  });
};

export const useRemoveLitigator = () =>
  useChange(async (given: ChannelRequest<'screening:remove-litigator'>) =>
    request('screening:remove-litigator', given),
  );
export const useTakeBack = () =>
  useChange(async (given: ChannelRequest<'screening:take-back'>) => request('screening:take-back', given));
export const useExportScreening = () =>
  useMutation({ mutationFn: async (list: ChannelRequest<'screening:export'>) => request('screening:export', list) });

/** Sends a chosen file; `progress` says how far it is while it runs. */
export function useImportScreening() {
  const [progress, setProgress] = useState<EventPayload<'dnc:import-progress'> | null>(null);
  useBridgeEvent('dnc:import-progress', setProgress);
  const sending = useChange(async (file: ChannelRequest<'screening:import'>) => {
    setProgress(null);
    return request('screening:import', file);
  });
  return { sending, progress };
}
