/**
 * Main's side of the hidden phone page: holds the last snapshot, forwards orders and commands, and sees to it that every
 * call has a truthful record whatever happens to the page.
 *
 *   page (re)loads ──▶ first snapshot ──▶ `register` if somebody who may phone is signed in
 *   page dies ───────▶ its live calls are ended by `system` in the outbox and offered for wrap-up ──▶ page reloads
 *   app starts ──────▶ calls left live on the disk are treated the same
 *   sign-out ────────▶ a call goes on to its end ──▶ `unregister`; the wrap-up waits on the disk for its person
 *   not a consumer's ▶ nothing goes to the server and nothing wants a wrap-up: shown for a moment, then forgotten
 *
 * A call ends once: whoever says so first, the page or main, is believed.
 * Promise: C3 C4. The windows' snapshot is the page's calls plus those the page no longer knows but that want a wrap-up.
 */
import type { CallEvent } from '../../../shared/contracts/calls/calls.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { PhoneToken } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneCall, PhoneCommand, PhoneOrder, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import type { OutboxPayload, OutboxWork } from '../../sync/outbox-kinds.ts';
import type { Schedule } from '../../sync/schedule.ts';
import { createQualityLog, type QualityLog } from './quality-log.ts';
import type { PhoneLocalStore } from './phone.local-store.ts';
import { createPhoneTokens, type Pbx } from './phone-token.ts';
import { cutOff, isAgentInCall, isBeingPickedUp, isLive, isOnRecord, silentSnapshot } from './phone-view.ts';

export type PhoneService = {
  changed: Signal<PhoneSnapshot>;
  /** A call of any kind is over, told once for whoever had it. */
  callEnded: Signal<{ call: PhoneCall; userId: string }>;
  snapshot: () => PhoneSnapshot;
  publish: (snapshot: PhoneSnapshot) => void;
  recordEvents: (payload: OutboxPayload<'call-events'>) => void;
  command: (command: PhoneCommand) => void;
  /** @throws ProblemError `phone/unavailable` while the page is not there. */
  order: (order: PhoneOrder) => void;
  /** For the phone page only. */
  issueToken: () => Promise<PhoneToken>;
  /** Caller ids of the last token, first choice first. */
  callerIds: () => readonly string[];
  /** What the PBX of the last token offers; null before the first. */
  pbx: () => Pbx | null;
  quality: Pick<QualityLog, 'add' | 'pointsOf'>;
  /** A call was started for the page; it is on the disk from now on. */
  noteStarted: (call: PhoneCall) => void;
  /** Resolves true once the page shows the call. */
  waitForCall: (callId: string, withinMs: number) => Promise<boolean>;
  /** Ends a call's record that no page will end. */
  closeRecord: (call: PhoneCall, endedAt: string, reason: string) => void;
  /** The wrap-up is saved or not wanted. */
  forgetCall: (callId: string) => void;
  pageLoading: () => void;
  pageGone: (reason: string) => void;
  signedIn: (userId: string, mayPhone: boolean) => void;
  signedOut: () => void;
};

type PhoneDependencies = {
  api: ApiClient;
  /** Null while the outbox cannot be used. */
  localStore: () => PhoneLocalStore | null;
  /** @throws ProblemError `local/save-failed` */
  saveWork: (work: OutboxWork, userId: string | null) => void;
  sendOrder: (order: PhoneOrder) => void;
  /** The PBX addresses of a token; makes the page's policy allow them, which may reload it. */
  allowPbx: (serverUrls: readonly string[], hasLiveCalls: boolean) => void;
  schedule: Schedule;
  clock: Clock;
  logger: Logger;
};

/** Of a call the server keeps no record of: long enough to read how it ended. */
const shownAfterEndMs = 5000;

const endedBySystem = (id: string, at: string): CallEvent => ({
  id,
  at,
  type: 'ended',
  sip_status: null,
  ended_by: 'system',
  quality: null,
  incident: null,
  summary: null,
  sip_call_id: null,
});

