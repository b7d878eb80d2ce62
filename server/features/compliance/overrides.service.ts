/**
 * Overrides: asked for from one's own refused decision, answered by others, used up by the gate (`decideContact`).
 *
 * Promise: nothing absolute is ever asked for, nobody answers their own request or twice, and what was answered stays.
 */
import type { z } from 'zod';
import type { askForOverrideSchema, OverrideView } from '../../../shared/contracts/compliance/overrides.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { isoNow } from '../../../shared/domain/clock.ts';
import {
  absoluteFindings,
  overrideLifeMs,
  overrideRequestLifeMs,
  refusingFindings,
} from '../../../shared/domain/compliance/override.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { setupProblem } from '../onboarding/index.ts';
import { decideContact, lockContact } from './compliance.service.ts';
import { findDecisionRow } from './decisions.store.ts';
import {
  findOverride,
  findOverridesSince,
  insertOverride,
  insertRuling,
  type KnownOverride,
  lockOverride,
} from './overrides.store.ts';

const DAY_MS = 86_400_000;

/** When what holds now ends, epoch milliseconds; null when nothing runs any more. */
function endOf({ row, state }: KnownOverride): number | null {
  if (row.is_used || state.state === 'refused') return null;
  return state.state === 'approved'
    ? state.approvedAtMs + overrideLifeMs
    : Date.parse(row.asked_at) + overrideRequestLifeMs;
}

function stateAt(known: KnownOverride, nowMs: number): OverrideView['state'] {
  if (known.row.is_used) return 'used';
  const endMs = endOf(known);
  return endMs !== null && nowMs >= endMs ? 'expired' : known.state.state;
}

function viewOf(known: KnownOverride, nowMs: number): OverrideView {
  const { row, state } = known;
  const { consumer_id: _consumer, is_used: _used, rulings, ...shown } = row;
  const endMs = endOf(known);
  return {
    ...shown,
    state: stateAt(known, nowMs),
    missing_approvals: state.state === 'waiting' ? Math.max(state.missing, Number(state.isComplianceMissing)) : 0,
    is_compliance_missing: state.state === 'waiting' && state.isComplianceMissing,
    expires_at: endMs === null ? null : new Date(endMs).toISOString(),
    rulings: rulings.map(({ answers_for_law: _law, ...ruling }) => ruling),
  };
}

async function viewById(work: UnitOfWork, id: string): Promise<OverrideView> {
  const known = await findOverride(work.database, id);
  if (!known) throw new Error('An override that was just written');
  const view = viewOf(known, work.clock.now());
  // Whoever may answer, on the floor or at the desk of compliance, and the agent who waits.
  for (const audience of ['holders:compliance.override', `agent:${view.agent_id}`] as const)
    work.publish({ type: 'override-changed', override_id: id, agent_id: view.agent_id, state: view.state }, audience);
  return view;
}

/**
 * @throws ProblemError `request/not-found` for a decision that is not one's own, `compliance/not-overridable` when it
 * refused nothing or something absolute, `compliance/override-closed` when it is old or was asked about before.
 */
export async function askForOverride(
  work: UnitOfWork,
  actor: Actor,
  asked: z.output<typeof askForOverrideSchema>,
): Promise<OverrideView> {
  const decisionId = asked.decision_id ?? (asked.call ? await judgeNow(work, actor, asked.call) : '');
  const decision = await findDecisionRow(work.database, decisionId);
  if (!decision || decision.agent_id !== actor.userId) throw new ProblemError('request/not-found');
  const { findings, set_aside: setAside } = decision.decision;
  const refusing = refusingFindings(findings);
  if (refusing.length === 0 || setAside || absoluteFindings(findings).length > 0)
    throw new ProblemError('compliance/not-overridable');
  if (work.clock.now() - Date.parse(decision.at) > overrideRequestLifeMs)
    throw new ProblemError('compliance/override-closed');
  const id = createId(work.clock);
  const isNew = await insertOverride(work.database, {
    id,
    decision_id: decision.id,
    agent_id: actor.userId,
    consumer_id: decision.consumer_id,
    account_id: decision.account_id,
    phone_number: decision.phone_number,
    findings: refusing,
    reason: asked.reason,
    asked_at: isoNow(work.clock),
  });
  if (!isNew) throw new ProblemError('compliance/override-closed');
  work.audit({
    subject: { type: 'override', id },
    detail: { decision_id: decision.id, reason: asked.reason, rules: refusing.map(({ rule_id }) => rule_id) },
  });
  return viewById(work, id);
}

/** Has the gate judge a call that is not placed, and gives its decision's id. A call that is allowed now needs no override. */
async function judgeNow(
  work: UnitOfWork,
  actor: Actor,
  call: { phone_number: string; account_id: string | null },
): Promise<string> {
  const { database, clock } = work;
  const target = await lockContact(database, { phoneNumber: call.phone_number, accountId: call.account_id }, clock);
  const agent = { id: actor.userId, name: actor.fullName };
  const gate = await decideContact(database, target, { contactId: createId(clock), agent, callerId: null }, clock);
  if ('missing' in gate) throw setupProblem(gate.missing);
  return gate.decision.id;
}

/**
 * @throws ProblemError `request/not-found`, `compliance/own-override` for the asker and for a second answer of the same
 * person, `compliance/override-closed` when it does not wait any more.
 */
export async function decideOverride(
  work: UnitOfWork,
  actor: Actor,
  id: string,
  { is_approved: isApproved, reason }: { is_approved: boolean; reason: string },
): Promise<OverrideView> {
  await lockOverride(work.database, id);
  const known = await findOverride(work.database, id);
  if (!known) throw new ProblemError('request/not-found');
  const isTwice = known.row.rulings.some((ruling) => ruling.by_id === actor.userId);
  if (known.row.agent_id === actor.userId || isTwice) throw new ProblemError('compliance/own-override');
  if (stateAt(known, work.clock.now()) !== 'waiting') throw new ProblemError('compliance/override-closed');
  await insertRuling(work.database, {
    override_id: id,
    decided_by: actor.userId,
    is_approved: isApproved,
    answers_for_law: actor.permissions.has('compliance.override-law'),
    reason,
    decided_at: isoNow(work.clock),
  });
  work.audit({ subject: { type: 'override', id }, detail: { is_approved: isApproved, reason } });
  return viewById(work, id);
}

/** Of the last day, newest first. */
export async function listOverrides(
  database: TenantDatabase,
  reader: Pick<Actor, 'userId' | 'permissions'>,
  nowMs: number,
): Promise<OverrideView[]> {
  const agentId = reader.permissions.has('compliance.override') ? undefined : reader.userId;
  const found = await findOverridesSince(database, new Date(nowMs - DAY_MS).toISOString(), agentId);
  return found.map((known) => viewOf(known, nowMs));
}
