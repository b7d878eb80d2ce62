/**
 * Permits for the calls that come next, held ahead of an outage (docs/adr/0010). In memory only: never on a disk, and gone at
 * sign-out. Each is an attempt that counts, so none is held longer than it is needed.
 *
 *   a window says what comes next ──▶ available, online, wanted by the organization ──▶ reserved: held
 *   held ──a minute before its end──▶ given back, reserved anew
 *   held ──no longer next, a break, sign-out──▶ given back
 *   held ──dialled, the server answers──▶ given back with the start
 *   held ──dialled, the server is away──▶ placed; the PBX has it judged again
 *
 * In a call and in wrap-up nothing is reserved, renewed or given back: what is held ends by itself.
 */
import type { z } from 'zod';
import type { reservationSchema } from '../../../shared/contracts/calls/reserved-permits.contract.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { ReservedCall } from '../../../shared/ipc/local-schemas.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAway } from '../../sync/is-away.ts';
import { nothingScheduled, type Schedule } from '../../sync/schedule.ts';

type Wanted = ChannelRequest<'calls:keep-reserved'>['calls'][number];
type Dialled = { phoneNumber: string; accountId: string | null; callerId: string };
type Reservation = z.output<typeof reservationSchema>;
export type ReservedPermit = ReservedCall & { callerId: string; sipTarget: string; dialPermit: string };

/** What a dial has taken out of the store until it is settled. */
export type Claim = {
  /** To give back with the start; null when nothing is held for the account. */
  reservedCallId: string | null;
  /** To dial with when the server is away; null when none is held for exactly this call. */
  permit: ReservedPermit | null;
  /** `used`: placed, or given back by the server. `kept`: neither; it may serve the next try. */
  settle: (outcome: 'used' | 'kept') => void;
};

export type ReservedCallsService = {
  changed: Signal<ReservedCall[]>;
  list: () => ReservedCall[];
  /** What comes next at this desk; a window says it again each minute. */
  want: (calls: readonly Wanted[]) => void;
  claim: (dialled: Dialled) => Claim;
  /** Something that decides about reserving has changed. */
  check: () => void;
  start: () => void;
  /** The person is about to leave, while the server still listens to them: gives everything back. */
  giveBack: () => void;
  stop: () => void;
};

type Dependencies = {
  api: ApiClient;
  /** What the agent does; null while nobody is at work here. */
  agentState: () => 'available' | 'break' | 'on-call' | 'wrap-up' | null;
  isOnline: () => boolean;
  /** The number that would be shown; null while there is none. */
  callerId: () => string | null;
  clock: Clock;
  schedule: Schedule;
  logger: Logger;
};

const checkEveryMs = 10_000;
/** Renewed this long before the end: an outage that begins any later still finds a minute to dial in. */
const renewBeforeMs = 60_000;
/** A window that has not said for so long what comes next is gone. */
const wantedForMs = 180_000;
/** What was refused is not asked about again at once; each refusal is a stored decision. */
const askAgainAfterMs = 300_000;
/** An organization that clears no calls ahead may change its mind. */
const offForMs = 900_000;

const shown = ({ callerId: _caller, sipTarget: _target, dialPermit: _permit, ...call }: ReservedPermit): ReservedCall =>
  call;

const permitOf = (made: Extract<Reservation, { outcome: 'reserved' }>): ReservedPermit => ({
  callId: made.call_id,
  accountId: made.account_id,
  phoneNumber: made.phone_number,
  callerId: made.caller_id,
  sipTarget: made.sip_target,
  dialPermit: made.dial_permit,
  clearedAt: made.decision.evaluated_at,
  validUntil: made.permit_expires_at,
  decision: made.decision,
});

