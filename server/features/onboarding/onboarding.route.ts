import type { OnboardingState } from '../../../shared/contracts/onboarding/onboarding.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Handlers } from '../../http/handlers.ts';
import { addLicense, withdrawLicense } from './licenses.service.ts';
import { readOnboarding, saveStep } from './onboarding.service.ts';

type OnboardingId = 'getOnboarding' | 'saveOnboardingStep' | 'addStateLicense' | 'withdrawStateLicense';

export const createOnboardingHandlers = ({ clock }: { clock: Clock }): Handlers<OnboardingId> => ({
  getOnboarding: async ({ database, actor }) => ({
    status: 200,
    body: await readOnboarding(database, actor.organizationId, clock.now()),
  }),
  saveOnboardingStep: async ({ work, actor, body }) => {
    await saveStep(work, actor, body);
    return changed(work, clock);
  },
  addStateLicense: async ({ work, actor, params, body }) => {
    await addLicense(work, actor, params.id, body);
    return changed(work, clock);
  },
  withdrawStateLicense: async ({ work, actor, params, body }) => {
    await withdrawLicense(work, actor, params.id, body.reason);
    return changed(work, clock);
  },
});

/** Every change answers with the setup after it; whoever is about to dial asks again for the verdict. */
async function changed(work: UnitOfWork, clock: Clock): Promise<{ status: 200; body: OnboardingState }> {
  work.publish({ type: 'queue-changed' }, 'everybody');
  return { status: 200, body: await readOnboarding(work.database, work.organizationId, clock.now()) };
}
