export { ComplianceDeskPage } from './ComplianceDeskPage.tsx';
export { deskSearchOf } from './desk-search.ts';
