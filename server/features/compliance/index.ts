export { createComplianceHandlers } from './compliance.route.ts';
export {
  decideContact,
  evaluateForQueue,
  type GateDecision,
  locateConsumer,
  lockContact,
  lockContacts,
  whyRefused,
} from './compliance.service.ts';
export type { ContactOrder } from './contact-facts.read-model.ts';
export { findOwners, lockTarget, type ContactTarget } from './contact-target.read-model.ts';
export { judgeDispute, judgePeriods } from './dispute-ruling.service.ts';
export { decideInbound } from './inbound-decision.service.ts';
export { createOverrideHandlers } from './overrides.route.ts';
export { findDecision } from './decisions.store.ts';
export { removeLinks } from './removals.store.ts';
export { createSealDecisionsTask, sealDecisionsTask, type SealReport } from './seal-decisions.job.ts';
export { createSealKey, createSealSigner, createSealVerifier, type SealSigner } from './seal-key.ts';
export { verifyDecisions, type VerifyReport } from './verify-decisions.service.ts';
export { keepDisclosureViolations } from './violations.service.ts';
