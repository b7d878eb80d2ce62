/** What was told about one debt. A fact that names no debt is about every one. */
import type { Debt } from '../facts/debt.ts';
import type { FactsInput } from '../facts/facts.ts';
import { factsOf, lastKnown, type ToldFact, type ToldFacts } from './told-facts.ts';

type DebtInput = NonNullable<FactsInput['debts']>[number];
type AttorneyInput = NonNullable<DebtInput['attorney']>;
type BankruptcyInput = NonNullable<DebtInput['bankruptcy']>;
type BankruptcyFact = ToldFact<'bankruptcy'>;

export type ToldOfDebt = Pick<
  DebtInput,
  | 'ceasedAtMs'
  | 'attorney'
  | 'bankruptcy'
  | 'isMedical'
  | 'stateNoticeMailedOn'
  | 'limitationEndsOn'
  | 'paymentRevivesLimitation'
> & { validation: Pick<Debt['validation'], 'initialCommunicationAtMs' | 'hasElectronicConsent'> };

/** Everything about this debt; several situations may hold at once. */
export function foldDebt(all: ToldFacts, debtId: string): ToldOfDebt {
  const facts = all.filter((fact) => fact.debtId === null || fact.debtId === debtId);
  const limitation = factsOf(facts, 'limitation').at(-1)?.value;
  return {
    // The first notice holds: a second does not let anything that was sent in between have been right.
    ceasedAtMs: factsOf(facts, 'cease-notice')[0]?.receivedAtMs ?? null,
    attorney: foldAttorney(facts, debtId),
    bankruptcy: foldBankruptcy(factsOf(facts, 'bankruptcy')),
    validation: foldValidation(facts),
    isMedical: factsOf(facts, 'medical-debt').at(-1)?.value.is_medical ?? null,
    stateNoticeMailedOn: factsOf(facts, 'state-notice-mailed').at(-1)?.value.mailed_on ?? null,
    limitationEndsOn: limitation?.ends_on ?? null,
    paymentRevivesLimitation: limitation?.is_revived_by_payment ?? null,
  };
}

function foldAttorney(facts: ToldFacts, debtId: string): AttorneyInput | null {
  const told = factsOf(facts, 'attorney').filter(({ value }) => !value.not_for_debt_ids.includes(debtId));
  const [first] = told;
  if (first === undefined) return null;
  const asked = factsOf(facts, 'attorney-asked').filter(({ receivedAtMs }) => receivedAtMs >= first.receivedAtMs);
  const answer = factsOf(facts, 'attorney-answered').findLast(({ receivedAtMs }) => receivedAtMs >= first.receivedAtMs);
  return {
    name: lastKnown(told.map(({ value }) => value.name)),
    isAscertainable: told.some(({ value }) => value.is_ascertainable),
    knownSinceMs: first.receivedAtMs,
    firstAskedAtMs: asked[0]?.receivedAtMs ?? null,
    attempts: asked.length,
    lastAnsweredAtMs: answer?.receivedAtMs ?? null,
    notForDebtIds: told.at(-1)?.value.not_for_debt_ids ?? [],
    consentsToContact: answer?.value.consents_to_contact ?? false,
  };
}

/** Of several cases the hardest counts; the order of the ends is that of how little they leave to a person. */
const hardness = [
  'reaffirmed',
  'relief-granted',
  'discharge-denied',
  'dismissed',
  'claimed',
  'filed',
  'discharged',
] as const satisfies readonly BankruptcyFact['value']['status'][];

/** The rows of each case. A row without a number tells of the case that is known, if one is. */
function casesOf(told: readonly BankruptcyFact[]): BankruptcyFact[][] {
  const cases: BankruptcyFact[][] = [];
  for (const fact of told) {
    const { case_number: caseNumber } = fact.value;
    const numberOf = (rows: readonly BankruptcyFact[]) => lastKnown(rows.map(({ value }) => value.case_number));
    const known =
      caseNumber === null
        ? cases.at(-1)
        : (cases.find((rows) => numberOf(rows) === caseNumber) ?? cases.find((rows) => numberOf(rows) === null));
    if (known) known.push(fact);
    else cases.push([fact]);
  }
  return cases;
}

function foldBankruptcy(told: readonly BankruptcyFact[]): BankruptcyInput | null {
  const cases = casesOf(told).map((rows): BankruptcyInput => {
    const values = rows.map(({ value }) => value);
    // "I went bankrupt" adds nothing to a case that was filed or ended in a discharge.
    const verified = values.findLast(({ status }) => status !== 'claimed');
    const isStrong = verified?.status === 'filed' || verified?.status === 'discharged';
    // Whatever is told of the case after its release may undo it: somebody looks again.
    const isReleased = values.at(-1)?.is_released ?? false;
    return {
      status: (isStrong ? verified : values.at(-1))?.status ?? 'claimed',
      chapter: lastKnown(values.map(({ chapter }) => chapter)),
      caseNumber: lastKnown(values.map((value) => value.case_number)),
      petitionOn: lastKnown(values.map((value) => value.petition_on)),
      reportedAtMs: Math.min(...rows.map(({ receivedAtMs }) => receivedAtMs)),
      isReleased,
    };
  });
  // A case that nobody has released yet comes before one that was; a discharge bars either way.
  const weight = ({ status, isReleased }: BankruptcyInput): number =>
    hardness.indexOf(status) + (isReleased && status !== 'discharged' ? 0 : hardness.length);
  return cases.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}

/**
 * What the period does not begin with: which notice counts is known only with those that we sent (`validation-notices.ts`). Only what
 * is known: a call about which nobody noted whether the debt was spoken of begins no five days.
 */
function foldValidation(facts: ToldFacts): ToldOfDebt['validation'] {
  const provided = factsOf(facts, 'validation-provided').toSorted((a, b) =>
    a.value.provided_on.localeCompare(b.value.provided_on),
  );
  const electronic = factsOf(facts, 'electronic-notices').at(-1);
  return {
    initialCommunicationAtMs: factsOf(facts, 'initial-communication')[0]?.receivedAtMs ?? null,
    hasElectronicConsent: electronic?.value.is_agreed ?? provided.at(-1)?.value.has_electronic_consent ?? null,
  };
}
