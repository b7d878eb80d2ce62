/**
 * Fills the practice organisation with invented people, accounts, debts, numbers and history.
 *
 * Promise: it never touches an organisation that is not for practice; run again it adds what is missing and changes
 * nothing that somebody has worked on in the last seven days. What must be fresh (where somebody says to be now, what is
 * due, calls of the last days) is made fresh at every run.
 */
import type { Clock } from '../../../shared/domain/clock.ts';
import { zonesOfState } from '../../../shared/domain/compliance/zones/states.ts';
import { json } from '../../db/json.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { findOrganization } from './accounts.store.ts';
import { seedCalls } from './practice-calls.ts';
import { addDebtKinds } from './practice-debt-kinds.ts';
import { debtsOf, historyOf, isNewAccount, lastWorkedDaysAgo } from './practice-history.ts';
import { practiceId } from './practice-ids.ts';
import { practicePeople, type PracticePerson } from './practice-people.ts';
import { startOfDay, startOfWorkday } from './workday.ts';

const dayMs = 86_400_000;
const daysBefore = (nowMs: number, days: number) => new Date(nowMs - days * dayMs).toISOString();

type Seeding = {
  database: TenantDatabase;
  organizationId: string;
  zone: string;
  nowMs: number;
  agentId: string | null;
};
type Ids = { consumer: string; account: string; debts: readonly string[] };

/** @throws Error when the organisation is not for practice; nothing has been written then. */
export async function seedPracticeData(database: DatabaseDoor, organizationId: string, clock: Clock): Promise<void> {
  await database.withTenant(organizationId, async (tenant) => {
    const organization = await findOrganization(tenant);
    if (!organization.is_practice) throw new Error('Practice data is for a practice organisation only');
    const agent = await tenant
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'agent')
      .orderBy('email')
      .limit(1)
      .executeTakeFirst();
    const seeding: Seeding = {
      database: tenant,
      organizationId,
      zone: organization.zone,
      nowMs: clock.now(),
      agentId: agent?.id ?? null,
    };
    for (const [index, person] of practicePeople.entries()) await seedPerson(seeding, person, index);
  });
}

async function seedPerson(seeding: Seeding, person: PracticePerson, index: number): Promise<void> {
  const debts = debtsOf(person);
  const id = (name: string, order: number) => practiceId(seeding.organizationId, `${name} ${person.key}`, order);
  const ids: Ids = {
    consumer: id('consumer', index),
    account: id('account', index),
    debts: debts.map((_, each) => id(`debt ${each}`, index * 10 + each)),
  };
  const isAdded = await addConsumer(seeding, person, ids, index);
  if (isAdded) {
    await addAccount(seeding, person, ids, index);
    await addHistory(seeding, person, ids);
    await addConsent(seeding, person, ids, index);
  }
  await addDebtKinds(seeding, person, ids);
  await refreshStory(seeding, person, ids);
}

