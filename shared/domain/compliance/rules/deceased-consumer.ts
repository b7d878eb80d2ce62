/**
 * F-17: once the consumer has died, the spouse and whoever handles the estate, informally as well, are "the consumer" (12 CFR
 * 1006.6(a)(1), (4)); anybody else may be asked once who that is, and told of no debt (1006.10 and its comments). Validation
 * information that the consumer was never given goes to the named person who handles the estate (comment 34(a)(1)-1).
 *
 *   to the consumer's own number or address ──► a call that asks who handles the affairs: require; anything else: block (policy)
 *   spouse, successor, estate               ──► require: no word of their own liability; validation information to the estate
 *   guardian or parent of the consumer      ──► review: that role ended with the death
 *   anybody else                            ──► asked once who handles the affairs: require; else block
 */
import { consumerDays } from '../consumer-calendar.ts';
import type { Debt } from '../facts/debt.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isDeceased, mayBeAskedAgain, momentsReached } from '../location-contacts.ts';
import { dayFromIso } from '../local-time.ts';
import { debtsOnFile } from '../overlay-scope.ts';
import { asksOnlyForLocation, isOutsider, isProfessional } from '../recipients.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';

export type DeceasedParameters = { statedLocationMs: number };

const askWhoHandles: Obligation = {
  code: 'deceased.ask-who-handles',
  title: 'Ask who handles the affairs, and nothing else',
  text: 'I am trying to reach the person who handles the financial affairs of somebody who has died. Do not say that there is a debt.',
  citation: '12 CFR 1006.10(b) and comments, 1006.6(d)(1)',
};
const noLiability: Obligation = {
  code: 'deceased.no-personal-liability',
  title: 'Do not say that they must pay themselves',
  text: 'This is owed by the estate. Neither say nor suggest that this person has to pay it with their own money.',
  citation: '15 USC 1692e(2)(A)',
};
const askName: Obligation = {
  code: 'deceased.ask-name',
  title: 'Ask for the name',
  text: 'Ask for the name and address of the person who handles the estate: the validation notice goes to them by name.',
  citation: '12 CFR 1006.34(a)(1), comment 34(a)(1)-1',
};

/** Given to the consumer before the day of death, or to the estate; what came back was not given. */
function isValidated({ validation }: Debt, deceasedOn: string | null): boolean {
  const { providedOn, providedTo, wasReturned } = validation;
  if (providedOn === null || wasReturned) return false;
  return providedTo === 'personal-representative' || deceasedOn === null || providedOn < deceasedOn;
}

function validationOwed(facts: ContactFacts): Obligation[] {
  const { action, consumer, person } = facts;
  const { debts, areAllKnown } = debtsOnFile(facts);
  const isTheNotice = action.purposes.length > 0 && action.purposes.every((purpose) => purpose === 'validation-notice');
  if (action.recipient !== 'personal-representative' || isTheNotice) return [];
  if (areAllKnown && debts.every((debt) => isValidated(debt, consumer.deceasedOn))) return [];
  if (person?.isNamed !== true) return [askName];
  return [
    {
      code: 'deceased.validation-notice',
      title: 'Validation notice to the estate',
      text: `Send the validation notice to ${person.fullName} by name, within five days of first speaking with them.`,
      citation: askName.citation,
    },
  ];
}

/** Whether somebody in the household has been asked since the death; null: nobody knows when that was. */
function wasHouseholdAsked(
  facts: ContactFacts,
  nowMs: number,
  { statedLocationMs }: DeceasedParameters,
): boolean | null {
  const moments = momentsReached(facts, nowMs);
  const { deceasedOn } = facts.consumer;
  if (moments.length === 0) return false;
  if (deceasedOn === null) return null;
  return moments.some((atMs) => consumerDays(facts, atMs, statedLocationMs).latest > dayFromIso(deceasedOn));
}

