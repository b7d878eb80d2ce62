/**
 * How a call ended, in the agent's words, and what follows from it for the ledger and the account.
 *
 * Promise: C1 S1 S2. Every version is kept; the one before it must be named. A disposition can make a call count that the
 * wire let go, never the other way round, except by `wrong-number` (comment 14(b)(2)(i)-3).
 */
import type { DispositionBody } from '../../../shared/contracts/calls/calls.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { LedgerValue } from '../../../shared/domain/compliance/contact-ledger.ts';
import { localDate } from '../../../shared/domain/compliance/local-time.ts';
import { dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { applyDisposition } from '../accounts/index.ts';
import { keepDisclosureViolations, locateConsumer } from '../compliance/index.ts';
import { subjectOf } from './call-events.service.ts';
import { findCallForUpdate, isLatestOfAccount, type KnownCall, updateCall } from './calls.store.ts';
import { appendToLedger, type KnownOfCall, readCallLedger } from './contact-ledger.store.ts';
import { findDisposition, insertDisposition, markNumber, savePromise } from './dispositions.store.ts';

type Saved = { call_id: string; code: DispositionBody['code']; version: number };

/** Dispositions that say the call reached a machine or somebody else, whatever the wire said. */
const reached: ReadonlySet<DispositionBody['code']> = new Set(['left-voicemail', 'third-party']);

/**
 * Saves a disposition of the agent's own call.
 * @throws ProblemError `request/not-found`; `request/invalid` when the code needs a promise or a callback that is not
 * given; `sync/version-conflict` with the current version in `detail`.
 */
export async function saveDisposition(
  work: UnitOfWork,
  agentId: string,
  callId: string,
  body: DispositionBody,
): Promise<Saved> {
  const { database } = work;
  requireWhatTheCodeNeeds(body);
  const call = await findCallForUpdate(database, callId);
  if (call?.agent_id !== agentId) throw new ProblemError('request/not-found');
  if (body.base_version !== call.disposition_version) {
    const current = await findDisposition(database, callId, call.disposition_version);
    throw new ProblemError('sync/version-conflict', { detail: { version: call.disposition_version, current } });
  }
  const version = call.disposition_version + 1;
  work.audit({ subject: { type: 'call', id: callId }, detail: { code: body.code, version } });
  await insertDisposition(database, { callId, version, body, agentId, receivedAt: work.at });
  await updateCall(database, callId, { disposition_code: body.code, disposition_version: version });
  await keepDisclosureViolations(database, callId, version);

  const known = await readCallLedger(database, callId);
  const values = [
    ...talkValues(call, known, body),
    ...reachedValues(call, known, body),
    ...(await consentValues(work, call, known, body)),
    ...(await wrongNumberValues(work, call, known, body)),
  ];
  await appendToLedger(database, subjectOf(call, known.debtIds), { at: work.at, by: agentId }, values);
  const savedAt = savedMoment(work, call, body);
  await savePromise(database, { id: callId, accountId: call.account_id, agentId }, body.promise, savedAt);
  if (call.account_id !== null)
    await applyDisposition(work, {
      callId,
      accountId: call.account_id,
      agentId,
      at: savedAt,
      code: body.code,
      notes: body.notes,
      callbackAt: body.callback_at,
      promise: body.promise,
      isLatest: await isLatestOfAccount(database, call, call.account_id),
    });
  work.publish({ type: 'today-changed' }, 'floor');
  return { call_id: callId, code: body.code, version };
}

function requireWhatTheCodeNeeds(body: DispositionBody): void {
  const { needs } = dispositionOf(body.code);
  if (needs === 'promise' && body.promise === null)
    throw missing('body.promise', 'A promise needs its amount and its date');
  if (needs === 'callback' && body.callback_at === null)
    throw missing('body.callback_at', 'A call back needs its date');
}

const missing = (path: string, message: string): ProblemError =>
  new ProblemError('request/invalid', { issues: [{ path, message }] });

/** When the agent saved it: on the agent's clock, but neither before the call nor in the future. */
function savedMoment(work: UnitOfWork, call: KnownCall, body: DispositionBody): string {
  const savedAtMs = Math.max(Date.parse(body.saved_at), Date.parse(call.started_at));
  return new Date(Math.min(savedAtMs, work.clock.now())).toISOString();
}

function talkValues(call: KnownCall, { talk }: KnownOfCall, body: DispositionBody): LedgerValue[] {
  const isConversation = dispositionOf(body.code).talk === 'conversation';
  if (!isConversation && talk === undefined) return [];
  if (talk && talk.isConversation === isConversation && !talk.isPresumed) return [];
  return [{ kind: 'talk', isConversation, atMs: talk?.atMs ?? Date.parse(call.answered_at ?? call.started_at) }];
}

function reachedValues(call: KnownCall, { settled }: KnownOfCall, body: DispositionBody): LedgerValue[] {
  const hasReached = reached.has(body.code) || dispositionOf(body.code).talk === 'conversation';
  if (call.direction === 'inbound' || !hasReached || settled?.isCounted !== false) return [];
  return [{ kind: 'settled', connectClass: settled.connectClass, isCounted: true }];
}

/**
 * `Call me back on Monday` is prior consent to be called on that day (comment 14(b)(3)(i)-1), in the consumer's calendar:
 * a day that is not the same everywhere the consumer may be gives no consent.
 */
async function consentValues(
  work: UnitOfWork,
  call: KnownCall,
  { consent }: KnownOfCall,
  body: DispositionBody,
): Promise<LedgerValue[]> {
  const takeBack: LedgerValue[] = consent?.isGiven ? [{ ...consent, isGiven: false }] : [];
  if (body.code !== 'callback-requested' || body.callback_at === null || call.consumer_id === null) return takeBack;
  const { zones } = await locateConsumer(work.database, call.consumer_id, work.clock.now());
  const callbackAtMs = Date.parse(body.callback_at);
  const days = new Set(zones.map((zone) => localDate(callbackAtMs, zone)));
  const [day] = days;
  if (day === undefined || days.size > 1) return takeBack;
  // Given in the call: a disposition that is saved or corrected later makes it no younger.
  const savedAtMs = Date.parse(savedMoment(work, call, body));
  const receivedAtMs = call.ended_at === null ? savedAtMs : Math.min(savedAtMs, Date.parse(call.ended_at));
  return [{ kind: 'consent', isGiven: true, receivedAtMs, usable: { from: day, until: day } }];
}

async function wrongNumberValues(
  work: UnitOfWork,
  call: KnownCall,
  { wrongNumber }: KnownOfCall,
  body: DispositionBody,
): Promise<LedgerValue[]> {
  const isWrong = body.code === 'wrong-number';
  if (isWrong === (wrongNumber?.isWrong ?? false)) return [];
  if (call.consumer_id !== null && call.phone_number !== null)
    await markNumber(
      work.database,
      { consumerId: call.consumer_id, phoneNumber: call.phone_number, isWrong },
      work.clock,
    );
  return [{ kind: 'wrong-number', isWrong }];
}
