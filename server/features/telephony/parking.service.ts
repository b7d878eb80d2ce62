/**
 * Parking places of the PBX. The server gives them out, so that two phones never park in the same one.
 *
 *   free ──parkCall──► taken ──picked up · its call ended unparked · empty at the PBX · two hours──► free
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { DatabaseDoor } from '../../db/database.ts';
import { appendLiveEvents } from '../../db/live-events.ts';
import type { TenantDatabase } from '../../db/transaction.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type PbxControl, problemCodeOf } from '../../integrations/pbx/pbx-control.ts';
import { findParkedCall, findParkedCalls, freePlaces, takePlace } from './parking.store.ts';

const firstPlace = 701;
const placeCount = 20;
/** Nobody waits for longer; the PBX has given the call up by then. */
const longestWaitMs = 2 * 60 * 60 * 1000;

type ToPark = {
  call_id: string;
  account_id: string | null;
  remote_name: string | null;
  phone_number: string | null;
};

const expiryOf = (nowMs: number): string => new Date(nowMs - longestWaitMs).toISOString();
const pickedUp = (place: string) => ({ type: 'call-picked-up' as const, place });

/**
 * Takes a place for a call; one that has a place keeps it.
 * @throws ProblemError `telephony/not-offered`, `telephony/no-parking-place`
 */
export async function parkCall(
  work: UnitOfWork,
  userId: string,
  call: ToPark,
  { isOffered }: { isOffered: boolean },
): Promise<ParkedCall> {
  const { database, at } = work;
  if (!isOffered) throw new ProblemError('telephony/not-offered');
  for (const place of await freePlaces(database, { parkedBefore: expiryOf(work.clock.now()) }))
    work.publish(pickedUp(place), 'everybody');
  const parked = (await findParkedCall(database, { callId: call.call_id })) ?? (await takeAnyPlace(work, userId, call));
  work.audit({ subject: { type: 'call', id: call.call_id }, detail: { place: parked.place } });
  if (parked.parked_at === at) work.publish({ type: 'call-parked', parked }, 'everybody');
  return parked;
}

async function takeAnyPlace({ database, at }: UnitOfWork, userId: string, call: ToPark): Promise<ParkedCall> {
  for (let place = firstPlace; place < firstPlace + placeCount; place += 1) {
    const isTaken = await takePlace(database, { ...call, place: String(place), parked_by: userId, parked_at: at });
    if (!isTaken) continue;
    const parked = await findParkedCall(database, { place: String(place) });
    if (parked) return parked;
  }
  // The same call, parked a moment ago by a request that was sent twice, kept every place from being taken.
  const known = await findParkedCall(database, { callId: call.call_id });
  if (known) return known;
  throw new ProblemError('telephony/no-parking-place');
}

/** Calls that wait, the longest first. */
export const listParkedCalls = (database: TenantDatabase, nowMs: number): Promise<ParkedCall[]> =>
  findParkedCalls(database, expiryOf(nowMs));

/** Somebody took the call back, or found that it is not there any more. @throws ProblemError `request/not-found` */
export async function pickUpCall(work: UnitOfWork, place: string): Promise<ParkedCall> {
  const parked = await findParkedCall(work.database, { place });
  const [freed] = await freePlaces(work.database, { place });
  // Another one was faster: the row is gone, or going.
  if (!parked || freed === undefined) throw new ProblemError('request/not-found');
  work.audit({ subject: { type: 'call', id: parked.call_id }, detail: { place } });
  work.publish(pickedUp(place), 'everybody');
  return parked;
}

/** A call that ended without having been handed over is not in its place. */
export async function freeParkingPlaceOfCall(work: UnitOfWork, callId: string): Promise<void> {
  for (const place of await freePlaces(work.database, { callId })) work.publish(pickedUp(place), 'everybody');
}

/** How long a phone may take to bring its call into the place it was given. */
const onTheWayMs = 20_000;

/**
 * Frees the places in which the PBX has nobody any more: the call was picked up by another phone, has ended, went back to
 * who parked it, or never came. The PBX is asked only while somebody waits; one that is silent is asked again.
 */
export async function freeAbandonedPlaces(
  { database, control, clock }: { database: DatabaseDoor; control: PbxControl; clock: Clock },
  organizationId: string,
): Promise<void> {
  const settledBefore = new Date(clock.now() - onTheWayMs).toISOString();
  const parked = await database.withTenant(organizationId, (tenant) =>
    findParkedCalls(tenant, new Date(0).toISOString()),
  );
  const settled = parked.filter(({ parked_at: parkedAt }) => parkedAt <= settledBefore);
  if (settled.length === 0) return;
  const taken = await control.listParkedPlaces().catch((error: unknown) => {
    const code = problemCodeOf(error);
    if (code === 'telephony/pbx-silent' || code === 'telephony/not-offered') return undefined;
    throw error;
  });
  if (!taken) return;
  for (const { place, call_id: callId } of settled.filter((each) => !taken.includes(each.place)))
    await database
      .unitOfWork(
        { organizationId, actor: { id: null, name: 'PBX' }, requestId: null, auditAction: 'call.picked-up', clock },
        async (work) => {
          work.audit({ detail: { found_by: 'the place is empty' } });
          const { call_id: inPlace } = await pickUpCall(work, place);
          // Somebody else stands there by now.
          if (inPlace !== callId) throw new ProblemError('request/not-found');
          return { status: 200, body: null };
        },
      )
      .catch((error: unknown) => {
        // Another server, or a phone, was faster: then nothing has been done here.
        if (problemCodeOf(error) !== 'request/not-found') throw error;
      });
}

/** Upkeep: places that nobody picks up from any more. */
export async function purgeParkedCalls(database: TenantDatabase, nowMs: number, organizationId: string): Promise<void> {
  const freed = await freePlaces(database, { parkedBefore: expiryOf(nowMs) });
  const events = freed.map((place) => ({ event: pickedUp(place), audience: 'everybody' as const }));
  await appendLiveEvents(database, organizationId, new Date(nowMs).toISOString(), events);
}
