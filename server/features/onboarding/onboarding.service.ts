/** The setup of an organization: what is answered, what is missing, and the answers to each step. */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import {
  callerIdsAnswerSchema,
  identityAnswerSchema,
  type OnboardingAnswer,
  type OnboardingState,
  retentionAnswerSchema,
} from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import { localDate } from '../../../shared/domain/compliance/local-time.ts';
import {
  onboardingSteps,
  onboardingWords,
  openSteps,
  stepsThatStopCalls,
} from '../../../shared/domain/onboarding/onboarding-steps.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { findDncFacts } from '../dnc/index.ts';
import { listRulePacks } from '../rule-packs/index.ts';
import { licensesOf } from './licenses.service.ts';
import { onboardingFactsOf } from './onboarding-facts.read-model.ts';
import { findAnsweredSteps, findLicenseRows, findNames, insertStep, setCallerName } from './onboarding.store.ts';
import { leastRetentionMonths, whyTooShort } from './retention.policy.ts';
import { scriptsOf } from './scripts.policy.ts';

/** Everything about the setup at a moment, epoch milliseconds. */
export async function readOnboarding(
  database: TenantDatabase,
  organizationId: string,
  nowMs: number,
): Promise<OnboardingState> {
  const organization = await findNames(database, organizationId);
  const answered = await findAnsweredSteps(database);
  const packs = await listRulePacks(database);
  const licenseRows = await findLicenseRows(database);
  const { nationalAsOf } = await findDncFacts(database, []);
  const answers = Object.fromEntries(answered.map(({ step, answer }) => [step, answer]));
  const decided = Object.fromEntries(packs.filter((pack) => !pack.is_default).map((pack) => [pack.pack_id, pack.mode]));
  const facts = onboardingFactsOf({ caller_ids: organization.caller_ids, onboarding_answers: answers }, decided);
  const open = openSteps(facts);
  const takenOver = answered.find(({ step }) => step === 'taken-over');
  return {
    may_dial: stepsThatStopCalls(facts, null).length === 0,
    is_complete: open.length === 0,
    taken_over: takenOver ? { at: takenOver.recorded_at, reason: String(takenOver.answer['reason']) } : null,
    steps: onboardingSteps.map((step) => {
      const missing = open.find((each) => each.step === step)?.what ?? null;
      const row = answered.find((each) => each.step === step);
      return {
        step,
        ...onboardingWords[step],
        is_done: missing === null,
        missing,
        answered: row ? { by: row.recorded_by ?? '', at: row.recorded_at } : null,
      };
    }),
    identity: identityAnswerSchema.safeParse(answers['identity']).data ?? null,
    organization: { name: organization.name, caller_name: organization.caller_name },
    licenses: licensesOf(licenseRows, localDate(nowMs, organization.zone)),
    packs: {
      enforced: packs.filter(({ mode }) => mode === 'enforce').length,
      in_shadow: packs.filter(({ mode }) => mode === 'shadow').length,
      undecided: packs.filter((pack) => pack.is_default && !pack.is_fixed).length,
    },
    caller_ids: organization.caller_ids.map((each) => ({
      ...each,
      is_confirmed: facts.confirmedCallerIds.has(each.phone_number),
    })),
    scripts: scriptsOf(organization.caller_name, decided, nowMs),
    retention: retentionAnswerSchema.safeParse(answers['retention']).data ?? null,
    least_retention_months: leastRetentionMonths,
    national_list_as_of: nationalAsOf,
  };
}

/** @throws ProblemError `request/invalid`, `onboarding/nothing-to-confirm` */
export async function saveStep(work: UnitOfWork, actor: Actor, body: OnboardingAnswer): Promise<void> {
  const answer = await answerToKeep(work, actor, body);
  work.audit({ subject: { type: 'onboarding-step', id: body.step }, detail: answer });
  await insertStep(work.database, { step: body.step, answer, recordedBy: actor.userId, at: work.at });
}

/** What is kept: the answer itself, or what the person saw when confirming. */
async function answerToKeep(work: UnitOfWork, actor: Actor, body: OnboardingAnswer): Promise<Record<string, unknown>> {
  const { database, organizationId } = work;
  const { step, ...given } = body;
  if (step === 'identity') {
    const identity = identityAnswerSchema.parse(given);
    await setCallerName(database, organizationId, identity.caller_name);
    return { ...identity, agent_states: [...new Set(identity.agent_states)].toSorted() };
  }
  if (step === 'retention') {
    const issues = Object.entries(retentionAnswerSchema.parse(given)).flatMap(([field, months]) => {
      const why = whyTooShort(months, work.clock.now());
      return why === null ? [] : [{ path: `body.${field}`, message: why }];
    });
    if (issues.length > 0) throw new ProblemError('request/invalid', { issues });
    return given;
  }
  if (step === 'caller-ids') {
    const { caller_ids: ours } = await findNames(database, organizationId);
    const { phone_numbers: numbers } = callerIdsAnswerSchema.parse(given);
    const issues = numbers.flatMap((number, index) =>
      ours.some((each) => each.phone_number === number)
        ? []
        : [{ path: `body.phone_numbers.${index}`, message: 'Not one of the numbers of your organization' }],
    );
    if (issues.length > 0) throw new ProblemError('request/invalid', { issues });
    return { phone_numbers: [...new Set(numbers)] };
  }
  const seen = await readOnboarding(database, actor.organizationId, work.clock.now());
  if (step === 'scripts') return { scripts: seen.scripts };
  if (step === 'licenses') {
    const counted = seen.licenses.filter(({ standing }) => standing !== 'withdrawn');
    if (counted.length === 0) throw new ProblemError('onboarding/nothing-to-confirm');
    return { licenses: counted.map(({ id, state, standing }) => ({ id, state, standing })) };
  }
  return { packs: (await listRulePacks(database)).map(({ pack_id: id, mode }) => ({ pack_id: id, mode })) };
}
