/** What the lists of litigators and the answers about reassigned numbers add to what was told of a number. */
import { personKey } from '../../../shared/domain/compliance/litigators.ts';
import { foldEndpoint, type ToldOfEndpoint } from '../../../shared/domain/compliance/consumer-facts/endpoint-facts.ts';
import type { ToldFacts } from '../../../shared/domain/compliance/consumer-facts/told-facts.ts';
import type { DncFacts } from '../dnc/index.ts';

/** A person as lists name them without a number: once for each address of the moment. */
export const personKeysOf = (person: {
  full_name: string;
  addresses: readonly { lines: string; postal_code: string }[];
}): string[] =>
  person.addresses.flatMap(({ lines, postal_code: zip }) => personKey(person.full_name, lines, zip) ?? []);

/**
 * Everything about a number or address, from what was told of it and from the files: the newest list that names it or the
 * person, every answer. `debtIds`: what the contact is about; `phoneNumber` is empty where an address is used.
 */
export function endpointFacts(
  all: ToldFacts,
  dnc: Pick<DncFacts, 'litigators' | 'reassignments'>,
  { endpoint, phoneNumber, debtIds }: { endpoint: string; phoneNumber: string; debtIds: readonly string[] },
  keys: readonly string[],
): ToldOfEndpoint {
  const answers = dnc.reassignments
    .filter((each) => each.phoneNumber === phoneNumber)
    .map(({ answer, queriedAtMs, askedAboutOn }) => ({ answer, queriedAtMs, askedAboutOn }));
  const told = foldEndpoint(all, endpoint, debtIds, answers);
  const listed = dnc.litigators
    .filter((each) =>
      each.phoneNumber === null ? keys.includes(each.personKey ?? '') : each.phoneNumber === phoneNumber,
    )
    .map(({ source, asOf, severity, phoneNumber: number }) => ({
      source,
      asOf,
      severity,
      matchedBy: number === null ? ('name-and-address' as const) : ('number' as const),
    }));
  return {
    ...told,
    litigator:
      [told.litigator ?? null, ...listed]
        .filter((each) => each !== null)
        .toSorted((a, b) => b.asOf.localeCompare(a.asOf))[0] ?? null,
  };
}
