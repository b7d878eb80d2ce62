/**
 * What an organization must have settled before anybody may dial for it, and why. Pure: what was answered in, what is missing
 * out. An organization that dialed before there was such a list was taken over: it may dial, and is asked to confirm.
 */
import type { Role } from '../access/permissions.ts';

export const onboardingSteps = ['identity', 'licenses', 'packs', 'caller-ids', 'scripts', 'retention'] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** Who may complete a step. */
export const onboardingRoles: readonly Role[] = ['owner', 'admin', 'compliance'];

type StepWords = { title: string; why: string; citation: string };

export const onboardingWords: Readonly<Record<OnboardingStep, StepWords>> = {
  identity: {
    title: 'Who calls',
    why: 'Callers must say who they are. Which laws bind a call depends on the kind of collector and on where agents sit.',
    citation: '12 CFR 1006.14(g); 18 USC 2511(2)(d)',
  },
  licenses: {
    title: 'State licenses',
    why: 'Nobody collects in a state without the license that state asks for. A license that has run out counts as none.',
    citation: 'Licensing law of each state (L-1)',
  },
  packs: {
    title: 'Rule packs',
    why: 'A pack in shadow stops nothing. Somebody must have looked at how each is run.',
    citation: '12 CFR 1006.104; 15 USC 1692n',
  },
  'caller-ids': {
    title: 'Caller ids',
    why: 'A number that is shown must be held by the organization and answered when somebody calls it back.',
    citation: '47 CFR 64.1601(e); 47 USC 227(e)',
  },
  scripts: {
    title: 'Words of the call',
    why: 'Agents read these aloud: that this is an attempt to collect a debt, and that the call is recorded.',
    citation: '15 USC 1692e(11); 12 CFR 1006.18(e)',
  },
  retention: {
    title: 'Retention',
    why: 'Records are evidence and must be kept for three years at least.',
    citation: '12 CFR 1006.100(a), (b) (F-18)',
  },
};

export type OnboardingFacts = {
  /** The organization dialed before there was this list. */
  isTakenOver: boolean;
  /** Steps that were answered or confirmed. */
  answered: ReadonlySet<OnboardingStep>;
  /** Every pack that can be decided about was decided about, one by one. */
  areAllPacksDecided: boolean;
  /** Caller ids of the organization, and those confirmed to be held and answered. E.164. */
  callerIds: readonly string[];
  confirmedCallerIds: ReadonlySet<string>;
};

export type MissingStep = { step: OnboardingStep; what: string };

const notAnswered: Readonly<Record<OnboardingStep, string>> = {
  identity: 'Nobody has said who calls.',
  licenses: 'The list of states in which the organization may collect is not confirmed.',
  packs: 'Nobody has confirmed how the rule packs are run.',
  'caller-ids': 'Nobody has confirmed that the caller ids are held and answered.',
  scripts: 'The words of the call are not confirmed.',
  retention: 'How long records are kept is not confirmed.',
};

function missingOf(step: OnboardingStep, facts: OnboardingFacts): string | null {
  if (step === 'packs' && facts.areAllPacksDecided) return null;
  if (!facts.answered.has(step)) return notAnswered[step];
  if (step !== 'caller-ids') return null;
  if (facts.callerIds.length === 0) return 'The organization has no caller id.';
  const open = facts.callerIds.filter((number) => !facts.confirmedCallerIds.has(number));
  return open.length === 0 ? null : `Not confirmed as held and answered: ${open.join(', ')}.`;
}

/** What is not settled yet, whether it stops calls or not, in the order of the steps. */
export const openSteps = (facts: OnboardingFacts): MissingStep[] =>
  onboardingSteps.flatMap((step) => {
    const what = missingOf(step, facts);
    return what === null ? [] : [{ step, what }];
  });

/**
 * What stops calls. An organization that was taken over goes on; a number that nobody confirmed stops only the calls that
 * would show it, so that a further number does not stop the floor.
 * @param callerId E.164 that the call is to show; null: not chosen yet.
 */
export function stepsThatStopCalls(facts: OnboardingFacts, callerId: string | null): MissingStep[] {
  if (facts.isTakenOver) return [];
  const shown = callerId === null ? facts.callerIds.filter((each) => facts.confirmedCallerIds.has(each)) : [callerId];
  return openSteps({ ...facts, callerIds: shown });
}

/** Titles of steps as one plain sentence part: `State licenses, Retention`. */
export const titlesOf = (missing: readonly MissingStep[]): string =>
  missing.map(({ step }) => onboardingWords[step].title).join(', ');
