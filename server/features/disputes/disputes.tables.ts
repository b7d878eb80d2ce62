import type { ColumnType, Generated } from 'kysely';
import type { DisputeDetail, DisputeRow } from '../../../shared/contracts/disputes/disputes.contract.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

type Event = DisputeDetail['history'][number];

export type DisputeTables = {
  /** Where each dispute stands now; only that changes. */
  disputes: {
    organization_id: Tenant;
    id: string;
    consumer_id: string;
    account_id: string;
    debt_id: string;
    kind: DisputeRow['kind'];
    form: DisputeRow['form'];
    channel: DisputeRow['channel'];
    category: DisputeRow['category'];
    statement: string;
    disputed_cents: number | null;
    received_at: Moment;
    call_id: string | null;
    standing: DisputeRow['standing'];
    answer_sent_at: ColumnType<string | null, string | null | undefined, string | null>;
    version: number;
    filed_by: string;
    filed_at: Moment;
  };
  dispute_events: {
    organization_id: Tenant;
    sequence: Generated<number>;
    dispute_id: string;
    at: Moment;
    by: string;
    step: Event['step'];
    standing: Event['standing'];
    reason: string;
    answer: Event['answer'];
  };
};
