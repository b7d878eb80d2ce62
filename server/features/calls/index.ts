export { createCallHandlers } from './calls.route.ts';
export { createDialPermits } from './dial-permit.ts';
