import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FactBody } from '../../../../shared/contracts/consumer-facts/consumer-facts.contract.ts';
import { announce } from '../../../platform/announcer.ts';
import { request } from '../../../platform/bridge.ts';
import { useBridgeEvent } from '../../../platform/use-bridge-event.ts';

const toldKey = (accountId: string) => ['consumer-facts', accountId] as const;

/** What the consumer of an account told us, asked again when the server says that it changed. */
export function useToldFacts(accountId: string) {
  const queries = useQueryClient();
  useBridgeEvent('live:event', (event) => {
    if (event.type === 'account-changed' && event.account_id === accountId)
      void queries.invalidateQueries({ queryKey: toldKey(accountId) });
  });
  // Who has no live feed still sees what was recorded here once the server has it.
  useBridgeEvent('outbox:item-changed', (item) => {
    if (item.kind === 'consumer-fact' && item.state !== 'saved-here')
      void queries.invalidateQueries({ queryKey: toldKey(accountId) });
  });
  useBridgeEvent('server:changed', (status) => {
    if (status.state === 'online') void queries.invalidateQueries({ queryKey: toldKey(accountId) });
  });
  return useQuery({
    queryKey: toldKey(accountId),
    queryFn: async () => request('consumer-facts:list', accountId),
  });
}

/** Records a fact: saved on this computer first, so that it is not lost while the server is away. */
export const useReport = (accountId: string, onSaved: () => void) =>
  useMutation({
    mutationFn: async (body: FactBody) => request('consumer-facts:report', { accountId, body }),
    onSuccess: () => {
      announce('Saved. It holds for every call from now on.');
      onSaved();
    },
  });
