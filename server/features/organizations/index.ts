export { createOrganizationHandlers } from './organizations.route.ts';
