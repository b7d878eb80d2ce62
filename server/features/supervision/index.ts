export { createSupervisionHandlers } from './supervision.route.ts';
export { createSupervisionPermits } from './supervision-permit.ts';
export { endSupervisionsOfCall } from './supervision.service.ts';
export { endAbandonedSupervisions, readSupervisionsFor } from './live-supervision.service.ts';
