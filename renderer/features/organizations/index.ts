export { OrganizationPage } from './OrganizationPage.tsx';
