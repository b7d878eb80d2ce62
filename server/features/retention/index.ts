export { createPlanPurgeTask, planPurgeTask } from './plan-purge.job.ts';
export { createRetentionHandlers } from './retention.route.ts';
export { createRunPurgeTask, runPurgeTask } from './run-purge.job.ts';
