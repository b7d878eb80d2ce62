/** How far the jobs of a purge are, and whether one of them stopped. */
import { sql } from 'kysely';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type CountState, newCount } from './count-state.ts';
import type { PurgeStage } from './retention.tables.ts';

/** Whoever asks for a dry run waits for whoever is asking; until the transaction ends. */
export async function lockPlanning(database: TenantDatabase): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('dry-run:' || current_setting('deskline.organization_id'), 0))`.execute(
    database,
  );
}

/** The dry run that is being counted; undefined: none is. */
export async function findCounting(database: TenantDatabase): Promise<string | undefined> {
  const count = await database.selectFrom('purge_counts').select('purge_id').executeTakeFirst();
  return count?.purge_id;
}

export async function beginCount(database: TenantDatabase, purgeId: string): Promise<void> {
  await database
    .insertInto('purge_counts')
    .values({ purge_id: purgeId, looked: 0, total: null, state: json(newCount()) })
    .execute();
}

/** How far a dry run is, locked until the transaction ends; undefined when it is not counted any more. */
export const lockCount = (database: TenantDatabase, purgeId: string) =>
  database
    .selectFrom('purge_counts as count')
    .innerJoin('purges as purge', 'purge.id', 'count.purge_id')
    .select(['count.looked', 'count.total', 'count.state', 'purge.planned_at'])
    .where('count.purge_id', '=', purgeId)
    .forUpdate('count')
    .executeTakeFirst();

export async function isCounting(database: TenantDatabase, purgeId: string): Promise<boolean> {
  const count = await database
    .selectFrom('purge_counts')
    .select('purge_id')
    .where('purge_id', '=', purgeId)
    .executeTakeFirst();
  return count !== undefined;
}

export async function moveCount(
  database: TenantDatabase,
  purgeId: string,
  { state, ...count }: { looked: number; total: number; state: CountState },
): Promise<void> {
  await database
    .updateTable('purge_counts')
    .set({ ...count, state: json(state) })
    .where('purge_id', '=', purgeId)
    .execute();
}

/** The count is over; what it found stands elsewhere. */
export async function endCount(database: TenantDatabase, purgeId: string): Promise<void> {
  await database.deleteFrom('purge_counts').where('purge_id', '=', purgeId).execute();
  await startAgain(database, purgeId, 'count');
}

/** It goes on: that it had stopped is no longer so. */
export async function startAgain(database: TenantDatabase, purgeId: string, stage: PurgeStage): Promise<void> {
  await database.deleteFrom('purge_stops').where('purge_id', '=', purgeId).where('stage', '=', stage).execute();
}

/** Two jobs may carry on one purge; of one that is over, the slower one has nothing to tell. */
export async function noteStop(
  database: TenantDatabase,
  stop: { purge_id: string; stage: PurgeStage; stopped_at: string },
): Promise<void> {
  const ended = await database
    .selectFrom('purge_ends')
    .select('purge_id')
    .where('purge_id', '=', stop.purge_id)
    .executeTakeFirst();
  if (ended) return;
  await database
    .insertInto('purge_stops')
    .values(stop)
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'purge_id', 'stage']).doUpdateSet({ stopped_at: stop.stopped_at }),
    )
    .execute();
}
