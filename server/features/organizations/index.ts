export { createOrganizationHandlers } from './organizations.route.ts';
export { getOrganization } from './organizations.service.ts';
export { seedPracticeOrganization } from './practice-organization.ts';
