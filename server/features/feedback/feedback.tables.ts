import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type FeedbackTables = {
  feedback_reports: {
    id: string;
    organization_id: Tenant;
    user_id: string;
    kind: 'panel-error' | 'bug' | 'idea';
    text: string;
    context: Json<Record<string, string>>;
    created_at: Moment;
    received_at: Moment;
  };
};
