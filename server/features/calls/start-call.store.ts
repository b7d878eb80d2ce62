/** What the start of a call asks and writes, each in one statement: of all writes it is the one that somebody waits for. */
import { sql } from 'kysely';
import type { LiveCall } from '../../../shared/contracts/live/live.contract.ts';
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

type Starter = {
  email: string;
  sip_user: string;
  caller_ids: { phone_number: string; label: string }[];
  /** There is a call of this id. */
  is_known: boolean;
};

/** Who starts a call, the numbers that may be shown, and whether the call was started before. */
export async function findStarter(database: TenantDatabase, userId: string, callId: string): Promise<Starter> {
  const { rows } = await sql<Starter>`
    select users.email, users.sip_user, organizations.caller_ids,
      exists (select from calls where calls.id = ${callId}) as is_known
    from users join organizations on organizations.id = users.organization_id
    where users.id = ${userId}`.execute(database);
  const [starter] = rows;
  if (!starter) throw new Error('A call that nobody starts');
  return starter;
}

type StartedCall = {
  id: string;
  agent_id: string;
  consumer_id: string | null;
  account_id: string | null;
  phone_number: string;
  caller_id: string;
  system_id: string | null;
  decision_id: string;
  permit_expires_at: string;
  started_at: string;
};

const attempt: LedgerValue = { kind: 'attempt' };

/**
 * Adds an outbound call that may be placed, with the attempt that counts from now on; `debtIds` null: not known. Gives the call
 * as the floor sees it; undefined when there is a call of this id already, and then nothing is added.
 */
export async function insertStartedCall(
  database: TenantDatabase,
  call: StartedCall,
  debtIds: readonly string[] | null,
  recordedAt: string,
): Promise<LiveCall | undefined> {
  const { rows } = await sql<LiveCall>`
    with started as (
        insert into calls (id, direction, agent_id, consumer_id, account_id, phone_number, caller_id, system_id, decision_id,
          permit_expires_at, started_at, connect_class)
        values (${call.id}, 'outbound', ${call.agent_id}, ${call.consumer_id}, ${call.account_id}, ${call.phone_number},
          ${call.caller_id}, ${call.system_id}, ${call.decision_id}, ${call.permit_expires_at}, ${call.started_at}, 'reserved')
        on conflict (organization_id, id) do nothing returning *),
      attempt as (
        insert into contact_ledger (kind, call_id, direction, consumer_id, phone_number, debt_ids, placed_at, recorded_at,
          recorded_by, value)
        select ${attempt.kind}, id, direction, consumer_id, phone_number,
          ${debtIds === null ? null : JSON.stringify(debtIds)}::jsonb, started_at, ${recordedAt}::timestamptz, agent_id,
          ${JSON.stringify(attempt)}::jsonb
        from started)
    select started.id, started.agent_id, started.direction, started.account_id, accounts.reference as account_reference,
      consumers.full_name as consumer_name, started.phone_number, started.started_at, started.answered_at, started.mos
    from started
      left join accounts on accounts.id = started.account_id
      left join consumers on consumers.id = started.consumer_id`.execute(database);
  return rows[0];
}
