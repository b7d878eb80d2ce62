/**
 * What happened on the wire. Events may come late, twice and in any order; the state of a call is always worked out from
 * all of them, so that the same events give the same state.
 *
 * Promise: C2. A reservation is settled only by what the wire said; until then, and if nothing ever comes, it counts. An
 * answered call is presumed a conversation until its disposition says what it was.
 */
import type {
  CallEvent,
  CallIncident,
  CallRow,
  QualitySummary,
} from '../../../shared/contracts/calls/calls.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import { classifyConnect, type Settlement } from '../../../shared/domain/telephony/connect-class.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { decideInbound, findOwners } from '../compliance/index.ts';
import { readLiveCall } from '../live/index.ts';
import { endSupervisionsOfCall } from '../supervision/index.ts';
import { freeParkingPlaceOfCall } from '../telephony/index.ts';
import { subjectOf } from './call-subject.ts';
import {
  findCallForUpdate,
  findEvents,
  findAccountOf,
  findOnlyAccount,
  insertCall,
  insertEvents,
  type KnownCall,
  type StoredEvent,
  updateCall,
} from './calls.store.ts';
import { appendToLedger, readCallLedger } from './contact-ledger.store.ts';
import { beginReserved, lockReservation, showReservations } from './reservations.store.ts';

type Incoming = { phone_number: string | null; display_name: string | null; account_id?: string | null | undefined };
type Agent = { id: string; name: string };
type EventsBody = { events: readonly CallEvent[]; incoming?: Incoming | undefined };

/** What all events of a call say together. */
type WireState = {
  answeredAt: string | null;
  ended: StoredEvent | undefined;
  settlement: Settlement | undefined;
  mos: number | null;
  sipCallId: string | null;
  summary: QualitySummary | null;
  incidents: CallIncident[];
  /** The far end is somebody else's now, or waits in a parking place; only this phone's leg has ended. */
  wasHandedOver: boolean;
};

/**
 * Records events of the agent's own call; an incoming call is made known, and decided about, by its first ones.
 * @throws ProblemError `request/not-found` for a call that is unknown or another agent's.
 */
export async function recordCallEvents(
  work: UnitOfWork,
  agent: Agent,
  callId: string,
  body: EventsBody,
): Promise<{ call_id: string; connect_class: CallRow['connect_class']; recorded: number }> {
  const { database } = work;
  const agentId = agent.id;
  work.audit({ subject: { type: 'call', id: callId }, detail: { types: body.events.map(({ type }) => type) } });
  const call =
    (await findCallForUpdate(database, callId)) ??
    (await createIncoming(work, agent, callId, body)) ??
    (await placeReserved(work, agentId, callId, body));
  if (call?.agent_id !== agentId) throw new ProblemError('request/not-found');
  const recorded = await insertEvents(database, callId, body.events, work.at);
  if (recorded === 0) return { call_id: callId, connect_class: call.connect_class, recorded };

  const state = readWire(await findEvents(database, callId), call.started_at, work.at);
  const connectClass = state.settlement?.connectClass ?? call.connect_class;
  await updateCall(database, callId, {
    answered_at: state.answeredAt,
    ended_at: state.ended?.at ?? null,
    ended_by: state.ended?.ended_by ?? null,
    sip_status: state.ended?.sip_status ?? null,
    connect_class: connectClass,
    mos: state.mos,
    sip_call_id: state.sipCallId,
    quality_summary: state.summary === null ? null : JSON.stringify(state.summary),
    incidents: JSON.stringify(state.incidents),
  });
  await settle(work, call, state);
  if (state.ended && call.ended_at === null) await endWhatHungOnIt(work, call, state);
  await tellTheFloor(work, call, state, body.events);
  return { call_id: callId, connect_class: connectClass, recorded };
}

async function createIncoming(
  work: UnitOfWork,
  agent: Agent,
  callId: string,
  { incoming, events }: EventsBody,
): Promise<KnownCall | undefined> {
  if (!incoming) return undefined;
  const { database } = work;
  const { phone_number: phoneNumber } = incoming;
  const owners = phoneNumber === null ? [] : await findOwners(database, phoneNumber, work.clock.now());
  const account = incoming.account_id ? await findAccountOf(database, incoming.account_id, owners) : undefined;
  // A number of several people says nothing about who called.
  const consumerId = account?.consumer_id ?? (owners.length === 1 ? (owners[0] ?? null) : null);
  const accountId =
    account?.id ?? (consumerId === null ? undefined : await findOnlyAccount(database, consumerId)) ?? null;
  const startedAt = events.map(({ at }) => at).toSorted()[0] ?? work.at;
  const target = {
    accountId,
    consumerId,
    phoneNumber: phoneNumber ?? '',
    candidateCount: account === undefined ? Math.max(owners.length, 1) : 1,
  };
  const isNew = await insertCall(database, {
    id: callId,
    direction: 'inbound',
    agent_id: agent.id,
    consumer_id: consumerId,
    account_id: accountId,
    phone_number: phoneNumber,
    caller_id: null,
    started_at: notAfter(startedAt, work.at),
    connect_class: 'reserved',
  });
  // The call before the agent's chain: the order of locks. The same events at once make one call and one decision.
  if (isNew) {
    const decision = await decideInbound(database, target, { id: callId, agent }, work.clock);
    work.audit({ detail: { decision_id: decision.id, verdict: decision.verdict } });
    await updateCall(database, callId, { decision_id: decision.id });
  }
  return findCallForUpdate(database, callId);
}

