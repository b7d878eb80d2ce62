import { sql } from 'kysely';
import type { z } from 'zod';
import { retentionAnswerSchema } from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { json } from '../../db/json.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { OnboardingTables } from './onboarding.tables.ts';

type StepName = OnboardingTables['onboarding_steps']['step'];
export type AnsweredStep = {
  step: StepName;
  answer: Record<string, unknown>;
  recorded_by: string | null;
  recorded_at: string;
};

/** The latest row of each step, with the name of who answered. */
export const findAnsweredSteps = (database: TenantDatabase): Promise<AnsweredStep[]> =>
  database
    .selectFrom('onboarding_steps')
    .leftJoin('users', 'users.id', 'onboarding_steps.recorded_by')
    .distinctOn('onboarding_steps.step')
    .select(['step', 'answer', 'users.full_name as recorded_by', 'recorded_at'])
    .orderBy('onboarding_steps.step')
    .orderBy('sequence', 'desc')
    .execute();

/** The months that the organization set for its records last; null: it has not. */
export async function findRetentionAnswer(
  database: TenantDatabase,
): Promise<z.output<typeof retentionAnswerSchema> | null> {
  const row = await database
    .selectFrom('onboarding_steps')
    .select('answer')
    .where('step', '=', 'retention')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : retentionAnswerSchema.parse(row.answer);
}

export async function insertStep(
  database: TenantDatabase,
  row: { step: StepName; answer: Record<string, unknown>; recordedBy: string | null; at: string },
): Promise<void> {
  await database
    .insertInto('onboarding_steps')
    .values({ step: row.step, answer: json(row.answer), recorded_by: row.recordedBy, recorded_at: row.at })
    .execute();
}

export type LicenseRow = {
  id: string;
  kind: OnboardingTables['state_licenses']['kind'];
  state: string;
  license_number: string | null;
  valid_from: string;
  valid_until: string | null;
  decided_by: string | null;
  reason: string | null;
  withdraws: string | null;
  recorded_by: string;
  recorded_at: string;
};

/** Every row, those that take another back included, oldest first. */
export const findLicenseRows = (database: TenantDatabase): Promise<LicenseRow[]> =>
  database
    .selectFrom('state_licenses')
    .innerJoin('users', 'users.id', 'state_licenses.recorded_by')
    .select([
      'state_licenses.id',
      'kind',
      'state',
      'license_number',
      'decided_by',
      'reason',
      'withdraws',
      'recorded_at',
    ])
    .select([
      sql<string>`valid_from::text`.as('valid_from'),
      sql<string | null>`valid_until::text`.as('valid_until'),
      'users.full_name as recorded_by',
    ])
    .orderBy('state_licenses.recorded_at')
    .orderBy('state_licenses.id')
    .execute();

/** False when the id is taken, or what it takes back was taken back already. */
export async function insertLicense(
  database: TenantDatabase,
  row: Omit<OnboardingTables['state_licenses'], 'organization_id' | 'recorded_at'> & { recorded_at: string },
): Promise<boolean> {
  const added = await database
    .insertInto('state_licenses')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What the organization is called before and after; the name that is said aloud follows the answer. */
export const findNames = (database: TenantDatabase, id: string) =>
  database
    .selectFrom('organizations')
    .select(['name', 'caller_name', 'caller_ids', 'zone'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

export async function setCallerName(database: TenantDatabase, id: string, callerName: string): Promise<void> {
  await database.updateTable('organizations').set({ caller_name: callerName }).where('id', '=', id).execute();
}
