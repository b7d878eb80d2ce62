import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { request } from '../../platform/bridge.ts';
import { useBridgeEvent } from '../../platform/use-bridge-event.ts';

const parkedKey = ['parked-calls'];

/** Calls in parking places: asked for, then followed live. */
export function useParked(isOffered: boolean) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'call-parked')
      queries.setQueryData<readonly ParkedCall[]>(parkedKey, (known = []) => [
        ...known.filter(({ place }) => place !== event.parked.place),
        event.parked,
      ]);
    if (event.type === 'call-picked-up')
      queries.setQueryData<readonly ParkedCall[]>(parkedKey, (known = []) =>
        known.filter(({ place }) => place !== event.place),
      );
  });
  return useQuery({
    queryKey: parkedKey,
    queryFn: async (): Promise<readonly ParkedCall[]> => request('calls:list-parked', null),
    enabled: isOffered,
    refetchInterval: 20_000,
  });
}

/** Takes a parked call; the place may have been emptied by somebody else meanwhile. */
export function usePickUp() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (place: string) => request('calls:pick-up', { place, clickedAtMs: systemClock.now() }),
    onSettled: () => queries.invalidateQueries({ queryKey: parkedKey }),
  });
}
