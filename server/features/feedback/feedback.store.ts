import type { FeedbackBody } from '../../../shared/contracts/feedback/feedback.contract.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';

export async function insertFeedback(
  database: TenantDatabase,
  report: FeedbackBody & { id: string; user_id: string; received_at: string },
): Promise<void> {
  await database
    .insertInto('feedback_reports')
    .values({ ...report, context: json(report.context) })
    .execute();
}
