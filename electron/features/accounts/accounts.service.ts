import type { AccountDetail, QueueItem } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import type { Logger } from '../../os/logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAway } from '../../sync/is-away.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { AccountsLocalStore } from './accounts.local-store.ts';

export type AccountsService = {
  getQueue: () => Promise<{ items: QueueItem[]; asOf: string; isStale: boolean }>;
  getAccount: (id: string) => Promise<{ account: AccountDetail; asOf: string; isStale: boolean }>;
};

type AccountsDependencies = {
  api: ApiClient;
  localStore: AccountsLocalStore;
  requireUserId: () => string;
  clock: Clock;
  logger: Logger;
};

const orCached = <T>(problem: Problem, cached: { value: T; asOf: string } | null): { value: T; asOf: string } =>
  isAway(problem) && cached !== null ? cached : valueOf(failed(problem));

export function createAccountsService({
  api,
  localStore,
  requireUserId,
  clock,
  logger,
}: AccountsDependencies): AccountsService {
  /** The cache is help, not truth: a full disk must not hide the server's answer. */
  const keep = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      logger.warn('cache.write-failed', {}, error);
    }
  };

  return {
    getQueue: async () => {
      const userId = requireUserId();
      const result = await api.call('getQueue', { query: {} });
      if (result.ok) {
        keep(() => localStore.writeQueue(userId, result.value.items));
        return { items: result.value.items, asOf: result.value.as_of, isStale: false };
      }
      const { value, asOf } = orCached(result.problem, localStore.readQueue(userId));
      return { items: value, asOf, isStale: true };
    },
    getAccount: async (id) => {
      const userId = requireUserId();
      const result = await api.call('getAccount', { params: { id } });
      if (result.ok) {
        keep(() => localStore.writeAccount(userId, result.value));
        return { account: result.value, asOf: isoNow(clock), isStale: false };
      }
      const { value, asOf } = orCached(result.problem, localStore.readAccount(userId, id));
      return { account: value, asOf, isStale: true };
    },
  };
}
