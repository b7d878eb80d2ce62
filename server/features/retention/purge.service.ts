/** Begins dry runs, and purges of what they found; both are jobs. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Purge } from '../../../shared/contracts/retention/retention.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { lockHolds } from './holds.store.ts';
import { planPurgeTask } from './plan-purge.job.ts';
import { beginCount, findCounting, lockPlanning, startAgain } from './purge-progress.store.ts';
import { findPurges, insertPurge, insertRun } from './purges.store.ts';
import { runPurgeTask } from './run-purge.job.ts';

/** Dry runs and what came of them, newest first. */
export const listPurges = (database: TenantDatabase): Promise<Purge[]> => findPurges(database);

/** Begins a dry run; or gives the one that is being counted, and sets it going again if it stopped. */
export async function planPurge(work: UnitOfWork, actor: Actor): Promise<Purge> {
  const { database } = work;
  await lockPlanning(database);
  const counting = await findCounting(database);
  const id = counting ?? createId(work.clock);
  if (counting === undefined) {
    await insertPurge(database, { id, planned_by: actor.userId, planned_at: work.at });
    await beginCount(database, id);
  }
  const purge = await purgeOf(database, id);
  if (counting === undefined || purge.count?.stopped_at != null) work.addJob(planPurgeTask, { purge_id: id });
  work.audit({ subject: { type: 'purge', id }, detail: { is_new: counting === undefined } });
  return purge;
}

/**
 * Starts a purge of what a dry run found.
 * @throws ProblemError `request/not-found`, `retention/not-counted-yet`, `retention/purge-already-run`,
 * `retention/nothing-to-purge`
 */
export async function runPurge(work: UnitOfWork, actor: Actor, id: string, reason: string): Promise<Purge> {
  await lockHolds(work.database);
  const { findings, run } = await purgeOf(work.database, id);
  if (run) throw new ProblemError('retention/purge-already-run');
  if (!findings) throw new ProblemError('retention/not-counted-yet');
  if (findings.may_go.length === 0) throw new ProblemError('retention/nothing-to-purge');
  await insertRun(work.database, { purge_id: id, reason, started_by: actor.userId, started_at: work.at });
  work.audit({ subject: { type: 'purge', id }, detail: { reason, may_go: findings.may_go } });
  work.addJob(runPurgeTask, { purge_id: id });
  return purgeOf(work.database, id);
}

/**
 * Has a purge that stopped go on without waiting for the next try of its job.
 * @throws ProblemError `request/not-found`, `retention/purge-not-open`
 */
export async function resumePurge(work: UnitOfWork, id: string): Promise<Purge> {
  await lockHolds(work.database);
  const purge = await purgeOf(work.database, id);
  if (purge.run === null || purge.run.ended_at !== null) throw new ProblemError('retention/purge-not-open');
  work.audit({ subject: { type: 'purge', id }, detail: { stopped_at: purge.run.stopped_at } });
  await startAgain(work.database, id, 'run');
  work.addJob(runPurgeTask, { purge_id: id });
  return purgeOf(work.database, id);
}

async function purgeOf(database: TenantDatabase, id: string): Promise<Purge> {
  const [purge] = await findPurges(database, id);
  if (!purge) throw new ProblemError('request/not-found');
  return purge;
}
