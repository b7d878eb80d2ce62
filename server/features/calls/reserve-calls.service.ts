/**
 * The gate, ahead of time (docs/adr/0010): the same lock, the same rules, the same stored decision and counted attempt as a
 * start; only the call is none yet, and the permit lasts minutes.
 *
 * Promise: C1 C3. Asking again for an account gives the reservation that is there. One agent holds at most three; two agents
 * never hold the same person, and each one's decision counts what the other reserved.
 *
 *   lock agent ► lock every person, every number ► per call: known? ──yes──► the same reservation
 *                                                     │ no
 *                                                     ▼
 *   held by another? ► three already? the oldest not asked for is released ► facts ► decision stored ──refused──► no permit
 *                                        │ allowed
 *                                        ▼
 *   reserved call + attempt (counts from now on) ► permit
 *
 * A desktop that died cannot give back what it held. The one that takes its place asks for other calls, so what it does not
 * ask for is what nobody will place.
 *
 * Order of locks: the agent's reserving ► persons ► numbers ► call ► the agent's chain. A row to release is taken only while
 * nobody else works on it: a redemption may hold it and wait for the chain.
 */
import type { z } from 'zod';
import {
  mostReservations,
  type reservationSchema,
  type reservedPermitEndpoints,
} from '../../../shared/contracts/calls/reserved-permits.contract.ts';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Actor } from '../../http/handlers.ts';
import { type ContactTarget, decideContact, findDecision, lockContacts } from '../compliance/index.ts';
import { setupProblem } from '../onboarding/index.ts';
import { findCaller, insertCall, type KnownCall } from './calls.store.ts';
import { appendToLedger } from './contact-ledger.store.ts';
import {
  findHeld,
  isHeldByAnother,
  lockOldestHeld,
  lockReserving,
  releaseHeld,
  reservesPermits,
  showReservations,
} from './reservations.store.ts';
import { reservedEndMs } from './reserved-permit-end.ts';
import type { StartOptions } from './start-call.service.ts';

type Wanted = z.output<typeof reservedPermitEndpoints.reserveCalls.body>['calls'][number];
type Reservation = z.output<typeof reservationSchema>;
type Reserving = {
  work: UnitOfWork;
  actor: Actor;
  /** SIP user that may send the INVITE. */
  sipUser: string;
  /** What the agent holds, with what has just been reserved. */
  held: KnownCall[];
  /** Accounts that are asked for together. */
  wantedAccounts: ReadonlySet<string>;
  /** Given back to make room. */
  released: string[];
  options: StartOptions;
};

/**
 * Reserves calls ahead, each on its own: one that is refused takes nothing from the others.
 * @throws ProblemError `calls/no-reserving`, `onboarding/incomplete`, `request/not-found`, `request/invalid` for a caller id that is not the
 * organisation's or a call id that stands for another call.
 */
export async function reserveCalls(
  work: UnitOfWork,
  actor: Actor,
  calls: readonly Wanted[],
  options: StartOptions,
): Promise<{ reservations: Reservation[] }> {
  const { database, clock } = work;
  // An exchange that checks permits by itself tells nobody what was placed: each one unused would count as a call.
  if (!options.isPbxAsking || !(await reservesPermits(database))) throw new ProblemError('calls/no-reserving');
  const user = await findCaller(database, actor.userId);
  // 47 USC 227(e): only numbers that are ours may be shown.
  const foreign = calls.findIndex((each) => !user.caller_ids.some((ours) => ours.phone_number === each.caller_id));
  if (foreign !== -1) throw invalid(`body.calls.${foreign}.caller_id`, 'Not one of the numbers of your organisation');
  await showReservations(database);
  await lockReserving(database, actor.userId);
  const contacts = calls.map((each) => ({ accountId: each.account_id, phoneNumber: each.phone_number }));
  const targets = await lockContacts(database, contacts, clock);

  const held = await findHeld(database, actor.userId);
  const reserving: Reserving = {
    work,
    actor,
    sipUser: options.sipUserOf(user),
    held,
    wantedAccounts: new Set(calls.map((each) => each.account_id)),
    released: [],
    options,
  };
  const reservations: Reservation[] = [];
  for (const [index, wanted] of calls.entries()) {
    const target = targets[index];
    if (!target) throw new Error('A call without a target');
    reservations.push(await reserveOne(reserving, wanted, target));
  }
  work.audit({
    detail: {
      reservations: reservations.map((each) => ({
        account_id: each.account_id,
        outcome: each.outcome,
        ...('call_id' in each ? { call_id: each.call_id } : {}),
        ...('decision' in each ? { decision_id: each.decision.id } : {}),
      })),
      ...(reserving.released.length > 0 ? { released: reserving.released, why: 'not-needed' } : {}),
    },
  });
  return { reservations };
}

