/**
 * What a decision is made from, as rows, read in one statement whatever the number of contacts: the organisation's own
 * decisions; the persons with their numbers, addresses and debts; the recent ledger; the do-not-call lists; on whose file the
 * dialled numbers are.
 */
import { type RawBuilder, sql } from 'kysely';
import type { phoneKinds } from '../../../shared/contracts/accounts/accounts.contract.ts';
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import type { FactRow } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import type { Dispute } from '../../../shared/domain/compliance/facts/debt.ts';
import type { DisputeStanding } from '../../../shared/domain/disputes/dispute-steps.ts';
import { readTogether } from '../../db/read-together.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type DncFacts, dncFactsOf, dncQuery, findNamedLitigators, namesLitigatorsQuery } from '../dnc/index.ts';
import type { ContactTarget } from './contact-target.read-model.ts';
import { type ChainEnd, chainEndQuery, noChainEndQuery } from './decisions.store.ts';
import { type MessageDatabaseRow, messagesOfPerson } from './message-facts.ts';
import { type OrganizationFacts, organizationFactsOf, organizationQuery } from './organization-facts.read-model.ts';
import { asPast } from './past-moments.ts';
import { personKeysOf } from './screening-facts.ts';

/**
 * How far back the ledger is read: the longest counting window (thirty days, 940 CMR 7.04(1)(f)), before it the life of a
 * consent that took a call of the window out of the count, and a day each for calendars.
 */
const LEDGER_DAYS = 46;
const DAY_MS = 86_400_000;

export type PhoneKind = (typeof phoneKinds)[number];

type DisputeFact = {
  id: string;
  kind: Dispute['kind'];
  form: Dispute['form'];
  received_at: string;
  disputed_cents: number | null;
  standing: DisputeStanding;
  answer_sent_at: string | null;
};
export type PersonRow = {
  id: string;
  full_name: string;
  /** ISO 639-1. */
  preferred_language: string;
  stated_zone: string | null;
  stated_zone_at: string | null;
  has_prior_communication: boolean;
  phones: {
    phone_number: string;
    kind: PhoneKind;
    status: 'active' | 'wrong' | 'disconnected';
    is_current: boolean;
  }[];
  addresses: { region: string; postal_code: string; lines: string }[];
  messages: MessageDatabaseRow[];
  debts: {
    id: string;
    account_id: string;
    reference: string;
    status: string;
    account_status: string;
    ceased_at: string | null;
    balance_cents: number;
    disputes: DisputeFact[];
  }[];
  /** Conversations at any time; `debt_ids` null: about every debt. */
  talks: { debt_ids: readonly string[] | null; phone_number: string | null }[];
  told: (Omit<FactRow, 'receivedAtMs'> & { receivedAt: string })[];
};

export type LedgerDatabaseRow = {
  sequence: number;
  consumer_id: string | null;
  call_id: string;
  direction: 'outbound' | 'inbound';
  phone_number: string | null;
  debt_ids: readonly string[] | null;
  placed_at: string;
  value: LedgerValue;
};

export type HolderRow = { phone_number: string; consumer_id: string; status: 'active' | 'wrong' | 'disconnected' };

/** What is known about some contacts at one moment; `contact-facts.read-model.ts` makes facts of it. */
export type ContactRows = {
  organization: OrganizationFacts;
  persons: ReadonlyMap<string, PersonRow>;
  ledger: readonly LedgerDatabaseRow[];
  holders: readonly HolderRow[];
  dnc: DncFacts;
  /** Reservations that count for nothing here: what `heldBy` holds, and what has ended, whoever held it. */
  heldCallIds: ReadonlySet<string>;
  /** Of `chainOf`. */
  chainEnd: ChainEnd | undefined;
};

/** A single value is compared as such, for which the database keeps its plan; it would plan anew for each array. */
function isOneOf(column: string, values: readonly string[]): RawBuilder<boolean> {
  if (values.length === 0) return sql<boolean>`false`;
  return values.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${values[0]}`
    : sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`;
}

/** Persons with their numbers, addresses, debts, messages and what they told us; `at` is ISO text. */
export const personsQuery = (ids: readonly string[], at: string): RawBuilder<PersonRow> => sql<PersonRow>`
  select id, full_name, preferred_language, stated_zone, stated_zone_at, has_prior_communication,
    coalesce((select jsonb_agg(jsonb_build_object('phone_number', phone_number, 'kind', kind, 'status', status,
        'is_current', valid_from <= ${at} and (valid_to is null or valid_to > ${at})))
      from consumer_phone_numbers where consumer_id = consumers.id), '[]') as phones,
    coalesce((select jsonb_agg(jsonb_build_object('region', region, 'postal_code', postal_code, 'lines', lines))
      from consumer_addresses
      where consumer_id = consumers.id and valid_from <= ${at} and (valid_to is null or valid_to > ${at})), '[]') as addresses,
    coalesce((select jsonb_agg(jsonb_build_object('id', debts.id, 'account_id', debts.account_id,
        'reference', debts.reference, 'status', debts.status, 'account_status', accounts.status,
        'ceased_at', debts.ceased_at, 'balance_cents', debts.balance_cents, 'disputes', coalesce((
          select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'form', form, 'received_at', received_at,
            'disputed_cents', disputed_cents, 'standing', standing, 'answer_sent_at', answer_sent_at) order by received_at, id)
          from disputes where disputes.consumer_id = debts.consumer_id and disputes.debt_id = debts.id), '[]'))
        order by debts.id)
      from debts join accounts on accounts.organization_id = debts.organization_id and accounts.id = debts.account_id
      where debts.consumer_id = consumers.id), '[]') as debts,
    ${messagesOfPerson} as messages,
    coalesce((select jsonb_agg(jsonb_build_object('debt_ids', talk.debt_ids, 'phone_number', talk.phone_number)) from (
        select distinct on (call_id) debt_ids, phone_number, value from contact_ledger
        where consumer_id = consumers.id and kind = 'talk' order by call_id, sequence desc) as talk
      where talk.value @> '{"isConversation": true}' and not talk.value @> '{"isPresumed": true}'), '[]') as talks,
    coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'debtId', debt_id,
        'phoneNumber', phone_number, 'address', address, 'receivedAt', received_at, 'receivedBy', received_by) order by id)
      from consumer_facts as fact where consumer_id = consumers.id and takes_back is null and not exists (
        select from consumer_facts as undone
        where undone.organization_id = fact.organization_id and undone.takes_back = fact.id)), '[]') as told
  from consumers where ${isOneOf('id', ids)}`;

