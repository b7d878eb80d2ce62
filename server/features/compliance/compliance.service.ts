/**
 * The gate's judgement. The preview and the gate ask the same engine with the same facts; only the gate stores its
 * decision, under the lock it took before it looked.
 */
import type { Decision, Finding, Verdict } from '../../../shared/contracts/compliance/decision.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { type Engine, evaluateContact } from '../../../shared/domain/compliance/engine.ts';
import type { ContactFacts } from '../../../shared/domain/compliance/facts/facts.ts';
import { federalCallFrequency } from '../../../shared/domain/compliance/packs/federal.ts';
import { judgeWithOverride } from '../../../shared/domain/compliance/override.ts';
import { candidateZones } from '../../../shared/domain/compliance/zones/candidate-zones.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import { type MissingStep, stepsThatStopCalls } from '../../../shared/domain/onboarding/onboarding-steps.ts';
import { requireSetup } from '../onboarding/index.ts';
import { engineOf } from '../rule-packs/index.ts';
import { type ContactOrder, factsOf, loadLocation, plainCall } from './contact-facts.read-model.ts';
import { type ContactRows, readContacts } from './contact-rows.read-model.ts';
import { type ContactTarget, findTarget, lockAccount, lockTarget, lockTargets } from './contact-target.read-model.ts';
import { appendDecision } from './decisions.store.ts';
import { findOverride, setAsideOf, spendOverride } from './overrides.store.ts';

type Contact = { accountId: string | null; phoneNumber: string };
type Agent = { id: string; name: string };

/** What the engine says about one contact, with the facts it was asked with. */
export function evaluate(
  rows: ContactRows,
  target: ContactTarget,
  agent: Agent,
  nowMs: number,
  order: ContactOrder = plainCall,
): { facts: ContactFacts; decision: Decision; engine: Engine } {
  const { callerName, packModes, setup } = rows.organization;
  const engine = engineOf(packModes);
  const actor = { organizationName: callerName, agentName: agent.name, ...setup };
  const [facts] = factsOf(rows, [target], actor, nowMs, order);
  if (!facts) throw new Error('A target without facts');
  return { facts, decision: evaluateContact(engine, facts, nowMs), engine };
}

/**
 * What the gate would decide now; stores and reserves nothing. What the agent reserved ahead is given back with the start of
 * the call, so it is not counted against it.
 * @throws ProblemError `request/not-found`, `onboarding/incomplete`
 */
export async function evaluatePreDial(
  database: TenantDatabase,
  contact: Contact,
  agent: Agent,
  clock: Clock,
): Promise<Decision> {
  const target = await findTarget(database, contact, clock.now());
  const nowMs = clock.now();
  const rows = await readContacts(database, [target], nowMs, { heldBy: agent.id });
  requireSetup(rows.organization.onboarding);
  return evaluate(rows, target, agent, nowMs, { ...plainCall, heldCallIds: rows.heldCallIds }).decision;
}

/**
 * Finds whom a call is to and locks them until the transaction ends, so that what is reserved after this is seen by the
 * next decision about the same person. Facts are read in later statements: lock first, then count.
 * @throws ProblemError `request/not-found`
 */
export async function lockContact(database: TenantDatabase, contact: Contact, clock: Clock): Promise<ContactTarget> {
  const { accountId, phoneNumber } = contact;
  if (accountId !== null) return lockAccount(database, { accountId, phoneNumber });
  const target = await findTarget(database, contact, clock.now());
  await lockTarget(database, target);
  return target;
}

/** The same for several contacts, in their order. @throws ProblemError `request/not-found` */
export async function lockContacts(
  database: TenantDatabase,
  contacts: readonly Contact[],
  clock: Clock,
): Promise<ContactTarget[]> {
  const targets: ContactTarget[] = [];
  for (const contact of contacts) targets.push(await findTarget(database, contact, clock.now()));
  await lockTargets(database, targets);
  return targets;
}

export type GateDecision = {
  decision: Decision & { id: string };
  /** The debts the contact is about; null when they are not known. */
  debtIds: string[] | null;
  isPermitted: boolean;
  /** What the same facts would give at another moment: a permit must not outlive the hour. */
  isPermittedAt: (atMs: number) => boolean;
};

/** No rule was asked: the organization has not settled what it must before anybody is contacted. */
export type SetupMissing = { missing: readonly MissingStep[] };

/**
 * Decides about a contact with a locked person, by whatever channel, at the moment after the wait for the lock, and stores
 * the decision. `contactId`: the call or message it is about; `overrideId`: what somebody set aside for it; `callerId`: the number that is shown, null when none is. Without an
 * order it is a call that somebody dials.
 */
