export { accountsMatching, findAddresses } from './accounts.store.ts';
export { disputeWaits } from './waiting-dispute.ts';
export { readSearch } from './search-terms.ts';
export { createAccountHandlers } from './accounts.route.ts';
export { saveTimelineEntry } from './timeline.store.ts';
export { applyDisposition } from './account-outcome.service.ts';
export { seedPracticeData } from './practice-seed.ts';
