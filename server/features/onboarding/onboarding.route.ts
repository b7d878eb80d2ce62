import type { Clock } from '../../../shared/domain/clock.ts';
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
    return { status: 200, body: await readOnboarding(work.database, actor.organizationId, clock.now()) };
  },
  addStateLicense: async ({ work, actor, params, body }) => {
    await addLicense(work, actor, params.id, body);
    return { status: 200, body: await readOnboarding(work.database, actor.organizationId, clock.now()) };
  },
  withdrawStateLicense: async ({ work, actor, params, body }) => {
    await withdrawLicense(work, actor, params.id, body.reason);
    return { status: 200, body: await readOnboarding(work.database, actor.organizationId, clock.now()) };
  },
});
