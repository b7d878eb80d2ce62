export { createTelephonyHandlers } from './telephony.route.ts';
export { sipUserOf } from './telephony.service.ts';
export { readSipAccounts } from './sip-accounts.ts';
export { readSipUsername, sipPassword } from './sip-credentials.ts';
export { createPauseInQueuesTask } from './pause-in-queues.job.ts';
export { freeAbandonedPlaces, freeParkingPlaceOfCall, purgeParkedCalls } from './parking.service.ts';
export { practiceTranscript, seedPracticeMessage } from './practice-message.ts';
export { findMessageInUse } from './phone-messages.store.ts';
