/**
 * The facts of a decision, read in four statements whatever the number of contacts: the persons with their numbers,
 * addresses and debts; the recent ledger; the dialled numbers' do-not-call requests; on whose file those numbers are.
 */
import { sql } from 'kysely';
import type { phoneKinds } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { foldLedger, type LedgerRow, type LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import { foldDebt } from '../../../shared/domain/compliance/consumer-facts/debt-facts.ts';
import { foldEndpoint, wrongNumbersOf } from '../../../shared/domain/compliance/consumer-facts/endpoint-facts.ts';
import { foldConsumer, foldPerson } from '../../../shared/domain/compliance/consumer-facts/person-facts.ts';
import {
  type FactRow,
  readFacts,
  type ToldFacts,
} from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import { type Debt, debtSchema, type Dispute } from '../../../shared/domain/compliance/facts/debt.ts';
import { type ContactFacts, type FactsInput, factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { locationSchema } from '../../../shared/domain/compliance/facts/person.ts';
import type { DisputeStanding } from '../../../shared/domain/disputes/dispute-steps.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type DncFacts, findDncFacts } from '../dnc/index.ts';
import type { SetupFacts } from '../onboarding/index.ts';
import type { ContactTarget } from './contact-target.read-model.ts';
import { personKeysOf, withScreening } from './screening-facts.ts';
import { type MessageDatabaseRow, messagesOfPerson, withMessages } from './message-facts.ts';

/**
 * How far back the ledger is read: the longest counting window (thirty days, 940 CMR 7.04(1)(f)), before it the life of a
 * consent that took a call of the window out of the count, and a day each for calendars.
 */
const LEDGER_DAYS = 46;
const DAY_MS = 86_400_000;

type PhoneKind = (typeof phoneKinds)[number];

/** Who calls, as it is said aloud, and what the organization's setup says of them. */
type CallerWords = { organizationName: string; agentName: string } & SetupFacts;

type DisputeFact = {
  id: string;
  kind: Dispute['kind'];
  form: Dispute['form'];
  received_at: string;
  disputed_cents: number | null;
  standing: DisputeStanding;
  answer_sent_at: string | null;
};
/** What is about to be done, beyond a plain call. */
export type ContactOrder = {
  /** What the action says beside number and debts. */
  action: Omit<FactsInput['action'], 'phoneNumber' | 'debtIds'>;
  /** The call in which it is done: it is no contact before this one. */
  duringCallId: string | null;
  /** What the agent reserved ahead, in a preview: it is given back when a call is started. */
  heldCallIds?: ReadonlySet<string>;
};
export const plainCall: ContactOrder = { action: {}, duringCallId: null };

type PersonRow = {
  id: string;
  full_name: string;
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
  talked_debt_ids: (readonly string[] | null)[];
  told: (Omit<FactRow, 'receivedAtMs'> & { receivedAt: string })[];
};

type LedgerDatabaseRow = {
  sequence: number;
  consumer_id: string | null;
  call_id: string;
  direction: 'outbound' | 'inbound';
  phone_number: string | null;
  debt_ids: readonly string[] | null;
  placed_at: string;
  value: LedgerValue;
};

type HolderRow = { phone_number: string; consumer_id: string; status: 'active' | 'wrong' | 'disconnected' };

/** The calls that an agent reserved ahead and may yet place. */
export async function findHeldCalls(
  database: TenantDatabase,
  agentId: string,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const at = new Date(nowMs).toISOString();
  const { rows } = await sql<{ id: string }>`select deskline_held_calls(${agentId}, ${at}) as id`.execute(database);
  return new Set(rows.map(({ id }) => id));
}

/** A single value is compared as such, for which the database keeps its plan; it would plan anew for each array. */
const isOneOf = (column: string, values: readonly string[]) =>
  values.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${values[0]}`
    : sql<boolean>`${sql.ref(column)} = any(${[...values]}::text[])`;

async function findPersons(database: TenantDatabase, ids: readonly string[], at: string): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<PersonRow>`
    select id, full_name, stated_zone, stated_zone_at, has_prior_communication,
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
      coalesce((select jsonb_agg(talk.debt_ids) from (
          select distinct on (call_id) debt_ids, value from contact_ledger
          where consumer_id = consumers.id and kind = 'talk' order by call_id, sequence desc) as talk
        where talk.value @> '{"isConversation": true}' and not talk.value @> '{"isPresumed": true}'), '[]') as talked_debt_ids,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'debtId', debt_id,
          'phoneNumber', phone_number, 'address', address, 'receivedAt', received_at, 'receivedBy', received_by) order by id)
        from consumer_facts as fact where consumer_id = consumers.id and takes_back is null and not exists (
          select from consumer_facts as undone
          where undone.organization_id = fact.organization_id and undone.takes_back = fact.id)), '[]') as told
    from consumers where ${isOneOf('id', ids)}`.execute(database);
  return rows;
}

async function findLedger(
  database: TenantDatabase,
  who: { consumerIds: readonly string[]; strangeNumbers: readonly string[]; numbersOfNobody: readonly string[] },
  since: string,
): Promise<LedgerDatabaseRow[]> {
  const columns = sql.raw('sequence, consumer_id, call_id, direction, phone_number, debt_ids, placed_at, value');
  // What was said to whoever has the number, under whatever account, was said to the stranger who is called now.
  const underAnAccount =
    who.numbersOfNobody.length === 0
      ? sql``
      : sql`union all
    select ${columns} from contact_ledger
      where consumer_id is not null and ${isOneOf('phone_number', who.numbersOfNobody)} and placed_at >= ${since}`;
  const { rows } = await sql<LedgerDatabaseRow>`
    select ${columns} from contact_ledger
      where ${isOneOf('consumer_id', who.consumerIds)} and placed_at >= ${since}
    union all
    select ${columns} from contact_ledger
      where consumer_id is null and ${isOneOf('phone_number', who.strangeNumbers)} and placed_at >= ${since}
    ${underAnAccount}`.execute(database);
  return rows;
}

/** On whose file these numbers are: at the moment, or as a wrong number at any time. */
async function findHolders(
  database: TenantDatabase,
  phoneNumbers: readonly string[],
  at: string,
): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select phone_number, consumer_id, status from consumer_phone_numbers
    where ${isOneOf('phone_number', phoneNumbers)}
      and (status = 'wrong' or (valid_from <= ${at} and (valid_to is null or valid_to > ${at})))`.execute(database);
  return rows;
}

const toLedgerRow = (row: LedgerDatabaseRow): LedgerRow => ({
  sequence: row.sequence,
  callId: row.call_id,
  direction: row.direction,
  phoneNumber: row.phone_number,
  debtIds: row.debt_ids,
  placedAtMs: Date.parse(row.placed_at),
  value: row.value,
});

const closed = new Set(['paid', 'closed']);

const toldOf = (person: PersonRow | undefined): ToldFacts =>
  readFacts((person?.told ?? []).map(({ receivedAt, ...row }) => ({ ...row, receivedAtMs: Date.parse(receivedAt) })));

function toDebt(row: PersonRow['debts'][number], facts: ToldFacts): Debt {
  const statuses = [row.status, row.account_status];
  const told = foldDebt(facts, row.id);
  const receivedAtMs = row.ceased_at === null ? null : Date.parse(row.ceased_at);
  // A debt marked as ceased without a date was ceased at a time nobody knows: always.
  const onFileAtMs = receivedAtMs ?? (statuses.includes('ceased') ? 0 : null);
  const ceasedAtMs = [onFileAtMs, told.ceasedAtMs ?? null].filter((atMs) => atMs !== null);
  return debtSchema.parse({
    ...told,
    id: row.id,
    reference: row.reference,
    isClosed: statuses.some((status) => closed.has(status)),
    balanceCents: row.balance_cents,
    // A dispute on file says what may be collected; the mark alone, or a question for the creditor, says nothing of it.
    isDisputed: statuses.includes('disputed') && row.disputes.every(({ kind }) => kind !== 'dispute'),
    disputes: row.disputes.map((dispute) => ({
      id: dispute.id,
      kind: dispute.kind,
      form: dispute.form,
      receivedAtMs: Date.parse(dispute.received_at),
      disputedCents: dispute.disputed_cents,
      isDuplicate: dispute.standing === 'duplicate',
      answerSentAtMs: dispute.answer_sent_at === null ? null : Date.parse(dispute.answer_sent_at),
      isClosed: dispute.standing === 'withdrawn' || dispute.standing === 'released',
    })),
    ceasedAtMs: ceasedAtMs.length > 0 ? Math.min(...ceasedAtMs) : null,
  });
}

/**
 * The debts a call is about: those of the account (of the person when no account was chosen) that can be spoken of. When
 * none can, all of them, so that the rules see why not.
 */
function debtsOfCall(debts: readonly Debt[], nowMs: number): string[] {
  const isOpen = ({ isClosed, ceasedAtMs }: Debt): boolean => !isClosed && (ceasedAtMs === null || ceasedAtMs > nowMs);
  const open = debts.filter((debt) => isOpen(debt));
  const ceased = debts.filter(({ isClosed }) => !isClosed);
  const about = open.length > 0 ? open : ceased.length > 0 ? ceased : debts;
  return about.map(({ id }) => id);
}

/**
 * Where a number of this person rings. A mobile one is tied to no place (comment 6(b)(1)(ii)-1), a home or work number is;
 * of any other number nobody knows.
 */
function placeOf(person: PersonRow | undefined, phoneNumber: string): PhoneKind {
  const rows = (person?.phones ?? []).filter((phone) => phone.phone_number === phoneNumber);
  return (rows.find((row) => row.is_current) ?? rows[0])?.kind ?? 'unknown';
}

function endpointStatus(
  person: PersonRow | undefined,
  phoneNumber: string,
  holders: readonly HolderRow[],
): ContactFacts['endpoint']['status'] {
  const rows = (person?.phones ?? []).filter((phone) => phone.phone_number === phoneNumber);
  if (rows.some(({ status }) => status === 'wrong')) return 'wrong';
  const current = rows.filter((row) => row.is_current);
  if (current.some(({ status }) => status === 'active')) return 'active';
  if (current.length > 0) return 'disconnected';
  if (holders.some(({ status }) => status !== 'wrong')) return 'of-another';
  // Whoever said that it is wrong is not called again as a stranger.
  return person === undefined && holders.length > 0 ? 'wrong' : 'unlisted';
}

function assemble(
  target: ContactTarget,
  person: PersonRow | undefined,
  ledger: readonly LedgerDatabaseRow[],
  dnc: DncFacts,
  holders: readonly HolderRow[],
  actor: CallerWords,
  order: ContactOrder,
  nowMs: number,
): ContactFacts {
  const { phoneNumber, accountId } = target;
  const phones = person?.phones ?? [];
  const told = toldOf(person);
  const debts = (person?.debts ?? []).map((row) => ({ accountId: row.account_id, debt: toDebt(row, told) }));
  const ofAccount = debts.filter((each) => accountId === null || each.accountId === accountId).map(({ debt }) => debt);
  const wrongNumbers = new Set([
    ...phones.filter(({ status }) => status === 'wrong').map((phone) => phone.phone_number),
    ...wrongNumbersOf(told),
  ]);
  const history = foldLedger(
    ledger
      .filter((row) => row.call_id !== order.duringCallId && order.heldCallIds?.has(row.call_id) !== true)
      .map((row) => toLedgerRow(row)),
    wrongNumbers,
  );
  const allDebtIds = debts.map(({ debt }) => debt.id);
  // What the ledger knows is known by debt, and can be taken back; what came with the person from elsewhere is neither.
  const talks = person?.talked_debt_ids ?? [];
  const communicated =
    talks.length === 0 && person?.has_prior_communication
      ? allDebtIds
      : talks.flatMap((debtIds) => debtIds ?? allDebtIds);
  const { agentState, ...said } = actor;
  const debtIds = debtsOfCall(ofAccount, nowMs);
  // What was told of an address is about emails, letters and direct messages to it: they have no number.
  const used = phoneNumber === '' ? (order.action?.address ?? '') : phoneNumber;
  const facts = factsSchema.parse({
    action: { agentState, ...order.action, phoneNumber, debtIds },
    actor: said,
    person: person
      ? {
          ...foldPerson(told),
          id: person.id,
          fullName: person.full_name,
          candidateCount: target.candidateCount,
        }
      : null,
    consumer: foldConsumer(told),
    endpoint: {
      ...withScreening(foldEndpoint(told, used, debtIds), dnc, phoneNumber, person ? personKeysOf(person) : []),
      status: endpointStatus(
        person,
        phoneNumber,
        holders.filter((row) => row.phone_number === phoneNumber),
      ),
      place: placeOf(person, phoneNumber),
      lineType: placeOf(person, phoneNumber) === 'mobile' ? 'wireless' : 'unknown',
      doNotCall: dnc.entries
        .filter((entry) => entry.phoneNumber === phoneNumber)
        .map(({ phoneNumber: _number, ...entry }) => entry),
    },
    registries: { nationalAsOf: dnc.nationalAsOf },
    location: locationOf(person),
    debts: debts.map(({ debt }) => debt),
    history: {
      ...history,
      attempts: history.attempts.map((attempt) => ({ ...attempt, place: placeOf(person, attempt.phoneNumber) })),
      communicatedDebtIds: [...new Set(communicated)],
    },
  });
  return withMessages(facts, person?.messages ?? [], person?.addresses ?? []);
}

function locationOf(person: PersonRow | undefined): ContactFacts['location'] {
  const { stated_zone: zone = null, stated_zone_at: statedAt = null } = person ?? {};
  return locationSchema.parse({
    phones: (person?.phones ?? [])
      .filter((phone) => phone.is_current)
      .map(({ phone_number: phoneNumber, status }) => ({ phoneNumber, status })),
    addresses: (person?.addresses ?? []).map((row) => ({ region: row.region, postalCode: row.postal_code })),
    stated:
      zone === null || statedAt === null ? null : { label: zone, zones: [zone], statedAtMs: Date.parse(statedAt) },
  });
}

/** The facts of each contact, in the order of the targets. */
export async function loadFacts(
  database: TenantDatabase,
  targets: readonly ContactTarget[],
  actor: CallerWords,
  nowMs: number,
  order: ContactOrder = plainCall,
): Promise<ContactFacts[]> {
  if (targets.length === 0) return [];
  const at = new Date(nowMs).toISOString();
  const consumerIds = [...new Set(targets.map(({ consumerId }) => consumerId).filter((id) => id !== null))];
  const persons = new Map((await findPersons(database, consumerIds, at)).map((person) => [person.id, person]));
  const dialled = targets.map(({ phoneNumber }) => phoneNumber);
  const listed = [...persons.values()].flatMap(({ phones }) => phones.map((phone) => phone.phone_number));
  const since = new Date(nowMs - LEDGER_DAYS * DAY_MS).toISOString();
  const strangeNumbers = [...new Set([...dialled, ...listed])];
  const ofNobody = targets.flatMap(({ consumerId, phoneNumber }) => (consumerId === null ? [phoneNumber] : []));
  const numbersOfNobody = [...new Set(ofNobody)];
  const ledger = await findLedger(database, { consumerIds, strangeNumbers, numbersOfNobody }, since);
  const ofConsumer = Map.groupBy(ledger, (row) => row.consumer_id);
  const ofStrangers = Map.groupBy(ofConsumer.get(null) ?? [], (row) => row.phone_number);
  const ofNumber = Map.groupBy(ledger, (row) => row.phone_number);
  const personKeys = [...persons.values()].flatMap((person) => personKeysOf(person));
  const dnc = await findDncFacts(database, [...new Set(dialled)], [...new Set(personKeys)]);
  const holders = await findHolders(database, [...new Set(dialled)], at);
  return targets.map((target) => {
    const person = target.consumerId === null ? undefined : persons.get(target.consumerId);
    if (!person)
      return assemble(target, person, ofNumber.get(target.phoneNumber) ?? [], dnc, holders, actor, order, nowMs);
    // Calls to a number before it was known whose it is are calls to this person.
    const numbers = new Set([target.phoneNumber, ...person.phones.map((phone) => phone.phone_number)]);
    const rows = [
      ...(ofConsumer.get(person.id) ?? []),
      ...[...numbers].flatMap((phoneNumber) => ofStrangers.get(phoneNumber) ?? []),
    ];
    return assemble(target, person, rows, dnc, holders, actor, order, nowMs);
  });
}

/** Where a consumer may be: the same evidence, without a number to dial. */
export async function loadLocation(
  database: TenantDatabase,
  consumerId: string,
  nowMs: number,
): Promise<ContactFacts['location'] | undefined> {
  const [person] = await findPersons(database, [consumerId], new Date(nowMs).toISOString());
  return person && locationOf(person);
}
