export { createAccountHandlers } from './accounts.route.ts';
export { applyDisposition, type CallOutcome } from './account-outcome.service.ts';
export type { QueueCompliance } from './queue.service.ts';
export { saveTimelineEntry, type TimelineEntry } from './timeline.store.ts';
export { seedPracticeData } from './practice-seed.ts';
