/** What the gate needs to know of the lists: one index probe a list and number. */
import { type RawBuilder, sql } from 'kysely';
import type { DncList } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { Reassignment } from '../../../shared/contracts/dnc/screening.contract.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { hasLine, placeOf } from './number-block.ts';

export type DncFact = {
  phoneNumber: string;
  list: DncList;
  source: string;
  reason: string;
  addedAtMs: number;
  expiresAtMs: number | null;
};
export type LitigatorFact = {
  /** Null: matched by name and address. */
  phoneNumber: string | null;
  personKey: string | null;
  source: string;
  asOf: string;
  severity: string | null;
};
export type ReassignmentFact = {
  phoneNumber: string;
  answer: Reassignment['answer'];
  queriedAtMs: number;
  askedAboutOn: string;
};
export type DncFacts = {
  litigators: readonly LitigatorFact[];
  /** Every answer that stands; `answerThatHolds` says which of a number's counts. */
  reassignments: readonly ReassignmentFact[];
  /** Entries that have not been taken back. */
  entries: readonly DncFact[];
  /** The date of the national registry's data; null without one. */
  nationalAsOf: string | null;
};

type DncRow = {
  list: DncList | 'litigators' | 'reassigned';
  phone_number: string | null;
  source: string;
  reason: string;
  /** Of an answer: when it was asked for. Null for a litigator. */
  added_at: string | null;
  expires_at: string | null;
  region: string;
  as_of: string | null;
  /** A litigator's severity, or the answer about a reassigned number. */
  detail: string | null;
  block: number | null;
  /** The block as it is stored, hexadecimal. */
  numbers: string | null;
};

/** A single value is compared as such, for which the database keeps its plan. */
const isOneOf = (column: string, type: 'text' | 'integer', values: readonly (string | number)[]) =>
  values.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${values[0]}`
    : sql<boolean>`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`;

const placesOf = (phoneNumbers: readonly string[]) =>
  phoneNumbers.flatMap((phoneNumber) => {
    const place = placeOf(phoneNumber);
    return place ? [{ phoneNumber, ...place }] : [];
  });

/** On which lists these numbers are. Each list is seen as it was before a file or after it, never between. */
export function dncQuery(phoneNumbers: readonly string[]): RawBuilder<DncRow> {
  const blocks = [...new Set(placesOf(phoneNumbers).map(({ block }) => block))];
  return sql<DncRow>`
    select 'internal' as list, phone_number, source, reason, created_at as added_at, expires_at,
      '' as region, null::date as as_of, null::text as detail, null::integer as block, null::text as numbers
    from dnc_numbers where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null
    union all
    select registry.list, null, registry.source, '', registry.updated_at, null,
      registry.region, registry.as_of, null, stored.block, encode(stored.numbers, 'hex')
    from dnc_registries as registry
      left join dnc_registry_blocks as stored
        on stored.registry_id = registry.id and ${isOneOf('stored.block', 'integer', blocks.length === 0 ? [0] : blocks)}
    where registry.as_of is not null
    union all
    select 'litigators', phone_number, source, '', null, null, '', as_of, severity, null, null
    from litigator_entries where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null
    union all
    select 'reassigned', phone_number, '', '', queried_at, null, '', asked_about_on, answer, null, null
    from reassignment_answers where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null`;
}

/** Whether any list names litigators by name and address, so that `findNamedLitigators` may find one. */
export const namesLitigatorsQuery = sql<{ is_any: boolean }>`
  select exists (select from litigator_entries where person_key is not null and removed_at is null) as is_any`;

/** Whom the lists name among these persons, by name and address: see `personKey`. */
export async function findNamedLitigators(
  database: TenantDatabase,
  personKeys: readonly string[],
): Promise<LitigatorFact[]> {
  if (personKeys.length === 0) return [];
  const { rows } = await sql<{ source: string; as_of: string; severity: string | null; person_key: string }>`
    select source, as_of, severity, person_key from litigator_entries
    where ${isOneOf('person_key', 'text', personKeys)} and removed_at is null`.execute(database);
  return rows.map(({ source, as_of: asOf, severity, person_key: personKey }) => ({
    phoneNumber: null,
    personKey,
    source,
    asOf,
    severity,
  }));
}

/** On which lists these numbers are, asked alone. */
export async function findDncFacts(database: TenantDatabase, phoneNumbers: readonly string[]): Promise<DncFacts> {
  const { rows } = await dncQuery(phoneNumbers).execute(database);
  return dncFactsOf(rows, phoneNumbers);
}

/** What the rows of `dncQuery` say of the same numbers. */
export function dncFactsOf(rows: readonly DncRow[], phoneNumbers: readonly string[]): DncFacts {
  const places = placesOf(phoneNumbers);
  const entries = rows.flatMap((row): DncFact[] => {
    const { list, source, reason } = row;
    if (list === 'litigators' || list === 'reassigned' || row.added_at === null) return [];
    if (row.phone_number !== null) {
      const expiresAtMs = row.expires_at === null ? null : Date.parse(row.expires_at);
      const addedAtMs = Date.parse(row.added_at);
      return [{ phoneNumber: row.phone_number, list, source, reason, addedAtMs, expiresAtMs }];
    }
    if (row.numbers === null || row.as_of === null) return [];
    const numbers = Buffer.from(row.numbers, 'hex');
    const addedAtMs = Date.parse(row.as_of);
    const named = row.region === '' ? source : `${row.region}: ${source}`;
    return places
      .filter(({ block, line }) => block === row.block && hasLine(numbers, line))
      .map(({ phoneNumber }) => ({ phoneNumber, list, source: named, reason, addedAtMs, expiresAtMs: null }));
  });
  const litigators = rows.flatMap(({ list, phone_number, source, as_of, detail }): LitigatorFact[] =>
    list === 'litigators' && as_of !== null
      ? [{ phoneNumber: phone_number, personKey: null, source, asOf: as_of, severity: detail }]
      : [],
  );
  const reassignments = rows.flatMap(({ list, phone_number, detail, added_at, as_of }): ReassignmentFact[] => {
    if (list !== 'reassigned' || phone_number === null || added_at === null || as_of === null) return [];
    const answer = detail === 'no' || detail === 'no-data' ? detail : 'yes';
    return [{ phoneNumber: phone_number, answer, queriedAtMs: Date.parse(added_at), askedAboutOn: as_of }];
  });
  return {
    litigators,
    reassignments,
    entries,
    nationalAsOf: rows.find(({ list }) => list === 'national')?.as_of ?? null,
  };
}
