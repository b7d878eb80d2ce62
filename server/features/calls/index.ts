export { createCallHandlers, type CallOptions } from './calls.route.ts';
export { createDialPermits, createPermitKey } from './dial-permit.ts';
