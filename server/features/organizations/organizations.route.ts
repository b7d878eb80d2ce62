import type { Handlers } from '../../http/handlers.ts';
import { getOrganization, setReservedPermits } from './organizations.service.ts';

export function createOrganizationHandlers(): Handlers<
  'getCurrentOrganization' | 'getOrganization' | 'setReservedPermits'
> {
  return {
    getCurrentOrganization: async ({ database, actor }) => ({
      status: 200,
      body: await getOrganization(database, actor.organizationId),
    }),
    setReservedPermits: async ({ work, body }) => ({
      status: 200,
      body: await setReservedPermits(work, body.reserves_permits),
    }),
    getOrganization: async ({ database, params }) => ({
      status: 200,
      body: await getOrganization(database, params.id),
    }),
  };
}
