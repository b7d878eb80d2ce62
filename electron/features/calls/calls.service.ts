/**
 * Placing calls and saving how they ended.
 *
 *   click ──▶ phone ready? ──▶ server decides, reserves, gives a permit ──▶ on the disk ──▶ phone page dials
 *                 │ no                │ refused / away
 *                 ▼                   ▼
 *              refused             refused (no server, no permit, no call)
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
import type { ApiClient } from '../../sync/api-client.ts';
import type { OutboxWork } from '../../sync/outbox-kinds.ts';
import { valueOf } from '../../sync/value-of.ts';
import { type PhoneService, placeCall, startingCall } from '../phone/index.ts';
import type { DraftStore } from './calls.local-store.ts';

type DialRequest = z.output<Channels['calls:dial']['request']>;
type DispositionRequest = z.output<Channels['calls:save-disposition']['request']>;
type StartedCall = z.output<(typeof callEndpoints.startCall.replies)[201]>;

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
  chosenCallerId: () => string | null;
  clock: Clock;
};

export function createCallsService(dependencies: CallsDependencies): CallsService {
  const { api, phone, drafts, saveWork, forgetOnDisk, requireUserId, chosenCallerId, clock } = dependencies;

  function callerId(): string {
    const allowed = phone.callerIds();
    const chosen = chosenCallerId();
    const number = chosen !== null && allowed.includes(chosen) ? chosen : allowed[0];
    if (number === undefined)
      throw new ProblemError('phone/not-registered', { message: 'No caller id is set up for you.' });
    return number;
  }
  /** A lost reply is asked for again: starting the same call twice has one effect. */
  async function start(callId: string, request: DialRequest): Promise<StartedCall> {
    const body = {
      call_id: callId,
      phone_number: request.phoneNumber,
      caller_id: callerId(),
      account_id: request.accountId,
      ...(request.overrideId === null ? {} : { override_id: request.overrideId }),
    };
    const first = await api.call('startCall', { body });
    return valueOf(
      first.ok || first.problem.code !== 'network/offline' ? first : await api.call('startCall', { body }),
    );
  }
  let isDialling = false;

  async function dialOnce(request: DialRequest): Promise<ChannelReply<'calls:dial'>> {
    requireUserId();
    if (phone.snapshot().registration.state !== 'registered') throw new ProblemError('phone/not-registered');
    const callId = createId(clock);
    const { dial_permit: dialPermit, sip_target: sipTarget, ...reply } = await start(callId, request);
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
