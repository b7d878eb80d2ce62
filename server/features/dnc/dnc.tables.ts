import type { ColumnType, Generated } from 'kysely';
import type { DncImport, DncList } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { Reassignment, ScreeningImport } from '../../../shared/contracts/dnc/screening.contract.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

type OptionalMoment = ColumnType<string | null, string | null | undefined, string | null>;
type Optional = ColumnType<string | null, string | null | undefined, string | null>;

type Removable = { removed_at: OptionalMoment; removed_by: Optional; removal_reason: Optional };

export type DncTables = {
  /** The internal list with its history. At most one entry of a number has no `removed_at`. */
  dnc_numbers: {
    organization_id: Tenant;
    /** UUIDv7; made by the database when it is not given. */
    id: Generated<string>;
    /** E.164. */
    phone_number: string;
    reason: string;
    source: string;
    created_at: ColumnType<string, string | undefined, never>;
    added_by: Optional;
    import_id: Optional;
    /** Null when the request has no end. */
    expires_at: OptionalMoment;
    removed_at: OptionalMoment;
    removed_by: Optional;
    removal_reason: Optional;
  };
  dnc_registries: {
    organization_id: Tenant;
    id: string;
    list: Exclude<DncList, 'internal'>;
    /** Empty for the national registry. */
    region: string;
    source: string;
    san: string | null;
    /** Null until the first file has been applied. */
    as_of: string | null;
    number_count: Generated<number>;
    full_count: Generated<number>;
    updated_at: Moment;
  };
  dnc_registry_blocks: {
    organization_id: Tenant;
    /** Area code and exchange, such as 212555. */
    block: number;
    registry_id: string;
    /** See `number-block.ts`. */
    numbers: Buffer;
  };
  dnc_imports: {
    organization_id: Tenant;
    id: string;
    at: Moment;
    by_id: string;
    list: DncList;
    region: string;
    kind: DncImport['kind'];
    file_name: string;
    sha256: string;
    san: string | null;
    as_of: string | null;
    base_as_of: string | null;
    lines: number;
    added: number;
    removed: number;
    unchanged: number;
    number_count: number;
  };
  /** Files of litigators and of answers about reassigned numbers. */
  screening_imports: Removable & {
    organization_id: Tenant;
    id: string;
    at: Moment;
    by_id: string;
    list: ScreeningImport['list'];
    file_name: string;
    sha256: string;
    queried_at: OptionalMoment;
    lines: number;
    added: number;
    unchanged: number;
  };
  /** By number, or by name and address; at most one in force of each and source. */
  litigator_entries: Removable & {
    organization_id: Tenant;
    id: string;
    import_id: string;
    phone_number: Optional;
    name: Optional;
    address: Optional;
    postal_code: Optional;
    person_key: Optional;
    source: string;
    as_of: string;
    severity: Optional;
    /** The file because of which it does not stand, and without which it may stand again. */
    replaced_by: Optional;
  };
  /** Every answer that came, with its day and moment, once for each file. */
  reassignment_answers: Removable & {
    organization_id: Tenant;
    id: string;
    import_id: string;
    /** E.164. */
    phone_number: string;
    answer: Reassignment['answer'];
    asked_about_on: string;
    queried_at: Moment;
  };
};
