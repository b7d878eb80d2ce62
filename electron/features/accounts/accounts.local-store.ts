import { z } from 'zod';
import {
  type AccountDetail,
  accountDetailSchema,
  type QueueItem,
  queueItemSchema,
} from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { CacheStore } from '../../data/cache-store.ts';

type Kept<T> = { value: T; asOf: string };
export type AccountsLocalStore = {
  readQueue: (userId: string) => Kept<QueueItem[]> | null;
  writeQueue: (userId: string, items: readonly QueueItem[]) => void;
  readAccount: (userId: string, id: string) => Kept<AccountDetail> | null;
  writeAccount: (userId: string, account: AccountDetail) => void;
};

/** A document of an older shape counts as missing. */
function readAs<S extends z.ZodType>(
  cache: CacheStore,
  userId: string,
  name: string,
  schema: S,
): Kept<z.output<S>> | null {
  const kept = cache.read(userId, name);
  const parsed = kept === null ? null : schema.safeParse(kept.value);
  return kept !== null && parsed?.success ? { value: parsed.data, asOf: kept.asOf } : null;
}

export const createAccountsLocalStore = (cache: CacheStore): AccountsLocalStore => ({
  readQueue: (userId) => readAs(cache, userId, 'queue', z.array(queueItemSchema)),
  writeQueue: (userId, items) => cache.write(userId, 'queue', items),
  readAccount: (userId, id) => readAs(cache, userId, `account:${id}`, accountDetailSchema),
  writeAccount: (userId, account) => cache.write(userId, `account:${account.id}`, account),
});
