export { createFeedbackHandlers } from './feedback.route.ts';