/**
 * A call that was reserved ahead, and whose redemption this server has not heard of: the exchange let it through by itself or
 * could not ask. Whatever the wire says of it is believed, also when it was given back before.
 */
async function placeReserved(
  work: UnitOfWork,
  agentId: string,
  callId: string,
  { events }: EventsBody,
): Promise<KnownCall | undefined> {
  const { database } = work;
  await showReservations(database);
  const reservation = await lockReservation(database, callId);
  // Redeemed while this waited: a call like any other.
  if (!reservation) return findCallForUpdate(database, callId);
  if (reservation.agent_id !== agentId) return undefined;
  const firstAt = events.map(({ at }) => at).toSorted()[0] ?? work.at;
  const placed = {
    at: within(firstAt, reservation.started_at, work.at),
    decisionId: reservation.decision_id,
  };
  work.audit({ detail: { was_reserved: reservation.reservation } });
  await beginReserved(database, reservation, placed, { at: work.at, by: null });
  return findCallForUpdate(database, callId);
}

/** A moment of the agent's clock, never in the future. */
const notAfter = (at: string, limit: string): string => (Date.parse(at) > Date.parse(limit) ? limit : at);
/** Nor before the call began, as the server saw it begin. */
const within = (at: string, from: string, to: string): string =>
  Date.parse(at) < Date.parse(from) ? from : notAfter(at, to);

function readWire(events: readonly StoredEvent[], startedAt: string, now: string): WireState {
  const answered = events.find(({ type }) => type === 'answered');
  const ended = events.findLast(({ type }) => type === 'ended');
  const outcome = {
    wasAnswered: answered !== undefined,
    wasProgressing: events.some(({ type }) => type === 'ringing' || type === 'early-media'),
    finalStatus: ended?.sip_status ?? null,
  };
  return {
    answeredAt: answered === undefined ? null : within(answered.at, startedAt, now),
    ended: ended && { ...ended, at: within(ended.at, startedAt, now) },
    settlement: answered || ended ? classifyConnect(outcome) : undefined,
    mos: events.findLast(({ quality }) => quality !== null)?.quality?.mos ?? null,
    sipCallId: events.findLast(({ sip_call_id: id }) => id !== null)?.sip_call_id ?? null,
    summary: events.findLast(({ summary }) => summary !== null)?.summary ?? null,
    incidents: events.flatMap(({ incident }) => incident ?? []),
    wasHandedOver: events.some(({ type }) => type === 'transferred'),
  };
}

/** A supervision of the call is over; its parking place is free, unless it was just handed over to that. */
async function endWhatHungOnIt(work: UnitOfWork, call: KnownCall, { wasHandedOver }: WireState): Promise<void> {
  await endSupervisionsOfCall(work, call.id);
  if (!wasHandedOver) await freeParkingPlaceOfCall(work, call.id);
}

/** Writes into the ledger what the wire adds to it. */
async function settle(work: UnitOfWork, call: KnownCall, { settlement, answeredAt }: WireState): Promise<void> {
  if (!settlement) return;
  const known = await readCallLedger(work.database, call.id);
  const values: LedgerValue[] = [];
  const { connectClass, isCounted, isFlagged } = settlement;
  const isNews = known.settled?.connectClass !== connectClass;
  // A disposition may have said that the call reached somebody; the wire cannot take that back.
  const isTakenBack = known.settled?.isCounted === true && !isCounted;
  if (call.direction === 'outbound' && isNews && !isTakenBack)
    values.push({ kind: 'settled', connectClass, isCounted });
  if (answeredAt !== null && known.talk === undefined)
    values.push({ kind: 'talk', isConversation: true, atMs: Date.parse(answeredAt), isPresumed: true });
  await appendToLedger(work.database, subjectOf(call, known.debtIds), { at: work.at, by: null }, values);
  if (isFlagged) work.audit({ detail: { is_flagged: true } });
}

async function tellTheFloor(
  work: UnitOfWork,
  call: KnownCall,
  state: WireState,
  events: readonly CallEvent[],
): Promise<void> {
  if (state.ended) {
    if (call.ended_at !== null) return;
    work.publish({ type: 'call-ended', call_id: call.id }, 'floor');
    work.publish({ type: 'today-changed' }, 'floor');
    // What the engine says about the account has changed.
    if (call.account_id !== null) work.publish({ type: 'queue-changed' }, `agent:${call.agent_id}`);
    return;
  }
  const isSeen = events.some(({ type }) => type === 'ringing' || type === 'answered' || type === 'quality');
  const live = isSeen ? await readLiveCall(work.database, call.id) : undefined;
  if (live) work.publish({ type: 'call', call: live }, 'floor');
}
