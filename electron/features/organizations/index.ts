export { createOrganizationsHandlers } from './organizations.ipc.ts';
