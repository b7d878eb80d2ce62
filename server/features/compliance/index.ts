export { createComplianceHandlers } from './compliance.route.ts';
export { decideCall, evaluateForQueue, type GateDecision, locateConsumer, lockContact } from './compliance.service.ts';
export { findOwners, type ContactTarget } from './contact-target.read-model.ts';
export { findDecision } from './decisions.store.ts';
export { removeLinks } from './removals.store.ts';
export { createSealDecisionsTask, sealDecisionsTask, type SealReport } from './seal-decisions.job.ts';
export { createSealKey, createSealSigner, createSealVerifier, type SealSigner } from './seal-key.ts';
export { verifyDecisions, type VerifyReport } from './verify-decisions.service.ts';
