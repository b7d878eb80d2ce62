import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OverrideView } from '../../../shared/contracts/compliance/overrides.contract.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

const overridesKey = ['overrides'] as const;

/** Overrides of the last day: one's own, or everybody's for whoever may answer. The feed tells of each change; the rest run out. */
export function useOverrides() {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'override-changed') void queries.invalidateQueries({ queryKey: overridesKey });
  });
  return useQuery({
    queryKey: overridesKey,
    queryFn: async () => (await request('overrides:list', null)).overrides,
    refetchInterval: 60_000,
  });
}

export function useAskForOverride() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (asked: ChannelRequest<'overrides:ask'>) => request('overrides:ask', asked),
    onSettled: () => queries.invalidateQueries({ queryKey: overridesKey }),
  });
}

export function useDecideOverride() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (answer: ChannelRequest<'overrides:decide'>) => request('overrides:decide', answer),
    onSettled: () => queries.invalidateQueries({ queryKey: overridesKey }),
  });
}

/** Whether it still runs at a moment. */
export const runs = ({ state, expires_at: expiresAt }: OverrideView, nowMs: number): boolean =>
  (state === 'waiting' || state === 'approved') && expiresAt !== null && Date.parse(expiresAt) > nowMs;
