export { readCallOutcome } from './call-outcome.read-model.ts';
export { createCallHandlers } from './calls.route.ts';
export { createDialPermits } from './dial-permit.ts';
