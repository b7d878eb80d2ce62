export { createOnboardingHandlers } from './onboarding.ipc.ts';
