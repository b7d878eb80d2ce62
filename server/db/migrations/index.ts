/** All migrations in their order; one line each. A migration that was released is never changed. */
import type { Migration } from 'kysely/migration';
import { platform } from './0001-platform.ts';
import { collections } from './0002-collections.ts';
import { calls } from './0003-calls.ts';
import { live } from './0004-live.ts';
import { jobWorkers } from './0005-job-workers.ts';
import { ledgerByNumber } from './0006-ledger-by-number.ts';
import { sipUsers } from './0007-sip-users.ts';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-platform': platform,
  '0002-collections': collections,
  '0003-calls': calls,
  '0004-live': live,
  '0005-job-workers': jobWorkers,
  '0006-ledger-by-number': ledgerByNumber,
  '0007-sip-users': sipUsers,
};
