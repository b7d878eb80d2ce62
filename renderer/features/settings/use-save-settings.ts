import { useMutation } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { request } from '../../platform/bridge.ts';
import { settingsStore } from '../../platform/snapshot-store.ts';

/** Changes some settings; main keeps them and tells all windows. */
export const useSaveSettings = () =>
  useMutation({
    mutationFn: async (change: ChannelRequest<'settings:set'>) => request('settings:set', change),
    onSuccess: (settings) => settingsStore.accept(settings),
  });