export function createReservedCallsService(dependencies: Dependencies): ReservedCallsService {
  const { api, agentState, isOnline, callerId, clock, schedule, logger } = dependencies;
  const changed = createSignal<ReservedCall[]>((error) => logger.error('reserved.listener-failed', {}, error));
  /** By account. */
  const held = new Map<string, ReservedPermit>();
  /** Call ids that are being asked for, by account. */
  const asked = new Map<string, string>();
  /** Dialled while they were being asked for: what comes back is not wanted any more. By account. */
  const overtaken = new Set<string>();
  const askAgainAt = new Map<string, number>();
  let wanted: readonly Wanted[] = [];
  let wantedAtMs = 0;
  let offUntilMs = 0;
  /** Another number for each person who is at work here. */
  let session = 0;
  let isAtWork = false;
  let isBusy = false;
  /** Something changed while the last look was under way. */
  let isOutdated = false;
  let isDialling = false;
  let cancelCheck = nothingScheduled;

  const list = (): ReservedCall[] => [...held.values()].map(shown);
  const announce = (): void => changed.emit(list());
  const leftMs = ({ validUntil }: ReservedPermit): number => Date.parse(validUntil) - clock.now();

  function dropEnded(): void {
    const ended = [...held.values()].filter((permit) => leftMs(permit) <= 0);
    for (const { accountId } of ended) held.delete(accountId);
    if (ended.length > 0) announce();
  }
  /** What should be held now; null: what is held stays, and nothing is added. */
  function wantedNow(): readonly Wanted[] | null {
    const state = agentState();
    if (state === 'on-call' || state === 'wrap-up') return null;
    return state === 'available' && clock.now() - wantedAtMs <= wantedForMs ? wanted : [];
  }
  const isSame = (permit: ReservedPermit, call: Wanted): boolean =>
    permit.accountId === call.accountId && permit.phoneNumber === call.phoneNumber && permit.callerId === callerId();

  async function release(permits: readonly ReservedPermit[]): Promise<void> {
    if (permits.length === 0) return;
    for (const { accountId } of permits) held.delete(accountId);
    announce();
    const mine = session;
    const reply = await api.call('releaseReservedCalls', { body: { call_ids: permits.map(({ callId }) => callId) } });
    if (reply.ok || !isAway(reply.problem) || mine !== session) return;
    // The outage they are for has begun: what has not ended may still be placed.
    for (const permit of permits) if (leftMs(permit) > 0) held.set(permit.accountId, permit);
    announce();
  }
  async function reserve(calls: readonly Wanted[], shownNumber: string): Promise<void> {
    const mine = session;
    for (const { accountId } of calls) asked.set(accountId, createId(clock));
    const reply = await api.call('reserveCalls', {
      body: {
        calls: calls.map(({ accountId, phoneNumber }) => ({
          call_id: asked.get(accountId) ?? '',
          account_id: accountId,
          phone_number: phoneNumber,
          caller_id: shownNumber,
        })),
      },
    });
    for (const { accountId } of calls) asked.delete(accountId);
    if (mine !== session) return;
    if (!reply.ok) {
      // Nothing came back that a call could have overtaken.
      for (const { accountId } of calls) overtaken.delete(accountId);
      if (reply.problem.code === 'calls/no-reserving') offUntilMs = clock.now() + offForMs;
      else if (!isAway(reply.problem)) logger.warn('reserved.refused', { code: reply.problem.code });
      if (!isAway(reply.problem)) for (const { accountId } of calls) notAgainSoon(accountId);
      return;
    }
    const late: ReservedPermit[] = [];
    for (const made of reply.value.reservations) {
      const isOvertaken = overtaken.delete(made.account_id);
      if (made.outcome !== 'reserved') notAgainSoon(made.account_id);
      else if (isOvertaken) late.push(permitOf(made));
      else held.set(made.account_id, permitOf(made));
    }
    announce();
    await release(late);
  }
  const notAgainSoon = (accountId: string): void => void askAgainAt.set(accountId, clock.now() + askAgainAfterMs);

  async function bringUpToDate(): Promise<void> {
    const calls = wantedNow();
    if (calls === null) return;
    const isKept = (permit: ReservedPermit): boolean =>
      calls.some((call) => isSame(permit, call)) && leftMs(permit) > renewBeforeMs;
    await release([...held.values()].filter((permit) => !isKept(permit)));
    const number = callerId();
    const missing = calls.filter(
      ({ accountId }) => !held.has(accountId) && (askAgainAt.get(accountId) ?? 0) <= clock.now(),
    );
    if (missing.length === 0 || number === null || isDialling || !isOnline() || clock.now() < offUntilMs) return;
    await reserve(missing, number);
  }
  function check(): void {
    dropEnded();
    isOutdated = isBusy;
    if (!isAtWork || isBusy || isDialling || !isOnline()) return;
    isBusy = true;
    void bringUpToDate()
      .catch((error: unknown) => logger.error('reserved.failed', {}, error))
      .finally(() => {
        isBusy = false;
        if (isOutdated) check();
      });
  }
  function checkAgain(): void {
    cancelCheck();
    check();
    cancelCheck = schedule(checkAgain, checkEveryMs);
  }

  function claim({ phoneNumber, accountId, callerId: shownNumber }: Dialled): Claim {
    isDialling = true;
    dropEnded();
    const taken = [...held.values()].find((each) =>
      accountId === null ? each.phoneNumber === phoneNumber : each.accountId === accountId,
    );
    if (taken) held.delete(taken.accountId);
    const askedId = taken === undefined && accountId !== null ? asked.get(accountId) : undefined;
    if (askedId !== undefined && accountId !== null) overtaken.add(accountId);
    const mine = session;
    const isExact =
      taken?.phoneNumber === phoneNumber && taken.accountId === accountId && taken.callerId === shownNumber;
    return {
      reservedCallId: taken?.callId ?? askedId ?? null,
      permit: taken && isExact ? taken : null,
      settle: (outcome) => {
        isDialling = false;
        if (taken && outcome === 'kept' && mine === session && leftMs(taken) > 0) held.set(taken.accountId, taken);
        if (taken) announce();
      },
    };
  }
  function forget(): void {
    session += 1;
    isAtWork = false;
    cancelCheck();
    held.clear();
    overtaken.clear();
    askAgainAt.clear();
    wanted = [];
    offUntilMs = 0;
    announce();
  }

  return {
    changed,
    list,
    want: (calls) => {
      wanted = calls;
      wantedAtMs = clock.now();
      check();
    },
    claim,
    check,
    start: () => {
      isAtWork = true;
      checkAgain();
    },
    giveBack: () => {
      const callIds = [...held.values()].map(({ callId }) => callId);
      if (callIds.length > 0) void api.call('releaseReservedCalls', { body: { call_ids: callIds } });
      forget();
    },
    stop: forget,
  };
}
