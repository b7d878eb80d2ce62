import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { IpcHandlers } from '../../security/ipc-handler.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';

export const createOnboardingHandlers = (api: ApiClient, clock: Clock) =>
  ({
    'onboarding:get': async () => valueOf(await api.call('getOnboarding', {})),
    'onboarding:save-step': async (body) => valueOf(await api.call('saveOnboardingStep', { body })),
    'onboarding:add-license': async (body) =>
      valueOf(await api.call('addStateLicense', { params: { id: createId(clock) }, body })),
    'onboarding:withdraw-license': async ({ id, reason }) =>
      valueOf(await api.call('withdrawStateLicense', { params: { id }, body: { reason } })),
  }) satisfies Partial<IpcHandlers>;