export async function decideContact(
  database: TenantDatabase,
  target: ContactTarget,
  asked: {
    contactId: string;
    agent: Agent;
    callerId: string | null;
    overrideId?: string | undefined;
    order?: ContactOrder;
    /** Clears a call ahead: what the agent holds already counts, and no overview counts the decision. */
    isReserving?: boolean;
  },
  clock: Clock,
): Promise<GateDecision | SetupMissing> {
  const nowMs = clock.now();
  const { agent, isReserving = false } = asked;
  const rows = await readContacts(database, [target], nowMs, {
    chainOf: agent.id,
    // Nobody's own reservations stand in their way: each is judged again, with all that was placed before it.
    heldBy: isReserving ? '' : agent.id,
  });
  const missing = stepsThatStopCalls(rows.organization.onboarding, asked.callerId);
  if (missing.length > 0) return { missing };
  const order = { ...(asked.order ?? plainCall), heldCallIds: rows.heldCallIds };
  const { facts, decision: judged, engine } = evaluate(rows, target, agent, nowMs, order);
  const known = asked.overrideId === undefined ? undefined : await findOverride(database, asked.overrideId);
  const contact = { ...target, agentId: agent.id };
  const judgeAt = (findings: readonly Finding[], atMs: number) =>
    judgeWithOverride(findings, known?.override, contact, atMs);
  const { isPermitted, setAside } = judgeAt(judged.findings, Date.parse(judged.evaluated_at));
  const isOverridden = known !== undefined && isPermitted && setAside.length > 0;
  const aside = isOverridden ? { set_aside: setAsideOf(known, setAside) } : {};
  const decision = { ...judged, ...aside, id: createId(clock) };
  if (!rows.chainEnd) throw new Error('A chain without an end');
  await appendDecision(database, rows.chainEnd, {
    decision,
    facts,
    callId: asked.contactId,
    agentId: agent.id,
    consumerId: target.consumerId,
    accountId: target.accountId,
    phoneNumber: target.phoneNumber,
    isCounted: !isReserving,
  });
  if (isOverridden)
    await spendOverride(database, {
      override_id: known.override.id,
      decision_id: decision.id,
      call_id: asked.contactId,
      used_at: decision.evaluated_at,
    });
  return {
    decision,
    debtIds: facts.action.debtIds.length === 0 ? null : [...facts.action.debtIds],
    isPermitted,
    isPermittedAt: (atMs) => judgeAt(evaluateContact(engine, facts, atMs).findings, atMs).isPermitted,
  };
}

/** The hardest rule in force that stands in the way, in its own words. */
export const whyRefused = ({ verdict, findings }: Decision): string =>
  findings.find((finding) => finding.mode === 'enforce' && finding.verdict === verdict)?.reason ??
  'No rule about this is in force.';

export type QueueVerdict = { verdict: Verdict; nextLawfulAt: string | null; zones: readonly string[] };

/**
 * Verdicts of many calls of an agent at once, by account id; stores and reserves nothing, and counts nothing that the agent
 * reserved ahead. Accounts of nobody are left out.
 */
export async function evaluateForQueue(
  database: TenantDatabase,
  calls: readonly { accountId: string; phoneNumber: string }[],
  agentId: string,
  nowMs: number,
): Promise<ReadonlyMap<string, QueueVerdict>> {
  if (calls.length === 0) return new Map();
  const consumers = await database
    .selectFrom('accounts')
    .select(['id', 'consumer_id'])
    .where((where) => where('id', '=', where.fn.any(where.val(calls.map(({ accountId }) => accountId)))))
    .execute();
  const consumerOf = new Map(consumers.map((row) => [row.id, row.consumer_id]));
  const targets = calls.flatMap(({ accountId, phoneNumber }): (ContactTarget & { accountId: string })[] => {
    const consumerId = consumerOf.get(accountId);
    return consumerId === undefined ? [] : [{ accountId, consumerId, phoneNumber, candidateCount: 1 }];
  });
  const rows = await readContacts(database, targets, nowMs, { heldBy: agentId });
  const { callerName, packModes, setup } = rows.organization;
  const engine = engineOf(packModes);
  const order = { ...plainCall, heldCallIds: rows.heldCallIds };
  const caller = { organizationName: callerName, agentName: '', ...setup };
  const facts = factsOf(rows, targets, caller, nowMs, order);
  return new Map(
    targets.map(({ accountId }, index) => {
      const known = facts[index];
      if (!known) throw new Error('A target without facts');
      const { verdict, next_lawful_at: nextLawfulAt, zones } = evaluateContact(engine, known, nowMs);
      return [accountId, { verdict, nextLawfulAt, zones: zones.map(({ zone }) => zone) }] as const;
    }),
  );
}

/** Where a consumer may be now, and where they said to be if that is fresh. No zones when nothing is known. */
export async function locateConsumer(
  database: TenantDatabase,
  consumerId: string,
  nowMs: number,
): Promise<{ zones: readonly string[]; statedPlace: string | null }> {
  const location = await loadLocation(database, consumerId, nowMs);
  if (!location) return { zones: [], statedPlace: null };
  const { stated } = location;
  const { statedLocationMs } = federalCallFrequency;
  const candidates = candidateZones(location, null, nowMs, statedLocationMs);
  const ageMs = stated ? nowMs - stated.statedAtMs : Infinity;
  return {
    zones: candidates.isGuess ? [] : candidates.zones.map(({ zone }) => zone),
    statedPlace: stated && ageMs >= 0 && ageMs <= statedLocationMs ? stated.label : null,
  };
}