/** Asking who handles the affairs: once, and only while nobody is known. */
function judgeAsking(facts: ContactFacts, nowMs: number, parameters: DeceasedParameters): Ruling {
  const { action, consumer } = facts;
  const obligations = [askWhoHandles];
  if (action.direction === 'inbound') {
    return { verdict: 'require', reason: 'The consumer has died. Ask who handles the affairs.', obligations };
  }
  const wasAsked =
    action.recipient === 'consumer'
      ? wasHouseholdAsked(facts, nowMs, parameters)
      : momentsReached(facts, nowMs).length > 0;
  if (wasAsked === true && !mayBeAskedAgain(facts)) {
    return {
      verdict: 'block',
      reason: 'The consumer has died, and this person has been asked already who handles the affairs.',
      citation: '12 CFR 1006.10(c)',
    };
  }
  if (wasAsked === null || consumer.isRepresentativeKnown === true) {
    return {
      verdict: 'review',
      reason:
        wasAsked === null
          ? 'The consumer has died, nobody knows on which day, and somebody here may have been asked already.'
          : 'Who handles the affairs of the consumer is known: there is nothing to ask others.',
      isPolicy: true,
    };
  }
  return { verdict: 'require', reason: 'The consumer has died. Ask only who handles the affairs.', obligations };
}

/** What goes to the dead reaches somebody else, so nobody may set this aside; a wrong report of a death is corrected instead. */
const toTheDead: Ruling = {
  verdict: 'block',
  reason: 'The consumer has died: nothing goes to them any more. A call may ask who handles the affairs.',
  citation: 'Policy, after 12 CFR 1006.6(d)(1)',
  isPolicy: true,
  override: 'never',
};

function judgeByRecipient(facts: ContactFacts, nowMs: number, parameters: DeceasedParameters): Ruling {
  const { action, person } = facts;
  const { recipient, channel, direction } = action;
  if (isProfessional(recipient) || recipient === 'co-debtor') {
    return { verdict: 'allow', reason: 'The consumer has died; this person acts or owes in their own name.' };
  }
  if (recipient === 'consumer') {
    const mayAsk = direction === 'inbound' || (channel === 'voice' && asksOnlyForLocation(action));
    return mayAsk ? judgeAsking(facts, nowMs, parameters) : toTheDead;
  }
  if (asksOnlyForLocation(action)) return judgeAsking(facts, nowMs, parameters);
  const isUnauthorized = recipient === 'personal-representative' && person?.hasAuthority === false;
  if (isOutsider(recipient) || isUnauthorized) {
    return direction === 'inbound'
      ? judgeAsking(facts, nowMs, parameters)
      : {
          verdict: 'block',
          reason: 'The consumer has died, and this person may only be asked who handles the affairs.',
          citation: '12 CFR 1006.6(d)(1)',
        };
  }
  if (recipient === 'guardian' || recipient === 'parent-of-minor') {
    return {
      verdict: 'review',
      reason: 'The consumer has died: find out whether this person handles the affairs now.',
      citation: '12 CFR 1006.6(a)(4)',
    };
  }
  return {
    verdict: 'require',
    reason: 'The consumer has died. This person may be spoken with about what the estate owes.',
    obligations: [noLiability, ...validationOwed(facts)],
  };
}

export const deceasedConsumer = defineRule<DeceasedParameters>(
  {
    id: 'F-17',
    title: 'Consumer who has died',
    citation: '12 CFR 1006.6(a)(1), (4); comments to 1006.10 and 1006.34(a)(1)',
    isPolicy: false,
  },
  (facts, nowMs, parameters) => {
    const { action, consumer, person } = facts;
    if (!isDeceased(facts)) return { verdict: 'allow', reason: 'Nobody has said that the consumer has died.' };
    const used = {
      deceased_on: consumer.deceasedOn,
      recipient: action.recipient,
      has_authority: person?.hasAuthority ?? null,
      is_named: person?.isNamed ?? null,
      is_representative_known: consumer.isRepresentativeKnown,
      times_reached: momentsReached(facts, nowMs).length,
    };
    return { ...judgeByRecipient(facts, nowMs, parameters), facts: used };
  },
);