export function createPhoneService(dependencies: PhoneDependencies): PhoneService {
  const { api, localStore, saveWork, sendOrder, allowPbx, schedule, clock, logger } = dependencies;
  const listenerFailed = (error: unknown): void => logger.error('phone.listener-failed', {}, error);
  const changed = createSignal<PhoneSnapshot>(listenerFailed);
  const callEnded = createSignal<{ call: PhoneCall; userId: string }>(listenerFailed);
  const tokens = createPhoneTokens(api, clock);
  const quality = createQualityLog();
  let page = silentSnapshot(isoNow(clock), null);
  let isPageReady = false;
  /** Ended calls the page does not know any more. */
  let leftBehind: PhoneCall[] = [];
  let sequence = 0;
  let userId: string | null = null;
  let mayPhone = false;
  const lastStates = new Map<string, string>();
  /** Dispositioned while still talking: nothing is left to wrap up when they end. */
  const wrappedUp = new Set<string>();
  /** Forgotten here while the page still shows them. */
  const forgotten = new Set<string>();
  /** Calls whose end listeners have heard. */
  const endTold = new Set<string>();
  /** Calls whose end is in the outbox. */
  const endRecorded = new Set<string>();
  /** Who left while the phone was in a call: it stays theirs until that is over. */
  let retiringUserId: string | null = null;

  const merged = (): PhoneSnapshot => {
    const known = new Set(page.calls.map((call) => call.callId));
    return { ...page, sequence, calls: [...page.calls, ...leftBehind.filter((call) => !known.has(call.callId))] };
  };
  const isShown = (callId: string): boolean => page.calls.some((call) => call.callId === callId);
  function announce(): void {
    sequence += 1;
    changed.emit(merged());
  }
  function order(each: PhoneOrder): void {
    if (!isPageReady) throw new ProblemError('phone/unavailable');
    sendOrder(each);
  }
  function registerIfWanted(): void {
    if (isPageReady && userId !== null && mayPhone && retiringUserId === null) sendOrder({ do: 'register' });
  }

  /** Somebody who signed out in a call is still the one who had it. */
  const ownerOf = (callId: string): string | null => localStore()?.ownerOf(callId) ?? userId;
  /** The disk's copy of a call: as long as it lives, and until its wrap-up where it wants one. */
  function store(owner: string, call: PhoneCall): void {
    if (isLive(call) || isOnRecord(call)) localStore()?.save(owner, call);
    else localStore()?.forget(call.callId);
  }
  function tellEnd(owner: string, call: PhoneCall): void {
    if (endTold.has(call.callId)) return;
    endTold.add(call.callId);
    callEnded.emit({ call, userId: owner });
    if (!isOnRecord(call)) schedule(() => forgetCall(call.callId), shownAfterEndMs);
  }
  /** Keeps the disk's copy of each call at its newest state. */
  function keep(call: PhoneCall): void {
    const state = `${call.state} ${call.isHeld}`;
    if (lastStates.get(call.callId) === state || forgotten.has(call.callId)) return;
    try {
      const owner = ownerOf(call.callId);
      if (owner === null) return;
      lastStates.set(call.callId, state);
      if (!isLive(call)) tellEnd(owner, call);
      store(owner, call);
    } catch (error) {
      logger.error('phone.keep-failed', { call: call.callId }, error);
    }
  }
  /** Whose phone it was is gone: what is over goes, the phone with the last call, and then it is the next person's. */
  function retire(): void {
    if (!isPageReady) return;
    for (const { callId } of page.calls.filter((call) => !isLive(call))) sendOrder({ do: 'dismiss', callId });
    if (retiringUserId === null || page.calls.some(isAgentInCall)) return;
    retiringUserId = null;
    sendOrder({ do: 'unregister' });
    registerIfWanted();
  }
  function closeRecord(call: PhoneCall, endedAt: string, reason: string): void {
    const owner = ownerOf(call.callId);
    const over = cutOff(call, endedAt, reason);
    logger.warn('phone.call-cut-off', { call: call.callId });
    try {
      if (isOnRecord(call) && !isBeingPickedUp(call) && !endRecorded.has(call.callId)) {
        const ended = endedBySystem(createId(clock), endedAt);
        saveWork({ kind: 'call-events', payload: { callId: call.callId, events: [ended] } }, owner);
        endRecorded.add(call.callId);
      }
      if (owner !== null) store(owner, over);
    } catch (error) {
      // The disk refuses: the call stays open there and is closed at the next start.
      logger.error('phone.record-failed', { call: call.callId }, error);
    }
    leftBehind = [...leftBehind.filter((each) => each.callId !== call.callId), over];
    if (owner !== null) tellEnd(owner, over);
  }
  function pageGone(reason: string): void {
    isPageReady = false;
    retiringUserId = null;
    const now = isoNow(clock);
    for (const call of page.calls) {
      if (isLive(call)) closeRecord(call, now, 'The phone restarted; the call was cut off');
      else leftBehind = [...leftBehind, call];
    }
    logger.warn('phone.page-gone', { why: reason });
    const { audio, isPractice, services } = page;
    page = { ...silentSnapshot(now, 'The phone restarts'), audio: { ...audio, test: null }, isPractice, services };
    announce();
  }
  function forgetCall(callId: string): void {
    localStore()?.forget(callId);
    lastStates.delete(callId);
    endTold.delete(callId);
    if (page.calls.some((call) => call.callId === callId && isLive(call))) wrappedUp.add(callId);
    else if (isShown(callId)) forgotten.add(callId);
    const isOurs = leftBehind.some((call) => call.callId === callId);
    leftBehind = leftBehind.filter((call) => call.callId !== callId);
    if (isOurs) announce();
    if (isPageReady && page.calls.some((call) => call.callId === callId && !isLive(call)))
      sendOrder({ do: 'dismiss', callId });
  }

  return {
    changed,
    callEnded,
    snapshot: merged,
    publish: (snapshot) => {
      const isFirst = !isPageReady;
      isPageReady = true;
      page = snapshot;
      const shown = new Set(snapshot.calls.map((call) => call.callId));
      for (const callId of forgotten) if (!shown.has(callId)) forgotten.delete(callId);
      for (const call of snapshot.calls) keep(call);
      quality.keepOnly(shown);
      announce();
      for (const call of snapshot.calls) {
        if (!isLive(call) && wrappedUp.delete(call.callId)) forgetCall(call.callId);
      }
      if (isFirst) registerIfWanted();
      if (userId === null || retiringUserId !== null) retire();
    },
    recordEvents: ({ callId, events: told, ...caller }) => {
      const known = page.calls.find((call) => call.callId === callId);
      if (known !== undefined && !isOnRecord(known)) return;
      const events = endRecorded.has(callId) ? told.filter(({ type }) => type !== 'ended') : told;
      if (events.length === 0) return;
      const owner = ownerOf(callId);
      saveWork({ kind: 'call-events', payload: { callId, events, ...caller } }, owner);
      if (events.some(({ type }) => type === 'ended')) endRecorded.add(callId);
      localStore()?.touch(callId);
    },
    command: (command) => {
      if (command.do === 'dismiss') {
        forgetCall(command.callId);
        return;
      }
      if (!isPageReady) throw new ProblemError('phone/unavailable');
      if ('callId' in command && !page.calls.some((call) => call.callId === command.callId && isLive(call))) {
        throw new ProblemError('phone/no-such-call');
      }
      sendOrder(command);
    },
    order,
    issueToken: async () => {
      const token = await tokens.issue();
      allowPbx(token.sip.server_urls, page.calls.some(isLive));
      return token;
    },
    callerIds: tokens.callerIds,
    pbx: tokens.pbx,
    quality,
    noteStarted: keep,
    waitForCall: (callId, withinMs) =>
      new Promise((resolve) => {
        if (isShown(callId)) {
          resolve(true);
          return;
        }
        const finish = (found: boolean): void => {
          stopListening();
          cancel();
          resolve(found);
        };
        const stopListening = changed.on(() => {
          if (isShown(callId)) finish(true);
        });
        const cancel = schedule(() => finish(false), withinMs);
      }),
    closeRecord: (call, endedAt, reason) => {
      closeRecord(call, endedAt, reason);
      announce();
    },
    forgetCall,
    pageLoading: () => {
      if (isPageReady) pageGone('reloaded');
    },
    pageGone,
    signedIn: (newUserId, may) => {
      mayPhone = may;
      if (userId === newUserId) return;
      userId = newUserId;
      if (retiringUserId === newUserId || !page.calls.some(isAgentInCall)) retiringUserId = null;
      const known = new Set(page.calls.map((call) => call.callId));
      for (const { call, state, savedAt } of localStore()?.list(newUserId) ?? []) {
        if (known.has(call.callId)) continue;
        if (state === 'live') closeRecord(call, savedAt, 'Deskline was restarted during this call');
        else leftBehind = [...leftBehind, call];
      }
      announce();
      registerIfWanted();
    },
    signedOut: () => {
      retiringUserId ??= userId;
      userId = null;
      tokens.forget();
      leftBehind = [];
      retire();
      announce();
    },
  };
}