/** Adds consumer, address and numbers. False when they were there. */
async function addConsumer(seeding: Seeding, person: PracticePerson, ids: Ids, index: number): Promise<boolean> {
  const { database, nowMs, organizationId } = seeding;
  const since = daysBefore(nowMs, 200);
  const added = await database
    .insertInto('consumers')
    .values({
      id: ids.consumer,
      full_name: person.fullName,
      preferred_language: person.language,
      has_prior_communication: !isNewAccount(person),
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return false;

  const [, lines = '', city = '', region = '', postalCode = ''] =
    /^(.*), (.*), ([A-Z]{2}) (\d{5})$/.exec(person.address) ?? [];
  await database
    .insertInto('consumer_addresses')
    .values({
      id: practiceId(organizationId, `address ${person.key}`, index),
      consumer_id: ids.consumer,
      lines,
      city,
      region,
      postal_code: postalCode,
      valid_from: since,
    })
    .execute();
  await database
    .insertInto('consumer_phone_numbers')
    .values(
      phonesOf(person).map((phone, order) => ({
        id: practiceId(organizationId, `phone ${phone.phone_number}`, index * 10 + order),
        consumer_id: ids.consumer,
        valid_from: since,
        status: person.story === 'wrong-number' && order === 0 ? ('wrong' as const) : ('active' as const),
        ...phone,
      })),
    )
    .execute();
  if (person.story === 'number-on-dnc')
    await database
      .insertInto('dnc_numbers')
      .values(
        phonesOf(person).map((phone) => ({
          phone_number: phone.phone_number,
          reason: 'Asked on the phone not to be called',
          source: 'consumer',
          created_at: daysBefore(nowMs, 14),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'phone_number']).where('removed_at', 'is', null).doNothing(),
      )
      .execute();
  return true;
}

/** The first number of each person came with the account: the creditor was given it to be called at (47 CFR 64.1200(f)). */
async function addConsent(
  { database, nowMs, organizationId, agentId }: Seeding,
  person: PracticePerson,
  ids: Ids,
  index: number,
) {
  const [phone] = phonesOf(person);
  if (!phone || agentId === null || person.story === 'wrong-number') return;
  await database
    .insertInto('consumer_facts')
    .values({
      id: practiceId(organizationId, `consent ${person.key}`, index),
      consumer_id: ids.consumer,
      kind: 'consent',
      value: json({ medium: 'voice', form: 'express', given_to: 'creditor' }),
      phone_number: phone.phone_number,
      received_at: daysBefore(nowMs, 190),
      received_by: 'creditor',
      note: 'Given in the contract.',
      recorded_at: daysBefore(nowMs, 190),
      recorded_by: agentId,
    })
    .execute();
}

function phonesOf(person: PracticePerson): { kind: 'mobile' | 'home' | 'work'; phone_number: string }[] {
  return person.phones.split(', ').map((text) => {
    const [kind, areaCode = '', line = ''] = text.split(' ');
    return { kind: kind === 'home' || kind === 'work' ? kind : 'mobile', phone_number: `+1${areaCode}555${line}` };
  });
}

async function addAccount(seeding: Seeding, person: PracticePerson, ids: Ids, index: number): Promise<void> {
  const { database, nowMs } = seeding;
  const reference = `DL-${String(100_401 + index * 7)}`;
  const status = person.story === 'disputed' || person.story === 'paid' ? person.story : 'open';
  await database
    .insertInto('accounts')
    .values({
      id: ids.account,
      consumer_id: ids.consumer,
      reference,
      status,
      last_contact_at: isNewAccount(person) ? null : daysBefore(nowMs, lastWorkedDaysAgo(person)),
    })
    .execute();
  const ceased = person.story === 'debt-ceased';
  await database
    .insertInto('debts')
    .values(
      debtsOf(person).map((debt, each) => ({
        ...debt,
        id: ids.debts[each] ?? '',
        account_id: ids.account,
        consumer_id: ids.consumer,
        reference: `${reference}-${each + 1}`,
        status: ceased ? ('ceased' as const) : status,
        ceased_at: ceased ? daysBefore(nowMs, 20) : null,
      })),
    )
    .execute();
}

async function addHistory({ database, nowMs, organizationId, agentId }: Seeding, person: PracticePerson, ids: Ids) {
  await database
    .insertInto('timeline_entries')
    .values(
      historyOf(person).map(({ daysAgo, ...entry }, index) => ({
        ...entry,
        id: practiceId(organizationId, `history ${person.key} ${index}`, index),
        account_id: ids.account,
        at: daysBefore(nowMs, daysAgo),
        agent_id: entry.kind === 'disposition' || entry.kind === 'note' ? agentId : null,
      })),
    )
    .execute();
}

/** Makes fresh what time has made stale. */
async function refreshStory(seeding: Seeding, person: PracticePerson, ids: Ids): Promise<void> {
  const { database, nowMs, organizationId, agentId } = seeding;
  if (person.statedZone !== undefined)
    await database
      .updateTable('consumers')
      .set({ stated_zone: person.statedZone, stated_zone_at: new Date(nowMs - 60_000).toISOString() })
      .where('id', '=', ids.consumer)
      .execute();

  const zone = zonesOfState(/, ([A-Z]{2}) \d{5}$/.exec(person.address)?.[1] ?? '')[0] ?? seeding.zone;
  const phoneNumber = phonesOf(person)[0]?.phone_number;
  if (agentId !== null && phoneNumber !== undefined)
    await seedCalls(
      database,
      person,
      { consumerId: ids.consumer, accountId: ids.account, debtIds: ids.debts, phoneNumber, zone },
      { organizationId, agentId, nowMs },
    );

  const nextAction = nextActionOf(person, seeding);
  if (nextAction === undefined) return;
  await database
    .updateTable('accounts')
    .set({
      status: nextAction.reason === 'promise-due' ? 'promise' : 'open',
      next_action_reason: nextAction.reason,
      next_action_at: nextAction.at,
    })
    .where('id', '=', ids.account)
    // Version 1: nobody but the seed has touched it.
    .where((where) => where.or([where('version', '=', 1), where('last_contact_at', '<', daysBefore(nowMs, 7))]))
    .execute();
}

function nextActionOf({ story }: PracticePerson, { nowMs, zone }: Seeding) {
  // Noon of the day, so that a day of 23 or 25 hours cannot lead to another date.
  const dateIn = (days: number) => {
    const noonMs = Date.parse(startOfDay(nowMs, zone)) + dayMs / 2 + days * dayMs;
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(noonMs);
  };
  if (story === 'callback-due') return { reason: 'callback' as const, at: new Date(nowMs - 5 * 60_000).toISOString() };
  if (story === 'promise-tomorrow') return { reason: 'promise-due' as const, at: startOfWorkday(dateIn(1), zone) };
  if (story === 'promise-broken') return { reason: 'promise-due' as const, at: startOfWorkday(dateIn(-4), zone) };
  return undefined;
}
