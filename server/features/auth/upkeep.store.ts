import type { TenantDatabase } from '../../db/transaction.ts';
import { proofToleranceMs } from './dpop.ts';
import { failuresForgottenAfterMs } from './lock-out.policy.ts';

/** Used tokens live as long as their session's row, so that reuse is noticed. */
const sessionsKeptMs = 30 * 86_400_000;

/** Forgets sessions long over (with their tokens), proofs too old to be replayed, and failures too old to count. */
export async function purgeAuthRows(database: TenantDatabase, nowMs: number): Promise<void> {
  const before = (ageMs: number) => new Date(nowMs - ageMs).toISOString();
  await database.deleteFrom('sessions').where('expires_at', '<', before(sessionsKeptMs)).execute();
  await database.deleteFrom('sessions').where('ended_at', '<', before(sessionsKeptMs)).execute();
  await database
    .deleteFrom('dpop_proofs')
    .where('seen_at', '<', before(3 * proofToleranceMs))
    .execute();
  await database.deleteFrom('sign_in_locks').where('last_failed_at', '<', before(failuresForgottenAfterMs)).execute();
}
