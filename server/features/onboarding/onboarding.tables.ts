import type { Generated } from 'kysely';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';
import type { OnboardingStep } from '../../../shared/domain/onboarding/onboarding-steps.ts';

export type OnboardingTables = {
  /** Append-only: the latest row of a step holds. */
  onboarding_steps: {
    sequence: Generated<number>;
    organization_id: Tenant;
    /** `taken-over`: the organization dialed before there were steps; nobody's answer. */
    step: OnboardingStep | 'taken-over';
    answer: Json<Record<string, unknown>>;
    recorded_by: string | null;
    recorded_at: Moment;
  };
  /** Append-only: a row is taken back by another one that names it. */
  state_licenses: {
    id: string;
    organization_id: Tenant;
    kind: 'license' | 'not-needed' | 'withdrawn';
    state: string;
    license_number: string | null;
    /** ISO dates; read them as text. */
    valid_from: string;
    valid_until: string | null;
    decided_by: string | null;
    reason: string | null;
    withdraws: string | null;
    recorded_by: string;
    recorded_at: Moment;
  };
};
