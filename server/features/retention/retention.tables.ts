import type { Hold, PurgeFindings } from '../../../shared/contracts/retention/retention.contract.ts';
import type { PurgeKind } from '../../../shared/domain/compliance/retention/record-classes.ts';
import type { CountState } from './count-state.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

/** Which job of a purge: counting the dry run, or removing. */
export type PurgeStage = 'count' | 'run';

/**
 * Append-only, so that what became of a hold or a purge is a further row of another table; only how far a job is, and that
 * it stopped, is written over.
 */
export type RetentionTables = {
  legal_holds: {
    organization_id: Tenant;
    id: string;
    scope: Hold['scope'];
    subject_id: string | null;
    matter: string;
    reason: string;
    placed_by: string;
    placed_at: Moment;
  };
  legal_hold_lifts: {
    organization_id: Tenant;
    hold_id: string;
    reason: string;
    lifted_by: string;
    lifted_at: Moment;
  };
  /** Dry runs. */
  purges: {
    organization_id: Tenant;
    id: string;
    planned_by: string;
    planned_at: Moment;
  };
  /** What a dry run found; one that is still counted has none. */
  purge_findings: { organization_id: Tenant; purge_id: string; found_at: Moment; findings: Json<PurgeFindings> };
  /** How far a dry run is, until it has found everything. */
  purge_counts: {
    organization_id: Tenant;
    purge_id: string;
    /** Records judged so far. */
    looked: number;
    /** Records to judge; null: not known yet. */
    total: number | null;
    state: Json<CountState>;
  };
  /** A job that stopped with a fault and has not gone on since. */
  purge_stops: { organization_id: Tenant; purge_id: string; stage: PurgeStage; stopped_at: Moment };
  /** What a dry run found may go; a purge never removes anything else. */
  purge_items: {
    organization_id: Tenant;
    purge_id: string;
    /** Order of removal, from 1. */
    place: number;
    kind: PurgeKind;
    record_id: string;
  };
  purge_runs: { organization_id: Tenant; purge_id: string; reason: string; started_by: string; started_at: Moment };
  purge_outcomes: {
    organization_id: Tenant;
    purge_id: string;
    place: number;
    outcome: 'removed' | 'refused';
    /** Empty, when it was removed. */
    why: string;
    at: Moment;
  };
  purge_ends: { organization_id: Tenant; purge_id: string; ended_at: Moment };
};
