/** What the lists of litigators and the answers about reassigned numbers add to what was told of a number. */
import { personKey } from '../../../shared/domain/compliance/litigators.ts';
import type { ToldOfEndpoint } from '../../../shared/domain/compliance/consumer-facts/endpoint-facts.ts';
import { answerThatHolds } from '../../../shared/domain/compliance/reassigned-numbers.ts';
import type { DncFacts } from '../dnc/index.ts';

/** A person as lists name them without a number: once for each address of the moment. */
export const personKeysOf = (person: {
  full_name: string;
  addresses: readonly { lines: string; postal_code: string }[];
}): string[] =>
  person.addresses.flatMap(({ lines, postal_code: zip }) => personKey(person.full_name, lines, zip) ?? []);

/** The newest list that names the number or the person, and the answer that holds, of all that is known. */
export function withScreening(
  told: ToldOfEndpoint,
  dnc: Pick<DncFacts, 'litigators' | 'reassignments'>,
  phoneNumber: string,
  keys: readonly string[],
): ToldOfEndpoint {
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
  const answers = dnc.reassignments
    .filter((each) => each.phoneNumber === phoneNumber)
    .map(({ answer, queriedAtMs, askedAboutOn }) => ({ answer, queriedAtMs, askedAboutOn }));
  return {
    ...told,
    litigator:
      [told.litigator ?? null, ...listed]
        .filter((each) => each !== null)
        .toSorted((a, b) => b.asOf.localeCompare(a.asOf))[0] ?? null,
    reassignment: answerThatHolds([...(told.reassignment ? [told.reassignment] : []), ...answers]),
  };
}
