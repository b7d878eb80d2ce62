export { readCallOutcome } from './call-outcome.read-model.ts';
export { markNumber } from './dispositions.store.ts';
export { createCallHandlers } from './calls.route.ts';
export { createDialPermits } from './dial-permit.ts';
export { createReleaseReservationsTask, releaseReservationsTask } from './release-reservations.service.ts';
export { showReservations } from './reservations.store.ts';
