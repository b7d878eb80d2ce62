import type { ColumnType, Generated } from 'kysely';
import type { Decision, Finding, Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { DecisionOutcome } from '../../../shared/domain/compliance/decision-outcomes.ts';
import type { Medium } from '../../../shared/domain/compliance/facts/fields.ts';
import type { DisclosureViolationKind } from '../../../shared/domain/compliance/violation-kinds.ts';
import type { Json as FactsInJson } from '../../../shared/domain/compliance/facts/facts-json.ts';
import type { Json, Moment, Tenant } from '../../db/platform.tables.ts';

/** The end of an agent's chain: its last decision's place and hash. */
export type ChainHead = { agent_id: string; sequence: number; hash: string };

export type ComplianceTables = {
  /** Append-only: each decision whole, with the facts it was made from (12 CFR 1006.100); a chain per agent. */
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
    /** By the names of the wire, as `factsToJson` writes them; of versions before the chain by those of the domain. */
    facts: Json<FactsInJson>;
    /** Place in the agent's chain, from 1. */
    sequence: number;
    /** Hash of the agent's decision before this one; zeros for the first. */
    previous_hash: string;
    /** Of everything above. */
    hash: string;
  };
  /** Append-only: a decision in one line, for counting; goes with its decision. */
  decision_outlines: {
    decision_id: string;
    organization_id: Tenant;
    at: Moment;
    agent_id: string;
    channel: Medium;
    outcome: DecisionOutcome;
    /** Those that refused it, were set aside, or were nearly reached. */
    rules: string[];
    /** Of a permitted contact: those in shadow that would have refused it. */
    shadow_rules: string[];
    /** Not clear, or a rule in shadow would have refused it. */
    is_notable: ColumnType<boolean, never, never>;
  };
  /** Append-only: what each version of a disposition proves was not said as it had to be; goes with the disposition. */
  disclosure_violations: {
    organization_id: Tenant;
    call_id: string;
    disposition_version: number;
    /** Of the obligation. */
    code: string;
    kind: DisclosureViolationKind;
    rule_id: string;
    agent_id: string;
    call_started_at: Moment;
  };
  /** Append-only: what was asked to be set aside, with the refusing findings as they were. */
  override_requests: {
    id: string;
    organization_id: Tenant;
    /** The refused decision. */
    decision_id: string;
    agent_id: string;
    consumer_id: string | null;
    account_id: string | null;
    phone_number: string;
    findings: Json<Finding[]>;
    reason: string;
    asked_at: Moment;
  };
  /** Append-only: one answer of each person who gave one. */
  override_rulings: {
    sequence: Generated<number>;
    organization_id: Tenant;
    override_id: string;
    decided_by: string;
    is_approved: boolean;
    answers_for_law: boolean;
    reason: string;
    decided_at: Moment;
  };
  /** Append-only: an override is used once. */
  override_uses: {
    organization_id: Tenant;
    override_id: string;
    decision_id: string;
    call_id: string;
    used_at: Moment;
  };
  /** Append-only: signed ends of all chains of an organisation, hour by hour; a chain of its own. */
  decision_seals: {
    organization_id: Tenant;
    sequence: number;
    at: Moment;
    heads: Json<readonly ChainHead[]>;
    previous_hash: string;
    hash: string;
    /** RFC 7638 thumbprint of the key. */
    key_id: string;
    /** Ed25519 over the hash, base64url. */
    signature: string;
  };
  /** Append-only, written by the purge alone: which links it took out of a chain, signed. */
  decision_removals: {
    organization_id: Tenant;
    agent_id: string;
    first_sequence: number;
    last_sequence: number;
    /** Of the link before the first that was removed; zeros when the chain began with it. */
    previous_hash: string;
    /** Of the last that was removed. */
    last_hash: string;
    purge_id: string;
    at: Moment;
    hash: string;
    /** RFC 7638 thumbprint of the key. */
    key_id: string;
    /** Ed25519 over the hash, base64url. */
    signature: string;
  };
};
