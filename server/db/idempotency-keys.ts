import { ProblemError } from '../../shared/contracts/core/problem.ts';
import { json } from './json.ts';
import type { TenantDatabase } from './transaction.ts';
import type { Reply } from './reply.ts';

/** How long a key is remembered: longer than any desktop may stay away with work in its outbox. */
export const idempotencyKeyDays = 30;

export type KeyClaim = { actorId: string; key: string; requestHash: string };

/**
 * Claims a key, or finds the reply it was answered with. While another transaction holds the key this waits for its
 * end, so two at once run one after the other.
 * @throws ProblemError `sync/idempotency-key-reused` when the key stands for another request.
 */
export async function claimKey(database: TenantDatabase, claim: KeyClaim, at: string): Promise<Reply | undefined> {
  const claimed = await database
    .insertInto('idempotency_keys')
    .values({ actor_id: claim.actorId, key: claim.key, request_hash: claim.requestHash, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed) return undefined;
  const kept = await database
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'reply_status', 'reply_body'])
    .where('actor_id', '=', claim.actorId)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow();
  if (kept.request_hash !== claim.requestHash) throw new ProblemError('sync/idempotency-key-reused');
  if (kept.reply_status === null) throw new Error('A committed idempotency key has no reply');
  return { status: kept.reply_status, body: kept.reply_body };
}

/** Keeps the reply with its key, in the same transaction as the effect. */
export async function saveReply(database: TenantDatabase, claim: KeyClaim, reply: Reply): Promise<void> {
  await database
    .updateTable('idempotency_keys')
    .set({ reply_status: reply.status, reply_body: json(reply.body) })
    .where('actor_id', '=', claim.actorId)
    .where('key', '=', claim.key)
    .execute();
}
