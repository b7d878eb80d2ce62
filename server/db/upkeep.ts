import { idempotencyKeyDays } from './idempotency-keys.ts';
import type { TenantDatabase } from './transaction.ts';

const dayMs = 86_400_000;
/** A client of the live feed that was away for longer gets a fresh snapshot. */
const liveEventDays = 1;

/** Forgets idempotency keys and live events that nobody can need any more. */
export async function purgePlatformRows(database: TenantDatabase, nowMs: number): Promise<void> {
  const before = (days: number) => new Date(nowMs - days * dayMs).toISOString();
  await database.deleteFrom('idempotency_keys').where('created_at', '<', before(idempotencyKeyDays)).execute();
  await database.deleteFrom('live_events').where('at', '<', before(liveEventDays)).execute();
}
