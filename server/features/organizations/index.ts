export { createOrganizationHandlers } from './organizations.route.ts';
export { seedPracticeOrganization } from './practice-organization.ts';
