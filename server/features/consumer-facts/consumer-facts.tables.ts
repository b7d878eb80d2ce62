import type { ColumnType } from 'kysely';
import type { FactKind, FactRoute, Told } from '../../../shared/domain/compliance/consumer-facts/fact-kinds.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

type Optional<T> = ColumnType<T | null, T | null | undefined, never>;

export type ConsumerFactTables = {
  consumer_facts: {
    organization_id: Tenant;
    id: string;
    consumer_id: string;
    kind: FactKind | 'taken-back';
    /** Of the kind; of a row that takes another back: the reason. */
    value: Json<Told['value'] | { reason: string }>;
    /** Null: every debt of the consumer. */
    debt_id: Optional<string>;
    phone_number: Optional<string>;
    address: Optional<string>;
    received_at: Moment;
    received_by: Optional<FactRoute>;
    call_id: Optional<string>;
    note: string;
    recorded_at: Moment;
    recorded_by: string;
    takes_back: Optional<string>;
  };
};
