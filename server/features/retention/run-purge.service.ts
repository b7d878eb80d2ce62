/** Starts a purge of what a dry run found. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Purge } from '../../../shared/contracts/retention/retention.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { lockHolds } from './holds.store.ts';
import { findPurges, insertRun } from './purges.store.ts';
import { runPurgeTask } from './run-purge.job.ts';

/** Dry runs and what came of them, newest first. */
export const listPurges = (database: TenantDatabase): Promise<Purge[]> => findPurges(database);

/** @throws ProblemError `request/not-found`, `retention/purge-already-run`, `retention/nothing-to-purge` */
export async function runPurge(work: UnitOfWork, actor: Actor, id: string, reason: string): Promise<Purge> {
  await lockHolds(work.database);
  const plan = await purgeOf(work.database, id);
  if (plan.run) throw new ProblemError('retention/purge-already-run');
  if (plan.findings.may_go.length === 0) throw new ProblemError('retention/nothing-to-purge');
  await insertRun(work.database, { purge_id: id, reason, started_by: actor.userId, started_at: work.at });
  work.audit({ subject: { type: 'purge', id }, detail: { reason, may_go: plan.findings.may_go } });
  work.addJob(runPurgeTask, { purge_id: id });
  return purgeOf(work.database, id);
}

async function purgeOf(database: TenantDatabase, id: string): Promise<Purge> {
  const [purge] = await findPurges(database, id);
  if (!purge) throw new ProblemError('request/not-found');
  return purge;
}
