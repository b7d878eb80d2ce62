/**
 * Placing calls and saving how they ended.
 *
 *   click ──▶ phone ready? ──▶ server decides, reserves, gives a permit ──▶ on the disk ──▶ phone page dials
 *                 │ no                │ refused / away
 *                 ▼                   ├──away, and cleared ahead──▶ the permit that is held (docs/adr/0010)
 *              refused                ▼
 *                                  refused (no server, no permit, no call)
 *
 * Promise: C3 D1. A disposition is acknowledged only after the fsynced commit that also removes its draft.
 */
import type { z } from 'zod';
import type { callEndpoints } from '../../../shared/contracts/calls/calls.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { ChannelReply, Channels } from '../../../shared/ipc/ipc-map.ts';
import type { SavedItem, WrapUpDraft } from '../../../shared/ipc/local-schemas.ts';
import type { Result } from '../../../shared/contracts/core/result.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAway } from '../../sync/is-away.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { valueOf } from '../../sync/value-of.ts';
import { type PhoneService, placeCall, startingCall } from '../phone/index.ts';
import type { DraftStore } from './calls.local-store.ts';
import type { Claim, ReservedCallsService } from './reserved-calls.service.ts';

type DialRequest = z.output<Channels['calls:dial']['request']>;
type DispositionRequest = z.output<Channels['calls:save-disposition']['request']>;
type StartedCall = z.output<(typeof callEndpoints.startCall.replies)[201]>;
type Placeable = StartedCall & { reserved: ChannelReply<'calls:dial'>['reserved'] };

export type CallsService = {
  dial: (request: DialRequest) => Promise<ChannelReply<'calls:dial'>>;
  saveDisposition: (request: DispositionRequest) => SavedItem;
  saveDraft: (draft: WrapUpDraft) => void;
  getDraft: (callId: string) => WrapUpDraft | null;
};

type CallsDependencies = {
  api: ApiClient;
  phone: Pick<
    PhoneService,
    'snapshot' | 'order' | 'callerIds' | 'noteStarted' | 'waitForCall' | 'closeRecord' | 'forgetCall'
  >;
  /** @throws ProblemError `local/save-failed` while the outbox cannot be used. */
  drafts: () => DraftStore;
  saveWork: (work: OutboxWork, userId: string | null, together?: () => void) => SavedItem;
  /** Removes the call from those that wait for a wrap-up on this disk. */
  forgetOnDisk: (callId: string) => void;
  requireUserId: () => string;
  /** The number to show; null when none is set up. */
  callerId: () => string | null;
  reserved: Pick<ReservedCallsService, 'claim'>;
  clock: Clock;
};

/** With a permit in hand nobody waits longer for a server that does not answer. */
const patienceWithPermitMs = 3000;
/** Refusals of a start that come after the reservation was given back. */
const usedBy: ReadonlySet<string> = new Set(['compliance/blocked', 'onboarding/incomplete']);

export function createCallsService(dependencies: CallsDependencies): CallsService {
  const { api, phone, drafts, saveWork, forgetOnDisk, requireUserId, callerId, reserved, clock } = dependencies;

  /** A lost reply is asked for again: starting the same call twice has one effect. */
  async function start(request: DialRequest, number: string, claim: Claim): Promise<Result<StartedCall>> {
    const body = {
      call_id: createId(clock),
      phone_number: request.phoneNumber,
      caller_id: number,
      account_id: request.accountId,
      ...(request.overrideId === null ? {} : { override_id: request.overrideId }),
      ...(claim.reservedCallId === null ? {} : { reserved_call_id: claim.reservedCallId }),
    };
    const options = claim.permit === null ? {} : { timeoutMs: patienceWithPermitMs };
    const first = await api.call('startCall', { body }, options);
    return first.ok || first.problem.code !== 'network/offline' ? first : api.call('startCall', { body }, options);
  }
  /** The server's permit, or the one that was cleared ahead when the server is away. */
  async function findPermit(request: DialRequest): Promise<Placeable> {
    const number = callerId();
    if (number === null) throw new ProblemError('phone/not-registered', { message: 'No caller id is set up for you.' });
    const claim = reserved.claim({ phoneNumber: request.phoneNumber, accountId: request.accountId, callerId: number });
    let outcome: 'used' | 'kept' = 'kept';
    try {
      const reply = await start(request, number, claim);
      // The server gave the reservation back before it said no.
      if (reply.ok || usedBy.has(reply.problem.code)) outcome = 'used';
      const { permit } = claim;
      if (reply.ok || permit === null || request.overrideId !== null || !isAway(reply.problem))
        return { ...valueOf(reply), reserved: null };
      outcome = 'used';
      return {
        call_id: permit.callId,
        sip_target: permit.sipTarget,
        dial_permit: permit.dialPermit,
        permit_expires_at: permit.validUntil,
        script: permit.decision.obligations,
        decision: permit.decision,
        reserved: { clearedAt: permit.clearedAt, validUntil: permit.validUntil },
      };
    } finally {
      claim.settle(outcome);
    }
  }
  let isDialling = false;

  async function dialOnce(request: DialRequest): Promise<ChannelReply<'calls:dial'>> {
    requireUserId();
    if (phone.snapshot().registration.state !== 'registered') throw new ProblemError('phone/not-registered');
    const { dial_permit: dialPermit, sip_target: sipTarget, ...reply } = await findPermit(request);
    const { call_id: callId } = reply;
    const { phoneNumber: remoteNumber, remoteName, accountId, consultationFor, clickedAtMs } = request;
    const shown = { callId, remoteNumber, remoteName, accountId, consultationFor };
    await placeCall(phone, clock, startingCall({ ...shown, kind: 'consumer', startedAt: isoNow(clock) }), {
      do: 'dial',
      ...shown,
      sipTarget,
      dialPermit,
      clickedAtMs,
    });
    return reply;
  }

  return {
    dial: async (request) => {
      // A second click, or a second window: each start would reserve an attempt of its own.
      if (isDialling) throw new ProblemError('phone/unavailable', { message: 'A call is being placed already.' });
      isDialling = true;
      try {
        return await dialOnce(request);
      } finally {
        isDialling = false;
      }
    },
    saveDisposition: ({ callId, accountId: _accountId, ...typed }) => {
      const userId = requireUserId();
      const store = drafts();
      const payload = { callId, ...typed, saved_at: isoNow(clock) };
      const saved = saveWork({ kind: 'disposition', payload }, userId, () => {
        store.remove(callId);
        forgetOnDisk(callId);
      });
      phone.forgetCall(callId);
      return saved;
    },
    saveDraft: (draft) => {
      if (!drafts().save(requireUserId(), draft)) throw new ProblemError('local/save-failed');
    },
    getDraft: (callId) => drafts().read(requireUserId(), callId),
  };
}
