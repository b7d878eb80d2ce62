/**
 * L-1: nobody collects in a state without the license that state asks for. The consumer's state is that of the current
 * addresses; without one, every state that a number in use points to. A number from elsewhere does not move the consumer, and
 * is a reason to ask. Which states need no license at all is for whoever keeps the organization's list.
 */
import { isBareAnswer } from '../consumer-initiated.ts';
import { jurisdictionsOf, statesOfAddresses } from '../jurisdictions.ts';
import { isOptOutConfirmation } from '../opt-outs.ts';
import { type Obligation, type Ruling, defineRule } from '../rule.ts';

const confirmState: Obligation = {
  code: 'license.confirm-state',
  title: 'Ask where the consumer lives',
  text: 'Ask in which state the consumer lives, and go no further if we have no license there.',
  citation: 'Licensing law of the state',
};
const doNotCollect: Obligation = {
  code: 'license.do-not-collect',
  title: 'Ask for no payment',
  text: 'Answer the consumer, but do not ask for a payment and do not take one: we have no license where they live.',
  citation: 'Licensing law of the state',
};

/** Contact with these collects from nobody. */
const collectFromNobody: ReadonlySet<string> = new Set(['creditor', 'consumer-reporting-agency', 'trustee']);

/** Licenses of cities are not recorded, so only states are asked about. */
const onlyStates = (places: ReadonlySet<string>): string[] =>
  [...places].filter((place) => place.length === 2).toSorted();

function judgeStates(
  residence: readonly string[],
  pointedTo: readonly string[],
  licensed: ReadonlySet<string>,
): Ruling {
  const states = residence.length > 0 ? residence : pointedTo;
  const missing = states.filter((state) => !licensed.has(state));
  if (missing.length > 0) {
    return {
      verdict: 'block',
      reason: `This organization has no license to collect in ${missing.join(', ')}.`,
    };
  }
  if (states.length === 0) {
    return {
      verdict: 'review',
      reason: 'Nobody knows in which state the consumer lives, and so whether this organization may collect there.',
      override: 'two-people',
    };
  }
  const elsewhere = pointedTo.filter((state) => !licensed.has(state));
  return elsewhere.length > 0
    ? {
        verdict: 'require',
        reason: `The address is where this organization may collect, and a number points to ${elsewhere.join(', ')}, where it may not.`,
        obligations: [confirmState],
      }
    : { verdict: 'allow', reason: `This organization may collect in ${states.join(', ')}.` };
}

export const stateLicense = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'L-1',
    title: 'License to collect',
    citation: 'Licensing law of the state',
    isPolicy: false,
    override: 'never',
  },
  (facts, nowMs) => {
    const { action, actor, location } = facts;
    const residence = onlyStates(statesOfAddresses(location));
    const pointedTo = onlyStates(jurisdictionsOf(facts).states);
    const used = { licensed_states: actor.licensedStates, residence, pointed_to: pointedTo };
    if (actor.licensedStates === null) {
      return {
        verdict: 'allow',
        reason: 'No licenses are recorded for this organization, so nobody checked whether it may collect here.',
        facts: used,
      };
    }
    if (collectFromNobody.has(action.recipient) || isOptOutConfirmation(action)) {
      return { verdict: 'allow', reason: 'This collects from nobody.', facts: used };
    }
    const licensed = new Set(actor.licensedStates.map((state) => state.toUpperCase()));
    const ruling = judgeStates(residence, pointedTo, licensed);
    const isBarred = ruling.verdict === 'block' || ruling.verdict === 'review';
    if (isBarred && isBareAnswer(action, nowMs)) {
      return {
        verdict: 'require',
        reason: `${ruling.reason} The consumer began this and may be answered.`,
        obligations: [ruling.verdict === 'block' ? doNotCollect : confirmState],
        facts: used,
      };
    }
    return { ...ruling, facts: used };
  },
);
