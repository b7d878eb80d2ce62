/** What was told about one number or address. */
import type { FactsInput } from '../facts/facts.ts';
import type { Medium } from '../facts/fields.ts';
import { answerThatHolds } from '../reassigned-numbers.ts';
import { factsOf, type ToldFact, type ToldFacts } from './told-facts.ts';

type EndpointInput = NonNullable<FactsInput['endpoint']>;
type ConsentInput = NonNullable<EndpointInput['consents']>[number];
export type ToldOfEndpoint = Pick<
  EndpointInput,
  | 'isEmployerProvided'
  | 'wrongPartyAtMs'
  | 'consents'
  | 'lastUsedByConsumerAtMs'
  | 'creditorRoute'
  | 'priorCollectorRoute'
  | 'reassignment'
  | 'litigator'
>;

/** A number as E.164, or an address; case does not matter. */
const isOf = (fact: { phoneNumber: string | null; address: string | null }, endpoint: string): boolean =>
  (fact.phoneNumber ?? fact.address)?.trim().toLowerCase() === endpoint.trim().toLowerCase();

/**
 * Everything about this number or address. `debtIds`: what the contact is about; consent that was given for one debt is none
 * for another (12 CFR 1006.6(d)(4)(i)(B)), and none where nobody knows which debt it is. `answers`: what the registry of
 * reassigned numbers answered in files, beside what was told.
 */
export function foldEndpoint(
  all: ToldFacts,
  endpoint: string,
  debtIds: readonly string[],
  answers: Parameters<typeof answerThatHolds>[0] = [],
): ToldOfEndpoint {
  const facts = all.filter((fact) => isOf(fact, endpoint));
  const told = factsOf(facts, 'reassigned-answer').map(({ value, receivedAtMs }) => ({
    answer: value.answer,
    queriedAtMs: receivedAtMs,
    askedAboutOn: value.asked_about_on,
  }));
  // A list names a person or a number.
  const listed = factsOf(all, 'litigator-listed')
    .filter((fact) => (fact.phoneNumber === null && fact.address === null) || isOf(fact, endpoint))
    .at(-1);
  return {
    isEmployerProvided: factsOf(facts, 'employer-provided').length > 0,
    wrongPartyAtMs: factsOf(facts, 'wrong-number')[0]?.receivedAtMs ?? null,
    consents: foldConsents(
      factsOf(facts, 'consent').filter(({ debtId }) => debtId === null || isAllOf(debtIds, debtId)),
      factsOf(facts, 'consent-revoked'),
    ),
    lastUsedByConsumerAtMs: factsOf(facts, 'wrote-from').at(-1)?.receivedAtMs ?? null,
    creditorRoute: creditorRouteOf(factsOf(facts, 'creditor-notice').at(-1)),
    priorCollectorRoute: priorCollectorRouteOf(factsOf(facts, 'prior-collector-use').at(-1)),
    reassignment: answerThatHolds([...told, ...answers]),
    litigator: listed ? { source: listed.value.source, asOf: listed.value.as_of } : null,
  };
}

const isAllOf = (debtIds: readonly string[], debtId: string): boolean =>
  debtIds.length > 0 && debtIds.every((each) => each === debtId);

const creditorRouteOf = (notice: ToldFact<'creditor-notice'> | undefined): ToldOfEndpoint['creditorRoute'] =>
  notice
    ? {
        noticeSentOn: notice.value.sent_on,
        optOutUntilOn: notice.value.opt_out_until_on,
        namesThisCollector: notice.value.names_us,
        hasOptedOut: notice.value.has_opted_out,
        creditorUsedIt: notice.value.creditor_used_it,
      }
    : null;

const priorCollectorRouteOf = (
  use: ToldFact<'prior-collector-use'> | undefined,
): ToldOfEndpoint['priorCollectorRoute'] =>
  use
    ? {
        immediatelyPriorUsedIt: use.value.was_immediately_before,
        hadBasis: use.value.had_basis,
        hasOptedOut: use.value.has_opted_out,
      }
    : null;

const isAbout = (revocation: ToldFact<'consent-revoked'>, medium: Medium): boolean =>
  revocation.value.medium === null || revocation.value.medium === medium;

/** Each consent with the first revocation after it. One that revokes nothing on file stands as a consent that has ended. */
function foldConsents(
  given: readonly ToldFact<'consent'>[],
  revoked: readonly ToldFact<'consent-revoked'>[],
): ConsentInput[] {
  const consents = given.map(({ value, receivedAtMs }): ConsentInput => ({
    medium: value.medium,
    kind: value.form,
    givenTo: value.given_to,
    receivedAtMs,
    endsAtMs: value.ends_at === null ? null : Date.parse(value.ends_at),
    revokedAtMs:
      revoked.find((each) => each.receivedAtMs >= receivedAtMs && isAbout(each, value.medium))?.receivedAtMs ?? null,
  }));
  const ofNothing = revoked
    .filter((each) => !given.some((one) => one.receivedAtMs <= each.receivedAtMs && isAbout(each, one.value.medium)))
    .flatMap(({ value, receivedAtMs }) =>
      (value.medium === null ? (['voice', 'sms'] as const) : [value.medium]).map((medium): ConsentInput => ({
        medium,
        receivedAtMs,
        revokedAtMs: receivedAtMs,
      })),
    );
  return [...consents, ...ofNothing];
}

/** Numbers of which somebody said that they reach another person: calls to them no longer count (comment 14(b)(2)(i)-3). */
export const wrongNumbersOf = (facts: ToldFacts): string[] =>
  factsOf(facts, 'wrong-number').flatMap(({ phoneNumber }) => phoneNumber ?? []);
