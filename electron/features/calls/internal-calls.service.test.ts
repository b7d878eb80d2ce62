import { describe, expect, it } from 'vitest';
import type { contract } from '../../../shared/contracts/contract.ts';
import type { BodyOf } from '../../../shared/contracts/core/define-endpoint.ts';
import { ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { ParkedCall } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { createId } from '../../../shared/domain/ids.ts';
import type { PhoneCall, PhoneOrder } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { aDirectory, everyService } from '../../testing/pbx-samples.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createDirectoryService, createMessagesService } from '../telephony/index.ts';
import { createInternalCallsService } from './internal-calls.service.ts';

const parked: ParkedCall = {
  place: '701',
  call_id: createId(),
  account_id: createId(),
  account_reference: 'A-1',
  remote_name: 'Marguerite Whitlow',
  phone_number: '+12075550104',
  parked_by: 'Robin Smith',
  parked_at: '2026-11-23T15:00:00.000Z',
};

const decision = {
  id: createId(),
  verdict: 'require' as const,
  evaluated_at: '2026-11-23T15:00:00.000Z',
  next_lawful_at: null,
  pack_version: '',
  findings: [],
  obligations: [],
  zones: [],
  counted_attempts: 1,
  max_attempts: 7,
};
const dropAllowed: Result<BodyOf<(typeof contract)['dropMessage']>> = ok({ call_id: createId(), decision });

function setUp(...calls: PhoneCall[]) {
  const clock = new FixedClock();
  const directoryReply = aDirectory();
  const world = {
    snapshot: showing(...calls),
    isTaken: true,
    services: everyService,
    isServerAway: false,
    isFull: false,
    dropReply: dropAllowed,
  };
  const orders: PhoneOrder[] = [];
  const { api, countOf, asked, answers } = fakeApi({
    getDirectory: () => (world.isServerAway ? refusal('network/offline') : ok(directoryReply)),
    parkCall: () => (world.isFull ? refusal('telephony/no-parking-place') : ok(parked)),
    listParkedCalls: () => ok({ rows: [parked] }),
    pickUpCall: () => ok(parked),
    getPhoneMessageAudio: () => ok({ wav_base64: 'UklGRg==' }),
    dropMessage: () => world.dropReply,
  });
  const cache = new Map<string, unknown>();
  const phone = {
    snapshot: () => world.snapshot,
    order: (order: PhoneOrder) => void orders.push(order),
    pbx: () => ({ domain: 'pbx.example', services: world.services }),
    noteStarted: () => {},
    waitForCall: () => Promise.resolve(world.isTaken),
    closeRecord: () => {},
  };
  const directory = createDirectoryService({
    api,
    phone,
    clock,
    requireUserId: () => 'user-1',
    logger: silentLogger,
    cache: {
      read: (_user, name) =>
        cache.has(name)
          ? {
              value: cache.get(name),
              asOf: '',
            }
          : null,
      write: (_user, name, value) => void cache.set(name, value),
    },
  });
  const internalCalls = createInternalCallsService({
    api,
    phone,
    directory,
    messages: createMessagesService(api),
    clock,
    logger: silentLogger,
  });
  const show = (...next: PhoneCall[]): void => {
    world.snapshot = showing(...next);
    internalCalls.follow(world.snapshot);
  };
  return { world, orders, internalCalls, directory, directoryReply, countOf, asked, answers, show, clock };
}
const codeOf = (code: string) => ({ problem: { code } });

describe('dialing inside', () => {
  it('goes to a colleague, a queue, the mailbox or the echo test', async () => {
    const { internalCalls, orders, directoryReply } = setUp();
    const userId = directoryReply.colleagues[0]?.id ?? '';
    const { callId } = await internalCalls.dial({ target: { kind: 'colleague', userId }, clickedAtMs: 5 });
    await internalCalls.dial({ target: { kind: 'queue', queueId: 'support' }, clickedAtMs: 0 });
    await internalCalls.dial({ target: { kind: 'voicemail' }, clickedAtMs: 0 });
    await internalCalls.dial({ target: { kind: 'echo' }, clickedAtMs: 0, consultationFor: callId });
    expect(orders).toMatchObject([
      {
        do: 'dial-internal',
        callId,
        kind: 'colleague',
        sipTarget: 'sip:robin@pbx.example',
        remoteName: 'Robin Smith',
        clickedAtMs: 5,
      },
      { kind: 'service', sipTarget: 'sip:queue-support@pbx.example', remoteName: 'Customer support' },
      { kind: 'service', sipTarget: 'sip:voicemail@pbx.example', consultationFor: null },
      { kind: 'service', sipTarget: 'sip:echo@pbx.example', consultationFor: callId },
    ]);
  });
  it('is refused for what is not there, not offered, or not registered', async () => {
    const { internalCalls, world, orders } = setUp();
    const dial = (target: Parameters<typeof internalCalls.dial>[0]['target']) =>
      internalCalls.dial({ target, clickedAtMs: 0 });
    await expect(dial({ kind: 'colleague', userId: createId() })).rejects.toMatchObject(codeOf('request/not-found'));
    await expect(dial({ kind: 'queue', queueId: 'none' })).rejects.toMatchObject(codeOf('request/not-found'));
    world.services = { ...everyService, voicemail: null };
    await expect(dial({ kind: 'voicemail' })).rejects.toMatchObject(codeOf('phone/not-offered'));
    world.snapshot = { ...world.snapshot, registration: { ...world.snapshot.registration, state: 'reconnecting' } };
    await expect(dial({ kind: 'echo' })).rejects.toMatchObject(codeOf('phone/not-registered'));
    expect(orders).toEqual([]);
  });
  it('finds colleagues as they were while the server is away', async () => {
    const { internalCalls, directory, directoryReply, world, orders, clock } = setUp();
    await directory.get();
    world.isServerAway = true;
    clock.advanceMs(600_000);
    const userId = directoryReply.colleagues[1]?.id ?? '';
    await internalCalls.dial({ target: { kind: 'colleague', userId }, clickedAtMs: 0 });
    expect(orders).toMatchObject([{ sipTarget: 'sip:rosa@pbx.example' }]);
    directory.forget();
    expect((await directory.get()).colleagues, 'from the cache').toHaveLength(3);
  });
  it('takes the order back when the phone does not show the call', async () => {
    const { internalCalls, world, orders } = setUp();
    world.isTaken = false;
    await expect(internalCalls.dial({ target: { kind: 'echo' }, clickedAtMs: 0 })).rejects.toMatchObject(
      codeOf('phone/unavailable'),
    );
    expect(orders.map((order) => order.do)).toEqual(['dial-internal', 'hang-up']);
  });
});

describe('a name on the command line', () => {
  it('is one colleague or queue, whole or by its beginning', async () => {
    const { directory, directoryReply } = setUp();
    const [robin, , jim] = directoryReply.colleagues;
    expect(await directory.find('robin smith')).toEqual({ kind: 'colleague', userId: robin?.id });
    expect(await directory.find(' JIM ')).toEqual({ kind: 'colleague', userId: jim?.id });
    expect(await directory.find('customer')).toEqual({ kind: 'queue', queueId: 'support' });
    await expect(directory.find('ro')).rejects.toThrow(/More than one/);
    await expect(directory.find('nobody')).rejects.toThrow(/no colleague/);
  });
});

describe('a transfer', () => {
  it('is asked of the phone, for a call that both sides are in', async () => {
    const call = aCall('active');
    const { internalCalls, orders } = setUp(call, aCall('ringing'));
    await internalCalls.transfer(call.callId, { kind: 'queue', queueId: 'support' });
    expect(orders).toEqual([
      {
        do: 'transfer',
        callId: call.callId,
        kind: 'blind',
        sipTarget: 'sip:queue-support@pbx.example',
        targetName: 'Customer support',
      },
    ]);
  });
  it.each([
    ['rings', aCall('ringing')],
    [
      'is being transferred already',
      aCall('active', { transfer: { kind: 'blind', targetName: 'x', state: 'asked', sipStatus: null } }),
    ],
    ['is for help', aCall('active', { kind: 'emergency' })],
    ["is a supervisor's ear", aCall('active', { kind: 'supervision' })],
  ])('is refused for a call that %s', async (_what, call) => {
    const { internalCalls, orders } = setUp(call);
    const target = { kind: 'queue' as const, queueId: 'support' };
    await expect(internalCalls.transfer(call.callId, target)).rejects.toMatchObject(codeOf('phone/not-possible-now'));
    await expect(internalCalls.transfer(createId(), target)).rejects.toMatchObject(codeOf('phone/no-such-call'));
    expect(orders).toEqual([]);
  });
});

describe('parking', () => {
  it('takes a place and transfers there; a refusal gives the place back', async () => {
    const call = aCall('active', {
      accountId: parked.account_id,
      remoteName: 'Marguerite Whitlow',
      remoteNumber: '+12075550104',
    });
    const { internalCalls, orders, asked, countOf, show } = setUp(call);
    expect(await internalCalls.park(call.callId)).toEqual(parked);
    expect(asked[0]?.request.body).toEqual({
      call_id: call.callId,
      account_id: parked.account_id,
      remote_name: 'Marguerite Whitlow',
      phone_number: '+12075550104',
    });
    expect(orders).toMatchObject([{ do: 'transfer', kind: 'park', sipTarget: 'sip:park-701@pbx.example' }]);
    const transfer = { kind: 'park' as const, targetName: '', sipStatus: 486 };
    show({ ...call, transfer: { ...transfer, state: 'asked' } });
    expect(countOf('pickUpCall')).toBe(0);
    show({ ...call, transfer: { ...transfer, state: 'refused' } });
    show({ ...call, transfer: { ...transfer, state: 'refused' } });
    expect(countOf('pickUpCall')).toBe(1);
  });
  it('leaves the place to the call that is there', async () => {
    const call = aCall('active');
    const { internalCalls, countOf, show } = setUp(call);
    await internalCalls.park(call.callId);
    show({ ...call, state: 'ended' });
    show();
    expect(countOf('pickUpCall')).toBe(0);
  });
  it('is refused when every place is taken, and when the PBX does not offer it', async () => {
    const call = aCall('active');
    const { internalCalls, world, orders } = setUp(call);
    world.isFull = true;
    await expect(internalCalls.park(call.callId)).rejects.toMatchObject(codeOf('telephony/no-parking-place'));
    world.services = { ...everyService, park_prefix: null };
    await expect(internalCalls.park(call.callId)).rejects.toMatchObject(codeOf('phone/not-offered'));
    expect(orders).toEqual([]);
  });
  it('ends when somebody picks up: the place is free once the call is answered', async () => {
    const { internalCalls, orders, countOf, show } = setUp();
    const { callId } = await internalCalls.pickUp('701', 3);
    expect(orders).toMatchObject([
      {
        do: 'pick-up',
        callId,
        sipTarget: 'sip:pick-up-701@pbx.example',
        accountId: parked.account_id,
        remoteName: parked.remote_name,
        caller: { phone_number: parked.phone_number, account_id: parked.account_id },
      },
    ]);
    show(aCall('ringing', { callId }));
    expect(countOf('pickUpCall')).toBe(0);
    show(aCall('active', { callId }));
    show(aCall('held', { callId }));
    expect(countOf('pickUpCall')).toBe(1);
    await expect(internalCalls.pickUp('702', 0)).rejects.toMatchObject(codeOf('request/not-found'));
  });
  it('goes on when the pick-up was not answered', async () => {
    const { internalCalls, countOf, show } = setUp();
    const { callId } = await internalCalls.pickUp('701', 0);
    show(aCall('ended', { callId, answeredAt: null }));
    expect(countOf('pickUpCall')).toBe(0);
  });
});

describe('a message', () => {
  it('is handed to the phone with its sound, fetched once', async () => {
    const call = aCall('active');
    const { internalCalls, orders, countOf } = setUp(call);
    const request = { callId: call.callId, messageId: createId(), isAfterBeep: true };
    await internalCalls.dropMessage(request);
    await internalCalls.dropMessage(request);
    expect(orders[0]).toEqual({ do: 'drop-message', ...request, decisionId: decision.id, wavBase64: 'UklGRg==' });
    expect(countOf('getPhoneMessageAudio')).toBe(1);
    expect(countOf('dropMessage')).toBe(2);
  });
  it('is left only when the server says so: refused or out of reach, nothing is played', async () => {
    const call = aCall('active');
    const { internalCalls, orders, world } = setUp(call);
    const request = { callId: call.callId, messageId: createId(), isAfterBeep: true };
    world.dropReply = refusal('compliance/blocked');
    await expect(internalCalls.dropMessage(request)).rejects.toMatchObject(codeOf('compliance/blocked'));
    world.dropReply = refusal('network/offline');
    await expect(internalCalls.dropMessage(request)).rejects.toThrow(/The message was not left/);
    expect(orders).toEqual([]);
  });
  it('is not left when the call ended while the server was asked', async () => {
    const call = aCall('active');
    const { internalCalls, orders, world, answers, show } = setUp(call);
    answers.dropMessage = () => {
      show();
      return world.dropReply;
    };
    const request = { callId: call.callId, messageId: createId(), isAfterBeep: true };
    await expect(internalCalls.dropMessage(request)).rejects.toMatchObject(codeOf('phone/no-such-call'));
    expect(orders).toEqual([]);
  });
  it('is left for consumers only', async () => {
    const call = aCall('active', { kind: 'colleague' });
    const { internalCalls } = setUp(call);
    const request = { callId: call.callId, messageId: createId(), isAfterBeep: true };
    await expect(internalCalls.dropMessage(request)).rejects.toMatchObject(codeOf('phone/not-possible-now'));
  });
});
