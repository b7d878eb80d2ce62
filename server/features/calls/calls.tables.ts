import type { ColumnType, Generated } from 'kysely';
import type {
  CallEvent,
  CallIncident,
  CallRow,
  DispositionBody,
  QualitySummary,
} from '../../../shared/contracts/calls/calls.contract.ts';
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

type OptionalMoment = ColumnType<string | null, string | null | undefined, string | null>;
/** jsonb that the database fills when it is not given. */
type DefaultedJson<T> = ColumnType<T, T | string | undefined, T | string>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type CallTables = {
  /** The state of each call now; derived from its events, ledger rows and dispositions. */
  calls: {
    id: string;
    organization_id: Tenant;
    direction: CallRow['direction'];
    agent_id: string;
    consumer_id: string | null;
    account_id: string | null;
    phone_number: string | null;
    caller_id: string | null;
    system_id: Optional<string>;
    decision_id: Optional<string>;
    /** Of the last permit that was issued for it. */
    permit_expires_at: OptionalMoment;
    started_at: Moment;
    answered_at: OptionalMoment;
    ended_at: OptionalMoment;
    ended_by: Optional<'agent' | 'remote' | 'system'>;
    sip_status: Optional<number>;
    connect_class: CallRow['connect_class'];
    mos: Optional<number>;
    disposition_code: Optional<NonNullable<CallRow['disposition_code']>>;
    disposition_version: Generated<number>;
    /** RFC 3261 Call-ID of the agent's leg: by it the PBX finds the call. */
    sip_call_id: Optional<string>;
    quality_summary: ColumnType<QualitySummary | null, QualitySummary | string | null | undefined, string | null>;
    incidents: DefaultedJson<CallIncident[]>;
    /** Reserved ahead: `held` may yet be placed, `released` never; null: a call. The app reads only calls, see `showReservations`. */
    reservation: Optional<'held' | 'released'>;
  };
  /** Append-only. */
  contact_ledger: {
    sequence: Generated<number>;
    organization_id: Tenant;
    kind: LedgerValue['kind'];
    call_id: string;
    direction: CallRow['direction'];
    consumer_id: string | null;
    phone_number: string | null;
    debt_ids: Json<readonly string[]> | null;
    placed_at: Moment;
    recorded_at: Moment;
    recorded_by: string | null;
    value: Json<LedgerValue>;
  };
  /** Append-only. */
  call_events: {
    id: string;
    organization_id: Tenant;
    call_id: string;
    at: Moment;
    type: CallEvent['type'];
    sip_status: number | null;
    ended_by: CallEvent['ended_by'];
    quality: Json<NonNullable<CallEvent['quality']>> | null;
    incident: Json<CallIncident> | null;
    summary: Json<QualitySummary> | null;
    sip_call_id: string | null;
    received_at: Moment;
  };
  /** Append-only: every version of every disposition. */
  call_dispositions: {
    organization_id: Tenant;
    call_id: string;
    version: number;
    code: DispositionBody['code'];
    body: Json<DispositionBody>;
    agent_id: string;
    saved_at: Moment;
    received_at: Moment;
  };
  promises: {
    call_id: string;
    organization_id: Tenant;
    account_id: string | null;
    agent_id: string;
    amount_cents: number;
    /** `YYYY-MM-DD`. */
    due_on: string;
    promised_at: Moment;
    withdrawn_at: OptionalMoment;
  };
  /** Append-only: a permit passes once. */
  redeemed_permits: { jti: string; organization_id: Tenant; call_id: string; redeemed_at: Moment };
};
