/**
 * The contract: every endpoint of the HTTP API, once. A feature's endpoints are declared in its own folder and joined
 * here; the server refuses to start when a handler is missing or left over.
 */
import { accountEndpoints } from './accounts/accounts.contract.ts';
import { auditEndpoints } from './audit/audit.contract.ts';
import { authEndpoints } from './auth/auth.contract.ts';
import { callEndpoints } from './calls/calls.contract.ts';
import { reservedPermitEndpoints } from './calls/reserved-permits.contract.ts';
import { complianceEndpoints } from './compliance/compliance.contract.ts';
import { disputeEndpoints } from './disputes/disputes.contract.ts';
import { contactEndpoints } from './contacts/contacts.contract.ts';
import { consumerFactEndpoints } from './consumer-facts/consumer-facts.contract.ts';
import { dncEndpoints } from './dnc/dnc.contract.ts';
import { screeningEndpoints } from './dnc/screening.contract.ts';
import { overrideEndpoints } from './compliance/overrides.contract.ts';
import { overviewEndpoints } from './compliance/overview.contract.ts';
import { receiptEndpoints } from './compliance/receipts.contract.ts';
import { violationEndpoints } from './compliance/violations.contract.ts';
import { emergencyEndpoints } from './emergency/emergency.contract.ts';
import { feedbackEndpoints } from './feedback/feedback.contract.ts';
import { healthEndpoints } from './health/health.contract.ts';
import { liveEndpoints } from './live/live.contract.ts';
import { onboardingEndpoints } from './onboarding/onboarding.contract.ts';
import { organizationEndpoints } from './organizations/organizations.contract.ts';
import { rulePackEndpoints } from './rule-packs/rule-packs.contract.ts';
import { retentionEndpoints } from './retention/retention.contract.ts';
import { supervisionEndpoints } from './supervision/supervision.contract.ts';
import { telephonyEndpoints } from './telephony/telephony.contract.ts';

export const contract = {
  ...healthEndpoints,
  ...authEndpoints,
  ...organizationEndpoints,
  ...accountEndpoints,
  ...complianceEndpoints,
  ...overrideEndpoints,
  ...rulePackEndpoints,
  ...disputeEndpoints,
  ...onboardingEndpoints,
  ...retentionEndpoints,
  ...dncEndpoints,
  ...screeningEndpoints,
  ...consumerFactEndpoints,
  ...overviewEndpoints,
  ...receiptEndpoints,
  ...violationEndpoints,
  ...callEndpoints,
  ...reservedPermitEndpoints,
  ...contactEndpoints,
  ...telephonyEndpoints,
  ...supervisionEndpoints,
  ...emergencyEndpoints,
  ...liveEndpoints,
  ...auditEndpoints,
  ...feedbackEndpoints,
};
export type Contract = typeof contract;
export type EndpointId = keyof Contract;
const isEndpointId = (name: string): name is EndpointId => name in contract;
export const endpointIds: readonly EndpointId[] = Object.keys(contract).filter(isEndpointId);
