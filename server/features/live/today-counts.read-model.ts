import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { TodayCounts } from '../../../shared/contracts/live/live.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { dispositionCodes } from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

const conversationCodes = dispositionCodes.filter((each) => each.talk === 'conversation').map((each) => each.code);

/** What the organisation's calendar day has brought so far, in its own zone. */
export async function readTodayCounts(database: TenantDatabase, clock: Clock): Promise<TodayCounts> {
  const { zone } = await database.selectFrom('organizations').select('zone').executeTakeFirstOrThrow();
  const today = Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(zone).startOfDay();
  const since = new Date(today.epochMilliseconds).toISOString();
  const calls = await database
    .selectFrom('calls')
    .select(({ fn }) => [
      fn.countAll<number>().as('calls'),
      fn.count<number>('answered_at').as('connected'),
      fn.countAll<number>().filterWhere('disposition_code', 'in', conversationCodes).as('conversations'),
    ])
    .where('started_at', '>=', since)
    .executeTakeFirstOrThrow();
  const promises = await database
    .selectFrom('promises')
    .select(({ fn }) => [
      fn.countAll<number>().as('promises'),
      sql<number>`coalesce(sum(amount_cents), 0)::bigint`.as('promised_cents'),
    ])
    .where('promised_at', '>=', since)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  const refused = await database
    .selectFrom('decision_outlines')
    .select(({ fn }) => fn.countAll<number>().as('refused_by_compliance'))
    .where('at', '>=', since)
    .where('is_notable', '=', true)
    .where('outcome', '=', 'refused')
    .executeTakeFirstOrThrow();
  return { ...calls, ...promises, ...refused };
}
