/** What the gate needs to know of the lists: one statement, one index probe a list and number. */
import { sql } from 'kysely';
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

type Row = {
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
  person_key: string | null;
  block: number | null;
  numbers: Buffer | null;
};

/** A single value is compared as such, for which the database keeps its plan. */
const isOneOf = (column: string, type: 'text' | 'integer', values: readonly (string | number)[]) =>
  values.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${values[0]}`
    : sql<boolean>`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`;

/** On which lists these numbers are. Each list is seen as it was before a file or after it, never between. */
export async function findDncFacts(
  database: TenantDatabase,
  phoneNumbers: readonly string[],
  /** The persons called, by name and address: see `personKey`. */
  personKeys: readonly string[] = [],
): Promise<DncFacts> {
  const places = phoneNumbers.flatMap((phoneNumber) => {
    const place = placeOf(phoneNumber);
    return place ? [{ phoneNumber, ...place }] : [];
  });
  const blocks = [...new Set(places.map(({ block }) => block))];
  const byPerson =
    personKeys.length === 0
      ? sql``
      : sql`union all
    select 'litigators', null, source, '', null, null, '', as_of, severity, person_key, null, null
    from litigator_entries where ${isOneOf('person_key', 'text', personKeys)} and removed_at is null`;
  const { rows } = await sql<Row>`
    select 'internal' as list, phone_number, source, reason, created_at as added_at, expires_at,
      '' as region, null::date as as_of, null::text as detail, null::text as person_key, null::integer as block, null::bytea as numbers
    from dnc_numbers where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null
    union all
    select registry.list, null, registry.source, '', registry.updated_at, null,
      registry.region, registry.as_of, null, null, stored.block, stored.numbers
    from dnc_registries as registry
      left join dnc_registry_blocks as stored
        on stored.registry_id = registry.id and ${isOneOf('stored.block', 'integer', blocks.length === 0 ? [0] : blocks)}
    where registry.as_of is not null
    union all
    select 'litigators', phone_number, source, '', null, null, '', as_of, severity, null, null, null
    from litigator_entries where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null
    ${byPerson}
    union all
    select 'reassigned', phone_number, '', '', queried_at, null, '', asked_about_on, answer, null, null, null
    from reassignment_answers where ${isOneOf('phone_number', 'text', phoneNumbers)} and removed_at is null`.execute(
    database,
  );
  const entries = rows.flatMap((row): DncFact[] => {
    const { numbers } = row;
    const { list, source, reason } = row;
    if (list === 'litigators' || list === 'reassigned' || row.added_at === null) return [];
    if (row.phone_number !== null) {
      const expiresAtMs = row.expires_at === null ? null : Date.parse(row.expires_at);
      const addedAtMs = Date.parse(row.added_at);
      return [{ phoneNumber: row.phone_number, list, source, reason, addedAtMs, expiresAtMs }];
    }
    if (numbers === null || row.as_of === null) return [];
    const addedAtMs = Date.parse(row.as_of);
    const named = row.region === '' ? source : `${row.region}: ${source}`;
    return places
      .filter(({ block, line }) => block === row.block && hasLine(numbers, line))
      .map(({ phoneNumber }) => ({ phoneNumber, list, source: named, reason, addedAtMs, expiresAtMs: null }));
  });
  const litigators = rows.flatMap(({ list, phone_number, person_key, source, as_of, detail }): LitigatorFact[] =>
    list === 'litigators' && as_of !== null
      ? [{ phoneNumber: phone_number, personKey: person_key, source, asOf: as_of, severity: detail }]
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
