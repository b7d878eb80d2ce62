export { createCallHandlers } from './calls.route.ts';
export { createDialPermits, createPermitKey } from './dial-permit.ts';