async function reserveOne(reserving: Reserving, wanted: Wanted, target: ContactTarget): Promise<Reservation> {
  const { work, actor, held } = reserving;
  const { database, clock } = work;
  const now = new Date(clock.now()).toISOString();
  const known = held.find((each) => each.account_id === wanted.account_id && isOpen(each, now));
  if (known) return knownReply(reserving, known);
  if (await isHeldByAnother(database, actor.userId, target, now))
    return { outcome: 'held-by-another', account_id: wanted.account_id };
  if (held.filter((each) => isOpen(each, now)).length >= mostReservations && !(await makeRoom(reserving)))
    return { outcome: 'too-many', account_id: wanted.account_id };

  const agent = { id: actor.userId, name: actor.fullName };
  const gate = await decideContact(
    database,
    target,
    { contactId: wanted.call_id, agent, callerId: wanted.caller_id, isReserving: true },
    clock,
  );
  if ('missing' in gate) throw setupProblem(gate.missing);
  const { decision } = gate;
  if (!gate.isPermitted) return { outcome: 'refused', account_id: wanted.account_id, decision };
  const fromMs = Date.parse(decision.evaluated_at);
  const reservation = {
    id: wanted.call_id,
    direction: 'outbound' as const,
    agent_id: actor.userId,
    consumer_id: target.consumerId,
    account_id: wanted.account_id,
    phone_number: wanted.phone_number,
    caller_id: wanted.caller_id,
    decision_id: decision.id,
    // A permit ends on a whole second, and so does what it stands for.
    permit_expires_at: new Date(Math.floor(reservedEndMs(fromMs, gate.isPermittedAt) / 1000) * 1000).toISOString(),
    started_at: decision.evaluated_at,
    connect_class: 'reserved' as const,
    reservation: 'held' as const,
  };
  if (!(await insertCall(database, reservation)))
    throw invalid('body.calls.call_id', 'This id stands for another call');
  await appendToLedger(
    database,
    {
      callId: wanted.call_id,
      direction: 'outbound',
      consumerId: target.consumerId,
      phoneNumber: wanted.phone_number,
      debtIds: gate.debtIds,
      placedAt: decision.evaluated_at,
    },
    { at: work.at, by: actor.userId },
    [{ kind: 'attempt' }],
  );
  const inserted = (await findHeld(database, actor.userId)).find(({ id }) => id === wanted.call_id);
  if (!inserted) throw new Error('What was reserved is not there');
  held.push(inserted);
  return reservedReply(reserving, inserted, decision);
}

/** Gives back the oldest that is not asked for; false: there is none. */
async function makeRoom({ work, actor, held, wantedAccounts, released }: Reserving): Promise<boolean> {
  const unwanted = held.filter((each) => each.account_id === null || !wantedAccounts.has(each.account_id));
  if (unwanted.length === 0) return false;
  const oldest = await lockOldestHeld(
    work.database,
    unwanted.map(({ id }) => id),
  );
  if (!oldest) return false;
  await releaseHeld(work.database, oldest, { at: work.at, by: actor.userId }, 'not-needed');
  held.splice(
    held.findIndex(({ id }) => id === oldest.id),
    1,
  );
  released.push(oldest.id);
  return true;
}

const isOpen = ({ permit_expires_at: endsAt }: KnownCall, now: string): boolean =>
  endsAt !== null && Date.parse(endsAt) > Date.parse(now);

/** Asked for before: the same reservation with a fresh permit, also when its reply was lost. */
async function knownReply(reserving: Reserving, known: KnownCall): Promise<Reservation> {
  const decision =
    known.decision_id === null ? undefined : await findDecision(reserving.work.database, known.decision_id);
  if (!decision) throw new Error('A reservation without its decision');
  return reservedReply(reserving, known, decision);
}

async function reservedReply(
  { work, sipUser, options }: Reserving,
  { id, account_id: accountId, phone_number: phoneNumber, caller_id: callerId, permit_expires_at: endsAt }: KnownCall,
  decision: Decision,
): Promise<Reservation> {
  if (accountId === null || phoneNumber === null || callerId === null || endsAt === null)
    throw new Error('A reservation that lacks what it was made with');
  const terms = { agent: sipUser, organizationId: work.organizationId, callId: id, phoneNumber, callerId };
  const issued = await options.permits.issueReserved(terms, Date.parse(endsAt));
  return {
    outcome: 'reserved',
    account_id: accountId,
    call_id: id,
    phone_number: phoneNumber,
    caller_id: callerId,
    sip_target: `sip:${phoneNumber}@${options.sipDomain}`,
    dial_permit: issued.permit,
    permit_expires_at: issued.expiresAt,
    decision,
    script: decision.obligations,
  };
}

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });
