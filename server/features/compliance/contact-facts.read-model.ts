/** The facts of decisions, made of what `readContacts` read. */
import { foldLedger, type LedgerRow } from '../../../shared/domain/compliance/contact-ledger.ts';
import { foldAgreedCalls } from '../../../shared/domain/compliance/consumer-facts/agreed-calls.ts';
import { attorneysToCall } from '../../../shared/domain/compliance/consumer-facts/attorney-numbers.ts';
import { foldDebt } from '../../../shared/domain/compliance/consumer-facts/debt-facts.ts';
import { wrongNumbersOf } from '../../../shared/domain/compliance/consumer-facts/endpoint-facts.ts';
import { foldLocation, type StatedLocation } from '../../../shared/domain/compliance/consumer-facts/location-facts.ts';
import { foldConsumer, foldPerson } from '../../../shared/domain/compliance/consumer-facts/person-facts.ts';
import { readFacts, type ToldFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import { type Debt, debtSchema } from '../../../shared/domain/compliance/facts/debt.ts';
import { type ContactFacts, type FactsInput, factsSchema } from '../../../shared/domain/compliance/facts/facts.ts';
import { locationSchema } from '../../../shared/domain/compliance/facts/person.ts';
import { cityOfZone } from '../../../shared/domain/compliance/zones/zone-names.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { SetupFacts } from '../onboarding/index.ts';
import {
  type ContactRows,
  type HolderRow,
  type LedgerDatabaseRow,
  type PersonRow,
  personsQuery,
  type PhoneKind,
} from './contact-rows.read-model.ts';
import type { ContactTarget } from './contact-target.read-model.ts';
import { withMessages } from './message-facts.ts';
import { endpointFacts, personKeysOf } from './screening-facts.ts';

/** Who calls, as it is said aloud, and what the organization's setup says of them. */
type CallerWords = { organizationName: string; agentName: string } & SetupFacts;

/** What is about to be done, beyond a plain call. */
export type ContactOrder = {
  /** What the action says beside number and debts. */
  action: Omit<FactsInput['action'], 'phoneNumber' | 'debtIds'>;
  /** The call in which it is done: it is no contact before this one. */
  duringCallId: string | null;
  /** Reservations that count for nothing here. */
  heldCallIds?: ReadonlySet<string>;
};
export const plainCall: ContactOrder = { action: {}, duringCallId: null };

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
  { dnc, holders, organization }: Pick<ContactRows, 'dnc' | 'holders' | 'organization'>,
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
  const debtIds = debtsOfCall(ofAccount, nowMs);
  const ofAttorney = new Set(
    attorneysToCall(
      told,
      debtIds,
      phones.map((phone) => phone.phone_number),
    ).map((each) => each.phoneNumber),
  );
  const isToAttorney = ofAttorney.has(phoneNumber);
  const wasToConsumer = (row: { phone_number: string | null }): boolean =>
    row.phone_number === null || !ofAttorney.has(row.phone_number);
  // 12 CFR 1006.14(b)(3)(iii): calls to the consumer's attorney are none to the consumer.
  const history = foldLedger(
    ledger
      .filter((row) => wasToConsumer(row))
      .filter((row) => row.call_id !== order.duringCallId && order.heldCallIds?.has(row.call_id) !== true)
      .map((row) => toLedgerRow(row)),
    wrongNumbers,
  );
  const allDebtIds = debts.map(({ debt }) => debt.id);
  // What the ledger knows is known by debt, and can be taken back; what came with the person from elsewhere is neither.
  const talks = person?.talks ?? [];
  const debtIdsOf = (some: typeof talks): string[] => [...new Set(some.flatMap((talk) => talk.debt_ids ?? allDebtIds))];
  const withConsumer = talks.filter((talk) => wasToConsumer(talk));
  const communicatedDebtIds =
    withConsumer.length === 0 && person?.has_prior_communication ? allDebtIds : debtIdsOf(withConsumer);
  const { agentState, ...said } = actor;
  // What was told of an address is about emails, letters and direct messages to it: they have no number.
  const used = phoneNumber === '' ? (order.action?.address ?? '') : phoneNumber;
  const facts = factsSchema.parse({
    action: {
      agentState,
      ...(isToAttorney ? { recipient: 'attorney' as const } : {}),
      ...order.action,
      phoneNumber,
      debtIds,
    },
    actor: said,
    person: person
      ? {
          ...foldPerson(told),
          id: person.id,
          fullName: person.full_name,
          language: person.preferred_language,
          candidateCount: target.candidateCount,
        }
      : null,
    consumer: foldConsumer(told),
    endpoint: {
      ...endpointFacts(told, dnc, { endpoint: used, phoneNumber, debtIds }, person ? personKeysOf(person) : []),
      status: isToAttorney
        ? 'active'
        : endpointStatus(
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
    location: locationOf(person, told),
    debts: debts.map(({ debt }) => debt),
    history: {
      ...history,
      consents: [...history.consents, ...foldAgreedCalls(told)],
      attempts: history.attempts.map((attempt) => ({ ...attempt, place: placeOf(person, attempt.phoneNumber) })),
      communicatedDebtIds,
      spokenWithAttorneyDebtIds: debtIdsOf(talks.filter((talk) => !wasToConsumer(talk))),
    },
  });
  return withMessages(facts, person?.messages ?? [], {
    postalAddresses: person?.addresses ?? [],
    told,
    zone: organization.zone,
  });
}

function locationOf(person: PersonRow | undefined, told = toldOf(person)): ContactFacts['location'] {
  return locationSchema.parse({
    phones: (person?.phones ?? [])
      .filter((phone) => phone.is_current)
      .map(({ phone_number: phoneNumber, status }) => ({ phoneNumber, status })),
    addresses: (person?.addresses ?? []).map((row) => ({ region: row.region, postalCode: row.postal_code })),
    stated: statedOf(person, told),
  });
}

/** The later of what they told us and of what came with the account. */
function statedOf(person: PersonRow | undefined, facts: ToldFacts): StatedLocation | null {
  const told = foldLocation(facts);
  const { stated_zone: zone = null, stated_zone_at: statedAt = null } = person ?? {};
  if (zone === null || statedAt === null) return told;
  const onFile = { label: cityOfZone(zone), zones: [zone], statedAtMs: Date.parse(statedAt) };
  return told !== null && told.statedAtMs >= onFile.statedAtMs ? told : onFile;
}

/** The facts of each contact, in the order of the targets. */
export function factsOf(
  known: ContactRows,
  targets: readonly ContactTarget[],
  actor: CallerWords,
  nowMs: number,
  order: ContactOrder = plainCall,
): ContactFacts[] {
  const { persons, ledger } = known;
  const ofConsumer = Map.groupBy(ledger, (row) => row.consumer_id);
  const ofStrangers = Map.groupBy(ofConsumer.get(null) ?? [], (row) => row.phone_number);
  const ofNumber = Map.groupBy(ledger, (row) => row.phone_number);
  return targets.map((target) => {
    const person = target.consumerId === null ? undefined : persons.get(target.consumerId);
    if (!person) return assemble(target, person, ofNumber.get(target.phoneNumber) ?? [], known, actor, order, nowMs);
    // Calls to a number before it was known whose it is are calls to this person.
    const numbers = new Set([target.phoneNumber, ...person.phones.map((phone) => phone.phone_number)]);
    const rows = [
      ...(ofConsumer.get(person.id) ?? []),
      ...[...numbers].flatMap((phoneNumber) => ofStrangers.get(phoneNumber) ?? []),
    ];
    return assemble(target, person, rows, known, actor, order, nowMs);
  });
}

/** Where a consumer may be: the same evidence, without a number to dial. */
export async function loadLocation(
  database: TenantDatabase,
  consumerId: string,
  nowMs: number,
): Promise<ContactFacts['location'] | undefined> {
  const { rows } = await personsQuery([consumerId], new Date(nowMs).toISOString()).execute(database);
  const [person] = rows;
  return person && locationOf(person);
}
