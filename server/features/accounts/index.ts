export { createAccountHandlers } from './accounts.route.ts';
export { applyDisposition } from './account-outcome.service.ts';
export { seedPracticeData } from './practice-seed.ts';
