import type { Handlers } from '../../http/handlers.ts';
import { getOrganization } from './organizations.service.ts';

export function createOrganizationHandlers(): Handlers<'getCurrentOrganization' | 'getOrganization'> {
  return {
    getCurrentOrganization: async ({ database, actor }) => ({
      status: 200,
      body: await getOrganization(database, actor.organizationId),
    }),
    getOrganization: async ({ database, params }) => ({
      status: 200,
      body: await getOrganization(database, params.id),
    }),
  };
}
