/** The list of accounts and the whole card of one. */
import type { AccountDetail, AccountRow } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { attorneysToCall } from '../../../shared/domain/compliance/consumer-facts/attorney-numbers.ts';
import { zonesOfPhoneNumber } from '../../../shared/domain/compliance/zones/area-codes.ts';
import { practiceScenarioOf } from '../../../shared/domain/telephony/practice-scenarios.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { flagsOf } from './account-flags.policy.ts';
import {
  findAccount,
  findAccounts,
  findAddresses,
  findDebts,
  findOrganization,
  findPhoneNumbers,
  findToldFacts,
} from './accounts.store.ts';
import { readSearch } from './search-terms.ts';
import { mayReadReceipt } from '../../../shared/domain/access/receipt-readers.ts';
import type { Actor } from '../../http/handlers.ts';
import { findTimeline } from './timeline.store.ts';
import { startOfDay } from './workday.ts';
import type { QueueCompliance } from './queue.service.ts';

export type AccountQuery = {
  search?: string | undefined;
  status?: AccountRow['status'] | undefined;
  sort: 'consumer_name' | 'balance_cents' | 'last_contact_at' | 'reference';
  direction: 'asc' | 'desc';
  page: number;
  page_size: number;
};

/** How much of the history a card carries. */
const timelineLength = 200;

export async function listAccounts(database: TenantDatabase, query: AccountQuery) {
  const { page, page_size, sort, direction, status } = query;
  const found = await findAccounts(database, {
    search: readSearch(query.search),
    status,
    sort,
    direction,
    offset: (page - 1) * page_size,
    limit: page_size,
  });
  return { ...found, page, page_size };
}

/**
 * Everything on one account.
 * @throws ProblemError `request/not-found`, also for an account of another organisation.
 */
export async function getAccount(
  database: TenantDatabase,
  reader: Pick<Actor, 'userId' | 'permissions'>,
  accountId: string,
  options: { clock: Clock; compliance: QueueCompliance },
): Promise<AccountDetail> {
  const at = isoNow(options.clock);
  const account = await findAccount(database, accountId);
  if (!account) throw new ProblemError('request/not-found');
  const { is_practice: isPractice, zone } = await findOrganization(database);
  const debts = await findDebts(database, accountId);
  const numbers = await findPhoneNumbers(database, [account.consumer_id], at);
  const addresses = await findAddresses(database, account.consumer_id, at);
  const told = await findToldFacts(database, account.consumer_id);
  const timeline = await findTimeline(database, accountId, timelineLength);
  const location = await options.compliance.locateConsumer(database, account.consumer_id, options.clock.now());

  const phoneNumbers = numbers.map((number) => ({
    id: number.id,
    phone_number: number.phone_number,
    kind: number.kind,
    status: number.status,
    is_on_dnc: number.dnc_number !== null,
    // Whoever said where they are keeps that clock on whatever number they are called.
    zones: [...(location.statedPlace === null ? zonesOfPhoneNumber(number.phone_number) : location.zones)],
    practice_scenario: isPractice ? (practiceScenarioOf(number.phone_number)?.title ?? null) : null,
  }));
  const attorneys = attorneysToCall(
    told,
    debts.map((debt) => debt.id),
    numbers.map((number) => number.phone_number),
  );
  return {
    id: account.id,
    reference: account.reference,
    status: account.status,
    balance_cents: account.balance_cents,
    version: account.version,
    consumer: {
      id: account.consumer_id,
      full_name: account.full_name,
      preferred_language: account.preferred_language,
      addresses,
      phone_numbers: phoneNumbers,
      attorneys: attorneys.map(({ phoneNumber, name }) => ({
        phone_number: phoneNumber,
        kind: 'work' as const,
        status: 'active' as const,
        // The verdict says so when it is.
        is_on_dnc: false,
        zones: [...zonesOfPhoneNumber(phoneNumber)],
        practice_scenario: isPractice ? (practiceScenarioOf(phoneNumber)?.title ?? null) : null,
        name,
      })),
      zones: [...location.zones],
    },
    debts,
    flags: flagsOf({
      status: account.status,
      debts,
      told,
      phoneNumbers,
      language: account.preferred_language,
      statedPlace: location.statedPlace,
      nextAction:
        account.next_action_reason && account.next_action_at
          ? { reason: account.next_action_reason, at: account.next_action_at }
          : null,
      startOfToday: startOfDay(options.clock.now(), zone),
    }),
    timeline: timeline.map(({ call_agent_id: agentId, decision_id: decisionId, ...entry }) => ({
      ...entry,
      decision_id: mayReadReceipt(reader.permissions, agentId === reader.userId) ? decisionId : null,
    })),
  };
}
