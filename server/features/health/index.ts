export { mountDocsAssets } from './docs-page.ts';
export { createHealthHandlers } from './health.route.ts';
