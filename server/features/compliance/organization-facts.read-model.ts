/** What the organisation itself has settled, as the gate and the queue need it. */
import { sql } from 'kysely';
import type { PackMode } from '../../../shared/domain/compliance/rule.ts';
import type { OnboardingFacts } from '../../../shared/domain/onboarding/onboarding-steps.ts';
import {
  onboardingColumns,
  type OnboardingColumns,
  onboardingFactsOf,
  setupFactsOf,
  type SetupFacts,
} from '../onboarding/index.ts';

export type OrganizationFacts = {
  /** The name the organisation calls under. */
  callerName: string;
  /** IANA zone of its days. */
  zone: string;
  /** How it decided to run rule packs, by pack id. */
  packModes: Readonly<Record<string, PackMode>>;
  /** What it settled before it dials. */
  onboarding: OnboardingFacts;
  /** What that tells the rules. */
  setup: SetupFacts;
};

type OrganizationRow = { caller_name: string; pack_modes: Record<string, PackMode> } & OnboardingColumns;

/** What the organisation's own decisions are, read with each decision about a contact: a change holds from then on. */
export const organizationQuery = sql<OrganizationRow>`
  select caller_name, coalesce((select jsonb_object_agg(pack_id, mode) from (
      select distinct on (pack_id) pack_id, mode from rule_pack_modes where mode is not null
        order by pack_id, sequence desc) as latest), '{}') as pack_modes,
    ${onboardingColumns}
  from organizations`;

export function organizationFactsOf(row: OrganizationRow, nowMs: number): OrganizationFacts {
  const { caller_name: callerName, pack_modes: packModes } = row;
  return {
    callerName,
    zone: row.zone,
    packModes,
    onboarding: onboardingFactsOf(row, packModes),
    setup: setupFactsOf(row, nowMs),
  };
}
