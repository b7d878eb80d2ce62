import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';

const settingsKey = ['rule-packs'];

/** How the organization runs each rule pack, by pack id. */
export const usePackSettings = () =>
  useQuery({
    queryKey: settingsKey,
    queryFn: async () => {
      const { packs } = await request('rule-packs:list', null);
      return new Map(packs.map((setting) => [setting.pack_id, setting]));
    },
  });

/** Enforces a pack or puts it in shadow. */
export function useSetPackMode() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: ChannelRequest<'rule-packs:set-mode'>) => request('rule-packs:set-mode', change),
    onSuccess: () => queries.invalidateQueries({ queryKey: settingsKey }),
  });
}
