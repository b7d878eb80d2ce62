export { createRetentionHandlers } from './retention.route.ts';
export { createRunPurgeTask, runPurgeTask } from './run-purge.job.ts';
