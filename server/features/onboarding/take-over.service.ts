import type { TenantDatabase } from '../../db/transaction.ts';
import { findAnsweredSteps, insertStep } from './onboarding.store.ts';

/**
 * Lets an organization dial whose setup nobody has answered: for practice, and for those that dialed before it was asked for
 * (docs/adr/0008). No endpoint does this. Once per organization.
 */
export async function takeOver(database: TenantDatabase, at: string, reason: string): Promise<void> {
  const known = await findAnsweredSteps(database);
  if (known.some(({ step }) => step === 'taken-over')) return;
  await insertStep(database, { step: 'taken-over', answer: { reason }, recordedBy: null, at });
}
