import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import {
  type MissingStep,
  type OnboardingFacts,
  onboardingRoles,
  stepsThatStopCalls,
  titlesOf,
} from '../../../shared/domain/onboarding/onboarding-steps.ts';

/** Why nobody may dial yet: what is missing, and the roles that can complete it. */
export const setupProblem = (missing: readonly MissingStep[]): ProblemError =>
  new ProblemError('onboarding/incomplete', {
    message: `Your organization may not dial yet: its compliance setup is not complete (${titlesOf(missing)}).`,
    detail: { missing, roles: onboardingRoles },
  });

/** @throws ProblemError `onboarding/incomplete` when no call of this organization may go out, whatever number it shows. */
export function requireSetup(facts: OnboardingFacts): void {
  const missing = stepsThatStopCalls(facts, null);
  if (missing.length > 0) throw setupProblem(missing);
}
