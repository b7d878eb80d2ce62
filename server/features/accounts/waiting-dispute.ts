/** Disputes that wait, as the database asks for them. */
import { sql } from 'kysely';
import { openStandings } from '../../../shared/domain/disputes/dispute-steps.ts';

const open = sql.join(openStandings.map((standing) => sql.lit(standing)));

/**
 * `isWaiting` of a row of `disputes`, in a query that reads `standing` and `answer_sent_at` of no other table: open, or a repetition
 * whose notice was not sent (12 CFR 1006.38(d)(2)(ii)). In literals, as the index `disputes_open` is made.
 */
export const disputeWaits = sql<boolean>`(standing in (${open}) or (standing = 'duplicate' and answer_sent_at is null))`;
