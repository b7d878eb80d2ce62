import type { Handlers } from '../../http/handlers.ts';
import { sendFeedback } from './feedback.service.ts';

export function createFeedbackHandlers(): Handlers<'sendFeedback'> {
  return {
    sendFeedback: async ({ work, actor, body }) => ({
      status: 201,
      body: await sendFeedback(work, actor.userId, body),
    }),
  };
}
