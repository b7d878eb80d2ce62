import { createId } from '../../../../shared/domain/ids.ts';
import type { TestServer } from '../../../testing/test-server.ts';
import type { NextActionReason } from '../accounts.tables.ts';

export type GivenAccount = {
  name: string;
  reference: string;
  phones?: readonly string[];
  balances?: readonly number[];
  creditor?: string;
  region?: string;
  postalCode?: string;
  status?: 'open' | 'promise' | 'disputed' | 'ceased' | 'paid' | 'closed';
  agentId?: string;
  lastContactAt?: string;
  nextAction?: { reason: NextActionReason; at: string };
  organizationId?: string;
};

let lastMs = Date.parse('2026-01-01T00:00:00Z');
/** Ids that sort in the order in which they were made. */
const nextId = (): string => createId({ now: () => (lastMs += 1) });

/** One account with its consumer, address, numbers and debts, written as a feature would write it. Returns the account's id. */
export async function addAccount(server: TestServer, given: GivenAccount): Promise<string> {
  const [consumerId, accountId] = [nextId(), nextId()];
  const { phones = [], balances = [10_000], status = 'open' } = given;
  await server.database.withTenant(given.organizationId ?? server.organizationId, async (database) => {
    await database.insertInto('consumers').values({ id: consumerId, full_name: given.name }).execute();
    await database
      .insertInto('consumer_addresses')
      .values({
        id: nextId(),
        consumer_id: consumerId,
        lines: '1 Test Street',
        city: 'Testville',
        region: given.region ?? 'NY',
        postal_code: given.postalCode ?? '12207',
        valid_from: '2020-01-01T00:00:00Z',
      })
      .execute();
    for (const phone_number of phones)
      await database
        .insertInto('consumer_phone_numbers')
        .values({
          id: nextId(),
          consumer_id: consumerId,
          phone_number,
          kind: 'mobile',
          valid_from: '2020-01-01T00:00:00Z',
        })
        .execute();
    await database
      .insertInto('accounts')
      .values({
        id: accountId,
        consumer_id: consumerId,
        reference: given.reference,
        status,
        assigned_agent_id: given.agentId ?? null,
        last_contact_at: given.lastContactAt ?? null,
        next_action_reason: given.nextAction?.reason ?? null,
        next_action_at: given.nextAction?.at ?? null,
      })
      .execute();
    for (const [index, balance] of balances.entries())
      await database
        .insertInto('debts')
        .values({
          id: nextId(),
          account_id: accountId,
          consumer_id: consumerId,
          reference: `${given.reference}-${index + 1}`,
          original_creditor: given.creditor ?? 'Test Bank',
          current_creditor: given.creditor ?? 'Test Bank',
          balance_cents: balance,
          principal_cents: balance,
          status,
        })
        .execute();
  });
  return accountId;
}
