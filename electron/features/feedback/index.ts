export { createFeedbackHandlers } from './feedback.ipc.ts';
