/**
 * What an override is worth. It sets aside the very findings it names, as they were: the same rule of the same pack with the
 * same verdict on the same facts; for one agent, one person, account and number, for minutes, once. Whatever else refuses
 * the contact still does, and a finding of the class `never` is set aside by nothing. Policy: rulebook, section 0 and 8.
 */
import { canonicalJson } from '../canonical-json.ts';
import { permitsContact } from './engine.ts';
import type { Finding } from './rule.ts';

/** From the last approval on. */
export const overrideLifeMs = 10 * 60_000;
/** How long a request waits for approval: the facts it is about grow old. */
export const overrideRequestLifeMs = 10 * 60_000;

/** Whom a contact is to, and who makes it. */
export type OverrideScope = {
  agentId: string;
  consumerId: string | null;
  accountId: string | null;
  phoneNumber: string;
};

export type Override = OverrideScope & {
  id: string;
  /** The refusing findings of the decision it was asked from. */
  findings: readonly Finding[];
  /** Null: not approved by everybody it needs. */
  approvedAtMs: number | null;
  isUsed: boolean;
};

export type OverrideFault = 'not-approved' | 'used' | 'expired' | 'other-contact';

export type OverriddenContact = {
  isPermitted: boolean;
  setAside: Finding[];
  /** Refuse the contact, override or not. */
  standing: Finding[];
  /** Why the override sets nothing aside; null: it does, or there is none. */
  fault: OverrideFault | null;
};

/** The findings in force that refuse the contact. */
export const refusingFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ mode, verdict }) => mode === 'enforce' && !permitsContact(verdict));

/** Those of them that nobody may set aside. */
export const absoluteFindings = (findings: readonly Finding[]): Finding[] =>
  refusingFindings(findings).filter(({ override }) => override === 'never');

/** What is wrong with an override for this contact at this moment; null: nothing. */
function faultOf(override: Override, contact: OverrideScope, atMs: number): OverrideFault | null {
  const isSame =
    override.agentId === contact.agentId &&
    override.consumerId === contact.consumerId &&
    override.accountId === contact.accountId &&
    override.phoneNumber === contact.phoneNumber;
  if (!isSame) return 'other-contact';
  if (override.isUsed) return 'used';
  if (override.approvedAtMs === null) return 'not-approved';
  return override.approvedAtMs <= atMs && atMs < override.approvedAtMs + overrideLifeMs ? null : 'expired';
}

const isSameFinding = (one: Finding, other: Finding): boolean =>
  one.pack_id === other.pack_id &&
  one.rule_id === other.rule_id &&
  one.verdict === other.verdict &&
  one.override === other.override &&
  canonicalJson(one.facts) === canonicalJson(other.facts);

/** Whether a contact is permitted on these findings, with the override that was handed in, if any. */
export function judgeWithOverride(
  findings: readonly Finding[],
  override: Override | undefined,
  contact: OverrideScope,
  atMs: number,
): OverriddenContact {
  const refusing = refusingFindings(findings);
  const fault = override ? faultOf(override, contact, atMs) : null;
  const covers = (finding: Finding): boolean =>
    override !== undefined &&
    fault === null &&
    finding.override !== 'never' &&
    override.findings.some((known) => isSameFinding(known, finding));
  const setAside = refusing.filter(covers);
  const standing = refusing.filter((finding) => !covers(finding));
  return { isPermitted: standing.length === 0, setAside, standing, fault };
}

/** An approval or refusal, and whether who gave it answers for the law and not for policy alone. */
export type OverrideRuling = { byId: string; isApproved: boolean; answersForLaw: boolean; atMs: number };
export type OverrideState =
  | { state: 'waiting'; missing: number; isComplianceMissing: boolean }
  | { state: 'approved'; approvedAtMs: number }
  | { state: 'refused' };

/**
 * What the rulings come to. One refusal ends it. Policy wants one approval; as soon as one finding is of the class
 * `two-people` two persons must approve, one of them of compliance. Nobody counts twice, and the asker never.
 */
export function stateOfOverride(
  findings: readonly Finding[],
  askerId: string,
  rulings: readonly OverrideRuling[],
): OverrideState {
  const others = rulings.filter(({ byId }) => byId !== askerId);
  if (others.some(({ isApproved }) => !isApproved)) return { state: 'refused' };
  const needsTwo = findings.some(({ override }) => override !== 'supervisor');
  const people = new Map(others.map((ruling) => [ruling.byId, ruling]));
  const missing = Math.max(0, (needsTwo ? 2 : 1) - people.size);
  const isComplianceMissing = needsTwo && !others.some(({ answersForLaw }) => answersForLaw);
  if (missing > 0 || isComplianceMissing) return { state: 'waiting', missing, isComplianceMissing };
  return { state: 'approved', approvedAtMs: Math.max(...others.map(({ atMs }) => atMs)) };
}
