/**
 * What the gate knows of an organization's setup. It comes as columns of the statement that reads the organization anyway, so
 * that a call about to start waits for no further one.
 */
import { sql } from 'kysely';
import { localDate } from '../../../shared/domain/compliance/local-time.ts';
import {
  type OnboardingFacts,
  type OnboardingStep,
  onboardingSteps,
} from '../../../shared/domain/onboarding/onboarding-steps.ts';
import { licensedStatesOn } from '../../../shared/domain/onboarding/state-licenses.ts';
import {
  callerIdsAnswerSchema,
  identityAnswerSchema,
} from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { areAllPacksDecided } from '../rule-packs/index.ts';

type StepName = OnboardingStep | 'taken-over';

/** Columns to select from `organizations`: the latest answer to each step, and the licenses that nobody took back. */
export const onboardingColumns = sql`zone, caller_ids,
    coalesce((select jsonb_object_agg(step, answer) from (
        select distinct on (step) step, answer from onboarding_steps order by step, sequence desc) as latest_steps), '{}') as onboarding_answers,
    coalesce((select jsonb_agg(jsonb_build_object('state', state, 'validFrom', valid_from, 'validUntil', valid_until))
        from state_licenses as license
        where kind <> 'withdrawn' and not exists (
          select from state_licenses as later where later.withdraws = license.id)), '[]') as onboarding_licenses`;

export type OnboardingColumns = {
  zone: string;
  caller_ids: { phone_number: string; label: string }[];
  onboarding_answers: Partial<Record<StepName, unknown>>;
  onboarding_licenses: { state: string; validFrom: string; validUntil: string | null }[];
};

/** Which steps were answered; whose packs are decided is known by pack id. */
export function onboardingFactsOf(
  row: Pick<OnboardingColumns, 'caller_ids' | 'onboarding_answers'>,
  packModes: Readonly<Record<string, unknown>>,
): OnboardingFacts {
  const answers = row.onboarding_answers;
  const confirmed = callerIdsAnswerSchema.safeParse(answers['caller-ids']).data?.phone_numbers ?? [];
  return {
    isTakenOver: 'taken-over' in answers,
    answered: new Set(onboardingSteps.filter((step) => step in answers)),
    areAllPacksDecided: areAllPacksDecided(packModes),
    callerIds: row.caller_ids.map((each) => each.phone_number),
    confirmedCallerIds: new Set(confirmed),
  };
}

export type SetupFacts = {
  collectorType: 'third-party' | 'debt-buyer' | 'creditor';
  /** Two-letter state of every agent; null: not known, or agents sit in several. */
  agentState: string | null;
  /** Null until the list was confirmed: a list that is half typed must stop nobody. */
  licensedStates: string[] | null;
};

/** What the rules are told, at a moment (epoch milliseconds): a license ends with a day of the organization's own zone. */
export function setupFactsOf(row: OnboardingColumns, nowMs: number): SetupFacts {
  const identity = identityAnswerSchema.safeParse(row.onboarding_answers.identity).data;
  const [state, ...others] = identity?.agent_states ?? [];
  const isListKnown = 'licenses' in row.onboarding_answers;
  return {
    collectorType: identity?.collector_type ?? 'third-party',
    agentState: state !== undefined && others.length === 0 ? state : null,
    licensedStates: isListKnown ? licensedStatesOn(row.onboarding_licenses, localDate(nowMs, row.zone)) : null,
  };
}
