export { createOnboardingHandlers } from './onboarding.route.ts';
export {
  onboardingColumns,
  type OnboardingColumns,
  onboardingFactsOf,
  setupFactsOf,
  type SetupFacts,
} from './onboarding-facts.read-model.ts';
export { findRetentionAnswer } from './onboarding.store.ts';
export { leastRetentionMonths } from './retention.policy.ts';
export { requireSetup, setupProblem } from './setup-problem.ts';
export { takeOver } from './take-over.service.ts';
