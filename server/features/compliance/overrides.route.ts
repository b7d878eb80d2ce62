import type { Clock } from '../../../shared/domain/clock.ts';
import type { Handlers } from '../../http/handlers.ts';
import { askForOverride, decideOverride, listOverrides } from './overrides.service.ts';

export const createOverrideHandlers = ({
  clock,
}: {
  clock: Clock;
}): Handlers<'askForOverride' | 'listOverrides' | 'decideOverride'> => ({
  askForOverride: async ({ work, actor, body }) => ({ status: 201, body: await askForOverride(work, actor, body) }),
  listOverrides: async ({ database, actor }) => ({
    status: 200,
    body: { overrides: await listOverrides(database, actor, clock.now()) },
  }),
  decideOverride: async ({ work, actor, params, body }) => ({
    status: 200,
    body: await decideOverride(work, actor, params.id, body),
  }),
});