/**
 * The recent ledger: of the consumers, of nobody under the dialled numbers or the consumers' own, and of anybody under the
 * numbers that are nobody's.
 */
function ledgerQuery(
  who: { consumerIds: readonly string[]; dialled: readonly string[]; numbersOfNobody: readonly string[] },
  since: string,
): RawBuilder<LedgerDatabaseRow> {
  const columns = sql.raw('sequence, consumer_id, call_id, direction, phone_number, debt_ids, placed_at, value');
  // What was said to whoever has the number, under whatever account, was said to the stranger who is called now.
  const underAnAccount =
    who.numbersOfNobody.length === 0
      ? sql``
      : sql`union all
    select ${columns} from contact_ledger
      where consumer_id is not null and ${isOneOf('phone_number', who.numbersOfNobody)} and placed_at >= ${since}`;
  const [first] = who.dialled;
  const dialled = who.dialled.length === 1 ? sql`array[${first}]::text[]` : sql`${[...who.dialled]}::text[]`;
  return sql<LedgerDatabaseRow>`
    select ${columns} from contact_ledger
      where ${isOneOf('consumer_id', who.consumerIds)} and placed_at >= ${since}
    union all
    select ${columns} from contact_ledger
      where consumer_id is null and placed_at >= ${since} and phone_number = any(
        array(select phone_number from consumer_phone_numbers where ${isOneOf('consumer_id', who.consumerIds)})
          || ${dialled})
    ${underAnAccount}`;
}

/** On whose file these numbers are: at the moment, or as a wrong number at any time. */
const holdersQuery = (phoneNumbers: readonly string[], at: string): RawBuilder<HolderRow> => sql<HolderRow>`
  select phone_number, consumer_id, status from consumer_phone_numbers
  where ${isOneOf('phone_number', phoneNumbers)}
    and (status = 'wrong' or (valid_from <= ${at} and (valid_to is null or valid_to > ${at})))`;

/** The calls that an agent reserved ahead, and those of anybody whose time is over. */
const heldQuery = (agentId: string | undefined, at: string): RawBuilder<{ id: string }> =>
  agentId === undefined
    ? sql<{ id: string }>`select null::text as id where false`
    : sql<{ id: string }>`select id from deskline_held_calls(${agentId}, ${at}) as id`;

/**
 * Reads what decisions about these contacts need. `heldBy`: the agent whose own reservations are left out;
 * `chainOf`: the agent whose chain a decision is about to be added to, which is held until the transaction ends. A gate has
 * locked whom it asks about before, in a statement of its own: what is read here is what was committed until then, whatever
 * the clock of the copy that wrote it said.
 */
export async function readContacts(
  database: TenantDatabase,
  targets: readonly ContactTarget[],
  nowMs: number,
  agent: { heldBy?: string; chainOf?: string } = {},
): Promise<ContactRows> {
  const at = new Date(nowMs).toISOString();
  const consumerIds = [...new Set(targets.map(({ consumerId }) => consumerId).filter((id) => id !== null))];
  const dialled = [...new Set(targets.map(({ phoneNumber }) => phoneNumber))];
  const ofNobody = targets.flatMap(({ consumerId, phoneNumber }) => (consumerId === null ? [phoneNumber] : []));
  const since = new Date(nowMs - LEDGER_DAYS * DAY_MS).toISOString();
  const read = await readTogether(database, {
    organizations: organizationQuery,
    persons: personsQuery(consumerIds, at),
    ledger: ledgerQuery({ consumerIds, dialled, numbersOfNobody: [...new Set(ofNobody)] }, since),
    dnc: dncQuery(dialled),
    names_litigators: namesLitigatorsQuery,
    holders: holdersQuery(dialled, at),
    held: heldQuery(agent.heldBy, at),
    chain_end: agent.chainOf === undefined ? noChainEndQuery : chainEndQuery(agent.chainOf),
  });
  const [organization] = read.organizations;
  if (!organization) throw new Error('No organisation');
  const { persons, ledger, dnc } = asPast({ ...read, dnc: dncFactsOf(read.dnc, dialled) }, nowMs);
  const named = read.names_litigators.some(({ is_any: isAny }) => isAny)
    ? await findNamedLitigators(database, [...new Set(persons.flatMap((person) => personKeysOf(person)))])
    : [];
  return {
    organization: organizationFactsOf(organization, nowMs),
    persons: new Map(persons.map((person) => [person.id, person])),
    ledger,
    holders: read.holders,
    dnc: { ...dnc, litigators: [...dnc.litigators, ...named] },
    heldCallIds: new Set(read.held.map(({ id }) => id)),
    chainEnd: read.chain_end[0],
  };
}
