import type { FeedbackBody } from '../../../shared/contracts/feedback/feedback.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { insertFeedback } from './feedback.store.ts';

/** Keeps a report and gives its id. */
export async function sendFeedback(work: UnitOfWork, userId: string, report: FeedbackBody): Promise<{ id: string }> {
  const id = createId(work.clock);
  await insertFeedback(work.database, { ...report, id, user_id: userId, received_at: work.at });
  work.audit({ subject: { type: 'feedback', id }, detail: { kind: report.kind } });
  return { id };
}
