import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import { request } from '../../platform/bridge.ts';

const messagesKey = ['phone-messages'];

/** Recorded messages that may be left on a voicemail. */
export const useMessages = () =>
  useQuery({ queryKey: messagesKey, queryFn: async () => request('telephony:list-messages', null) });

/** Adds one; the server refuses a text that is no limited-content message (12 CFR 1006.2(j)). */
export function useSaveMessage() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (message: ChannelRequest<'telephony:save-message'>) => request('telephony:save-message', message),
    onSuccess: () => queries.invalidateQueries({ queryKey: messagesKey }),
  });
}

export function useRemoveMessage() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => request('telephony:remove-message', id),
    onSuccess: () => queries.invalidateQueries({ queryKey: messagesKey }),
  });
}
