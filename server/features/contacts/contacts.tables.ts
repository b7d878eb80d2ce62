import type { Generated } from 'kysely';
import type { MessageMedium, MessageValue } from '../../../shared/domain/compliance/message-ledger.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type ContactTables = {
  /** Append-only. */
  message_ledger: {
    sequence: Generated<number>;
    organization_id: Tenant;
    kind: MessageValue['kind'];
    contact_id: string;
    event_id: string | null;
    channel: MessageMedium;
    consumer_id: string;
    account_id: string;
    address: string;
    debt_ids: Json<readonly string[]> | null;
    placed_at: Moment;
    recorded_at: Moment;
    recorded_by: string;
    value: Json<MessageValue>;
  };
};
