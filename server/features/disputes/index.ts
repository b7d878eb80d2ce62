/** What other features may use of the disputes. */
export { createDisputeHandlers } from './disputes.route.ts';
