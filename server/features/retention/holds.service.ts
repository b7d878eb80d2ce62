/** Legal holds: placed and lifted by people, each with a reason that stays on record. */
import type { z } from 'zod';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Hold, placeHoldBodySchema } from '../../../shared/contracts/retention/retention.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { findHold, findHolds, insertHold, insertLift, lockHolds, subjectExists } from './holds.store.ts';

/** Holds, those in force first. */
export const listHolds = (database: TenantDatabase): Promise<Hold[]> => findHolds(database);

/** @throws ProblemError `request/not-found` when there is no such consumer, account or call */
export async function placeHold(
  work: UnitOfWork,
  actor: Actor,
  body: z.output<typeof placeHoldBodySchema>,
): Promise<Hold> {
  await lockHolds(work.database);
  if (!(await subjectExists(work.database, body))) throw new ProblemError('request/not-found');
  const id = createId(work.clock);
  await insertHold(work.database, { id, ...body, placed_by: actor.userId, placed_at: work.at });
  work.audit({ subject: { type: 'legal-hold', id }, detail: { ...body } });
  return held(work, id);
}

/** @throws ProblemError `request/not-found`, `retention/hold-already-lifted` */
export async function liftHold(work: UnitOfWork, actor: Actor, id: string, reason: string): Promise<Hold> {
  await lockHolds(work.database);
  const hold = await held(work, id);
  if (hold.lifted) throw new ProblemError('retention/hold-already-lifted');
  await insertLift(work.database, { hold_id: id, reason, lifted_by: actor.userId, lifted_at: work.at });
  const { scope, subject_id: subject, matter } = hold;
  work.audit({ subject: { type: 'legal-hold', id }, detail: { reason, scope, subject_id: subject, matter } });
  return held(work, id);
}

async function held(work: UnitOfWork, id: string): Promise<Hold> {
  const hold = await findHold(work.database, id);
  if (!hold) throw new ProblemError('request/not-found');
  return hold;
}
