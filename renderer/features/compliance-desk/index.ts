export { ComplianceDeskPage } from './ComplianceDeskPage.tsx';
