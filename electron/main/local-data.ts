/**
 * Opens what is on this disk. Calls work whatever is wrong with it (D6): an outbox that cannot be opened is said, and
 * saving refuses visibly.
 */
import path from 'node:path';
import { ProblemError } from '../../shared/contracts/core/problem.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { LocalDatabase } from '../data/open-database.ts';
import { closeDatabase } from '../data/open-database.ts';
import { type CacheStore, openCacheStore } from '../data/cache-store.ts';
import { type Keyring, openKeyring } from '../data/keyring.ts';
import { openOutboxDatabase } from '../data/outbox-database.ts';
import { createReserve } from '../data/reserve-file.ts';
import type { Logger } from '../os/logger.ts';
import type { SecretStore } from '../security/secrets.ts';
import { createOutboxStore, type OutboxStore } from '../sync/outbox-store.ts';

export type LocalData = {
  keyring: Keyring;
  cache: CacheStore;
  /** Null: the file could not be opened; `notice` says why. */
  outbox: { database: LocalDatabase; store: OutboxStore } | null;
  notice: string | null;
  close: () => void;
};

export async function openLocalData(
  folder: string,
  secrets: SecretStore,
  clock: Clock,
  logger: Logger,
): Promise<LocalData> {
  const keyring = await openKeyring({ file: path.join(folder, 'outbox.keys.json'), wrapper: secrets, clock, logger });
  const cache = await openCacheStore(path.join(folder, 'cache.sqlite'), secrets, clock);
  const common = { keyring, cache };
  try {
    const { database, notice } = openOutboxDatabase(path.join(folder, 'outbox.sqlite'), clock);
    if (notice !== null) logger.error('outbox.quarantined');
    const reserve = createReserve(path.join(folder, 'outbox.reserve'));
    reserve.hold();
    const store = createOutboxStore({ database, keyring, reserve, clock });
    const close = (): void => {
      closeDatabase(database);
      cache.close();
    };
    return { ...common, outbox: { database, store }, notice, close };
  } catch (error) {
    logger.error('outbox.unavailable', {}, error);
    const notice =
      error instanceof ProblemError
        ? `${error.problem.message} ${error.problem.next}`
        : 'The file with unsent work cannot be opened. Saving is not possible until it can be.';
    return { ...common, outbox: null, notice, close: () => cache.close() };
  }
}
