/**
 * Calls of the last days that make a practice account what it is: near the limit, at it, or spoken to lately.
 *
 * The ledger is only ever added to, so these calls are named by person and day: a start adds the days that are missing
 * and changes nothing. Days are the person's own.
 */
import { Temporal } from 'temporal-polyfill';
import type { TenantDatabase } from '../../db/transaction.ts';
import { json } from '../../db/json.ts';
import { practiceId } from './practice-ids.ts';
import type { PracticePerson } from './practice-people.ts';

/** Window of 12 CFR 1006.14(b)(2)(i), in days with today. */
const windowDays = 7;
const talkedDaysAgo = 3;

export type PracticeCallContext = {
  organizationId: string;
  /** Who made these calls. */
  agentId: string;
  nowMs: number;
};
type Subject = { consumerId: string; accountId: string; debtIds: readonly string[]; phoneNumber: string; zone: string };
type PastCall = Subject & { id: string; placedAt: string; hasTalked: boolean };

/** Adds what is missing of a person's calls. */
export async function seedCalls(
  database: TenantDatabase,
  person: PracticePerson,
  subject: Subject,
  context: PracticeCallContext,
): Promise<void> {
  const today = Temporal.Instant.fromEpochMilliseconds(context.nowMs).toZonedDateTimeISO(subject.zone).toPlainDate();
  const call = (daysAgo: number, time: string, hasTalked: boolean): PastCall => {
    const day = today.subtract({ days: daysAgo });
    const placed = day.toZonedDateTime({ timeZone: subject.zone, plainTime: time });
    return {
      ...subject,
      id: practiceId(context.organizationId, `call ${person.key} ${day.toString()} ${time}`),
      placedAt: new Date(placed.epochMilliseconds).toISOString(),
      hasTalked,
    };
  };
  const calls: PastCall[] = [];
  if (person.story === 'six-attempts' || person.story === 'seven-attempts') {
    for (let daysAgo = windowDays - 1; daysAgo >= 1; daysAgo -= 1) {
      calls.push(call(daysAgo, '10:20', false));
      // One day of any six in a row brings the seventh call.
      const dayNumber = Math.floor(Date.parse(today.subtract({ days: daysAgo }).toString()) / 86_400_000);
      if (person.story === 'seven-attempts' && dayNumber % (windowDays - 1) === 0)
        calls.push(call(daysAgo, '16:40', false));
    }
  }
  if (person.story === 'talked-lately' && !(await hasTalkedLately(database, subject.consumerId, context.nowMs)))
    calls.push(call(talkedDaysAgo, '11:05', true));
  for (const each of calls) await addCall(database, each, context);
}

async function hasTalkedLately(database: TenantDatabase, consumerId: string, nowMs: number): Promise<boolean> {
  const found = await database
    .selectFrom('contact_ledger')
    .select('sequence')
    .where('consumer_id', '=', consumerId)
    .where('kind', '=', 'talk')
    .where('placed_at', '>', new Date(nowMs - (windowDays - 2) * 86_400_000).toISOString())
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function addCall(database: TenantDatabase, call: PastCall, { agentId }: PracticeCallContext): Promise<void> {
  const { id, placedAt, consumerId, accountId, phoneNumber, debtIds, hasTalked } = call;
  const at = (seconds: number) => new Date(Date.parse(placedAt) + seconds * 1000).toISOString();
  const connectClass = hasTalked ? ('connected' as const) : ('rang-out' as const);
  const added = await database
    .insertInto('calls')
    .values({
      id,
      direction: 'outbound',
      agent_id: agentId,
      consumer_id: consumerId,
      account_id: accountId,
      phone_number: phoneNumber,
      caller_id: null,
      started_at: placedAt,
      answered_at: hasTalked ? at(12) : null,
      ended_at: at(hasTalked ? 260 : 34),
      ended_by: 'agent',
      sip_status: hasTalked ? 200 : 487,
      connect_class: connectClass,
      disposition_code: hasTalked ? 'right-party-no-promise' : 'no-answer',
      disposition_version: 1,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return;

  const row = {
    call_id: id,
    direction: 'outbound' as const,
    consumer_id: consumerId,
    phone_number: phoneNumber,
    debt_ids: json(debtIds),
    placed_at: placedAt,
    recorded_by: agentId,
  };
  await database
    .insertInto('contact_ledger')
    .values([
      { ...row, kind: 'attempt', recorded_at: placedAt, value: json({ kind: 'attempt' as const }) },
      {
        ...row,
        kind: 'settled',
        recorded_at: at(34),
        value: json({ kind: 'settled' as const, connectClass, isCounted: true }),
      },
    ])
    .execute();
  if (hasTalked)
    await database
      .insertInto('contact_ledger')
      .values({
        ...row,
        kind: 'talk',
        recorded_at: at(300),
        value: json({ kind: 'talk' as const, isConversation: true, atMs: Date.parse(at(12)) }),
      })
      .execute();
  await database
    .insertInto('timeline_entries')
    .values({
      id,
      account_id: accountId,
      at: at(300),
      kind: 'disposition',
      title: hasTalked ? 'Right party, no promise' : 'No answer',
      text: hasTalked ? 'Long talk about the balance. Will think about it.' : 'Rang out.',
      agent_id: agentId,
      call_id: id,
    })
    .execute();
}
