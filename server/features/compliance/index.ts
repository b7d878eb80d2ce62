export { createComplianceHandlers } from './compliance.route.ts';
export { decideCall, evaluateForQueue, type GateDecision, locateConsumer, lockContact } from './compliance.service.ts';
export { findOwners, type ContactTarget } from './contact-target.read-model.ts';
export { createOverrideHandlers } from './overrides.route.ts';
export { findDecision } from './decisions.store.ts';
export { createSealDecisionsTask, sealDecisionsTask, type SealReport } from './seal-decisions.job.ts';
export { createSealKey, createSealSigner, createSealVerifier } from './seal-key.ts';
export { verifyDecisions, type VerifyReport } from './verify-decisions.service.ts';
