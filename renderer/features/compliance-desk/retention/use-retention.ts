import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';
import { isUnderWay } from './retention.model.ts';

const holdsKey = ['retention', 'holds'] as const;
const purgesKey = ['retention', 'purges'] as const;
/** How often a dry run that is counted, or a purge that runs, is looked at. */
const lookAgainMs = 2000;

export const useHolds = () =>
  useQuery({ queryKey: holdsKey, queryFn: async () => (await request('retention:list-holds', null)).holds });

/** The latest dry runs and purges; asked again while one is counted or runs. */
export const usePurges = () =>
  useQuery({
    queryKey: purgesKey,
    queryFn: async () => (await request('retention:list-purges', null)).purges,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? lookAgainMs : false),
  });

function useChange<Given, Got>(key: readonly string[], change: (given: Given) => Promise<Got>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: key }) });
}

export const usePlaceHold = () =>
  useChange(holdsKey, async (hold: ChannelRequest<'retention:place-hold'>) => request('retention:place-hold', hold));
export const useLiftHold = () =>
  useChange(holdsKey, async (lift: ChannelRequest<'retention:lift-hold'>) => request('retention:lift-hold', lift));
export const usePlanPurge = () => useChange(purgesKey, async (_nothing: null) => request('retention:plan-purge', null));
export const useResumePurge = () =>
  useChange(purgesKey, async (id: string) => request('retention:resume-purge', { id }));
export const useRunPurge = () =>
  useChange(purgesKey, async (run: ChannelRequest<'retention:run-purge'>) => request('retention:run-purge', run));
