/**
 * Calls inside the PBX and what is done with a call there: dial a colleague or a service, transfer, park, pick up, leave a
 * recorded message. None of it needs a permit, for the PBX lets none of it out; a message is left only after the server has
 * decided that it may be, at that moment.
 *
 *   park:     server gives a place ──▶ phone transfers there ──refused──▶ place given back, call on hold here
 *   pick up:  phone calls the place ──answered──▶ server told that the place is free
 */
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { phoneNumberSchema } from '../../../shared/contracts/core/fields.ts';
import type { ChannelRequest, InternalTarget } from '../../../shared/ipc/ipc-map.ts';
import type { PhoneCall, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { valueOf } from '../../sync/value-of.ts';
import { isLive, isTalking, type PhoneService, placeCall, startingCall } from '../phone/index.ts';
import type { DirectoryService, MessagesService } from '../telephony/index.ts';

type DialInternal = {
  target: InternalTarget;
  consultationFor?: string | null | undefined;
  clickedAtMs: number;
};

export type InternalCallsService = {
  dial: (request: DialInternal) => Promise<{ callId: string }>;
  transfer: (callId: string, target: InternalTarget) => Promise<void>;
  park: (callId: string) => Promise<ParkedCall>;
  listParked: () => Promise<ParkedCall[]>;
  pickUp: (place: string, clickedAtMs: number) => Promise<{ callId: string }>;
  dropMessage: (request: ChannelRequest<'calls:drop-message'>) => Promise<void>;
  follow: (snapshot: PhoneSnapshot) => void;
};

type InternalCallsDependencies = {
  api: ApiClient;
  phone: Pick<PhoneService, 'snapshot' | 'order' | 'pbx' | 'noteStarted' | 'waitForCall' | 'closeRecord'>;
  directory: Pick<DirectoryService, 'addressOf' | 'sipTargetOf'>;
  messages: Pick<MessagesService, 'audioOf'>;
  clock: Clock;
  logger: Logger;
};

/** Places whose calls this computer is taking back or putting there, by call. */
type OpenPlace = { place: string; doing: 'parking' | 'picking-up' };

export function createInternalCallsService(dependencies: InternalCallsDependencies): InternalCallsService {
  const { api, phone, directory, messages, clock, logger } = dependencies;
  const openPlaces = new Map<string, OpenPlace>();

  function requireRegistered(): void {
    if (phone.snapshot().registration.state !== 'registered') throw new ProblemError('phone/not-registered');
  }
  /** A call that can be sent elsewhere: answered, and neither an emergency's nor a supervisor's ear. */
  function requireMovable(callId: string): PhoneCall {
    const call = phone.snapshot().calls.find((each) => each.callId === callId && isLive(each));
    if (call === undefined) throw new ProblemError('phone/no-such-call');
    const isFixed = call.kind === 'emergency' || call.kind === 'supervision';
    if (!isTalking(call) || isFixed || call.transfer?.state === 'asked')
      throw new ProblemError('phone/not-possible-now');
    return call;
  }
  function prefix(name: 'park_prefix' | 'pick_up_prefix'): string {
    const found = phone.pbx()?.services[name] ?? null;
    if (found === null) throw new ProblemError('phone/not-offered');
    return found;
  }
  async function giveBack(place: string): Promise<void> {
    const result = await api.call('pickUpCall', { params: { place } });
    if (!result.ok) logger.warn('calls.place-not-given-back', { place, code: result.problem.code });
  }

  /** @throws ProblemError `compliance/blocked` with the decision; whatever else went wrong, nothing is left. */
  async function askForDrop(callId: string, messageId: string): Promise<string> {
    const asked = await api.call('dropMessage', { params: { id: callId }, body: { message_id: messageId } });
    if (!asked.ok && asked.problem.code === 'network/offline')
      throw new ProblemError('network/offline', {
        message: 'The message was not left: the server cannot be reached, and only it can say whether it may be.',
      });
    return valueOf(asked).decision.id;
  }

  return {
    dial: async ({ target, consultationFor = null, clickedAtMs }) => {
      requireRegistered();
      const { sipTarget, user, name, kind } = await directory.addressOf(target);
      const callId = createId(clock);
      const shown = { callId, kind, remoteNumber: user, remoteName: name, consultationFor };
      const call = startingCall({ ...shown, startedAt: isoNow(clock) });
      await placeCall(phone, clock, call, { do: 'dial-internal', ...shown, sipTarget, clickedAtMs });
      return { callId };
    },
    transfer: async (callId, target) => {
      requireMovable(callId);
      const { sipTarget, name: targetName } = await directory.addressOf(target);
      requireMovable(callId);
      phone.order({ do: 'transfer', callId, kind: 'blind', sipTarget, targetName });
    },
    park: async (callId) => {
      const { accountId, remoteName, remoteNumber } = requireMovable(callId);
      const parkPrefix = prefix('park_prefix');
      const number = phoneNumberSchema.safeParse(remoteNumber);
      const body = {
        call_id: callId,
        account_id: accountId,
        remote_name: remoteName?.slice(0, 120) ?? null,
        phone_number: number.success ? number.data : null,
      };
      const parked = valueOf(await api.call('parkCall', { body }));
      const { place } = parked;
      try {
        requireMovable(callId);
        const sipTarget = directory.sipTargetOf(parkPrefix + place);
        phone.order({ do: 'transfer', callId, kind: 'park', sipTarget, targetName: `Parking place ${place}` });
      } catch (error) {
        void giveBack(place);
        throw error;
      }
      openPlaces.set(callId, { place, doing: 'parking' });
      return parked;
    },
    listParked: async () => valueOf(await api.call('listParkedCalls', {})).rows,
    pickUp: async (place, clickedAtMs) => {
      requireRegistered();
      const pickUpPrefix = prefix('pick_up_prefix');
      const parked = valueOf(await api.call('listParkedCalls', {})).rows.find((each) => each.place === place);
      if (parked === undefined)
        throw new ProblemError('request/not-found', { message: `Nobody waits in place ${place}.` });
      const callId = createId(clock);
      const shown = {
        callId,
        remoteNumber: parked.phone_number ?? 'anonymous',
        remoteName: parked.remote_name,
        accountId: parked.account_id,
      };
      const caller = {
        phone_number: parked.phone_number,
        display_name: parked.remote_name,
        account_id: parked.account_id,
      };
      const sipTarget = directory.sipTargetOf(pickUpPrefix + place);
      const call = startingCall({ ...shown, kind: 'consumer', direction: 'inbound', startedAt: isoNow(clock) });
      await placeCall(phone, clock, call, { do: 'pick-up', ...shown, caller, sipTarget, clickedAtMs });
      openPlaces.set(callId, { place, doing: 'picking-up' });
      return { callId };
    },
    dropMessage: async ({ callId, messageId, isAfterBeep }) => {
      requireMovable(callId);
      const wavBase64 = await messages.audioOf(messageId);
      if (requireMovable(callId).kind !== 'consumer') throw new ProblemError('phone/not-possible-now');
      const decisionId = await askForDrop(callId, messageId);
      requireMovable(callId);
      phone.order({ do: 'drop-message', callId, messageId, decisionId, wavBase64, isAfterBeep });
    },
    follow: (snapshot) => {
      for (const [callId, { place, doing }] of openPlaces) {
        const call = snapshot.calls.find((each) => each.callId === callId);
        const isOver = call === undefined || !isLive(call);
        const isAnswered = call !== undefined && call.answeredAt !== null;
        const isRefused = call?.transfer?.state === 'refused';
        if (doing === 'parking' ? !isRefused && !isOver : !isAnswered && !isOver) continue;
        openPlaces.delete(callId);
        if (doing === 'parking' ? isRefused : isAnswered) void giveBack(place);
      }
    },
  };
}
