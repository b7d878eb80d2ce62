import { useEffect, useReducer } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { LiveEvent } from '../../../shared/contracts/live/live.contract.ts';
import { listen, request } from '../../platform/bridge.ts';
import { useServerStatus } from '../../platform/snapshot-store.ts';
import { applyLiveEvent, type Floor } from './floor.model.ts';

/** The floor, live. While the server is away the last state stays, with the moment since when it is old. */
export function useFloor() {
  const [floor, apply] = useReducer<Floor | null, [LiveEvent]>(applyLiveEvent, null);
  const server = useServerStatus();
  const first = useQuery({
    queryKey: ['floor'],
    queryFn: async () => request('live:get-floor', null),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => listen('live:event', apply), []);
  useEffect(() => {
    if (first.data) apply(first.data);
  }, [first.data]);
  return {
    floor,
    first,
    staleSince: server?.state === 'offline' ? server.since : null,
  };
}
