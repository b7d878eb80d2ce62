import type { ColumnType, Generated } from 'kysely';
import type { DncImport, DncList } from '../../../shared/contracts/dnc/dnc.contract.ts';
import type { Moment, Tenant } from '../../db/platform.tables.ts';

type OptionalMoment = ColumnType<string | null, string | null | undefined, string | null>;
type Optional = ColumnType<string | null, string | null | undefined, string | null>;

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
};
