import { useMutation } from '@tanstack/react-query';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { request } from '../../platform/bridge.ts';
import { emergencyStore } from '../../platform/snapshot-store.ts';
import type { EmergencyNumber } from './emergency.model.ts';

/** Places an emergency call at once: no verdict, no permit, no location is waited for (47 CFR 9.16(b)(1)). */
export const useEmergencyDial = () =>
  useMutation({
    mutationKey: ['dial-emergency'],
    mutationFn: async (number: EmergencyNumber) =>
      request('calls:dial-emergency', { number, clickedAtMs: systemClock.now() }),
  });

/** Keeps where this desk stands, for the INVITE of an emergency call. */
export const useConfirmLocation = () =>
  useMutation({
    mutationFn: async (location: ChannelRequest<'emergency:confirm-location'>) =>
      request('emergency:confirm-location', location),
    onSuccess: (status) => emergencyStore.accept(status),
  });
