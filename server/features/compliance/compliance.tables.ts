import type { Decision, Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

export type ComplianceTables = {
  /** Append-only: each decision whole, with the facts it was made from (12 CFR 1006.100). */
  compliance_decisions: {
    id: string;
    organization_id: Tenant;
    at: Moment;
    call_id: string;
    agent_id: string;
    consumer_id: string | null;
    account_id: string | null;
    phone_number: string;
    verdict: Verdict;
    decision: Json<Decision>;
    facts: Json<ContactFacts>;
  };
};
