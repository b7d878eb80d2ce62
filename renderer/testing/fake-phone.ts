/** The phone of the fake bridge: a snapshot and the commands that change it as the real one would. */
import { createProblem } from '../../shared/contracts/core/problem.ts';
import { failed } from '../../shared/contracts/core/result.ts';
import {
  describeLimitedContentFault,
  findLimitedContentFaults,
} from '../../shared/domain/compliance/limited-content.ts';
import type { Supervision } from '../../shared/contracts/supervision/supervision.contract.ts';
import type { PhoneCall, PhoneCommand, PhoneSnapshot } from '../../shared/ipc/phone-snapshot.ts';
import type { EmergencyStatus, RecordingStatus } from '../../shared/ipc/local-schemas.ts';
import type { FakeBridge, Handlers, Scenario } from './fake-bridge.ts';
import { ago, fakeCall, fakeFloor, fakeId } from './fake-data.ts';
import { fakeDecision, fakeObligations } from './fake-decision.ts';
import {
  fakeCheckOut,
  fakeCheckOutRows,
  fakeDirectory,
  fakeHistory,
  fakeLocation,
  fakeMessages,
  fakeParkedCalls,
  fakeQuality,
  fakeTimes,
} from './fake-telephony.ts';

const firstSnapshot = (scenario: Scenario): PhoneSnapshot => ({
  sequence: 1,
  registration: {
    state: 'registered',
    since: ago(48),
    reason: null,
    serverUrl: 'ws://127.0.0.1:4610',
    retryAt: null,
    ...scenario.registration,
  },
  calls: scenario.calls ?? [],
  audio: {
    microphone: 'ready',
    inputDeviceId: null,
    outputDeviceId: null,
    ringerDeviceId: null,
    notice: null,
    test: null,
    devices: [
      { id: 'headset-in', label: 'Jabra Evolve2 65', groupId: 'jabra', kind: 'audioinput' },
      { id: 'built-in', label: 'Built-in microphone', groupId: 'built-in', kind: 'audioinput' },
      { id: 'headset-out', label: 'Jabra Evolve2 65', groupId: 'jabra', kind: 'audiooutput' },
    ],
    ...scenario.audio,
  },
  headset: { state: 'none', name: null, canAnswer: false, canMute: false, notice: null, ...scenario.headset },
  voicemail: scenario.voicemail ?? { newMessages: 0, oldMessages: 2 },
  isPractice: scenario.isPractice ?? true,
  services: {
    canPark: true,
    canConference: true,
    canSupervise: true,
    canRecord: true,
    hasVoicemail: true,
    hasQueues: true,
    ...scenario.services,
  },
});

const now = (): string => new Date().toISOString();
const held = (call: PhoneCall): PhoneCall =>
  call.state === 'active' ? { ...call, state: 'held', isHeld: true } : call;

/** The phone's part of the bridge's world. */
export function createFakePhone(scenario: Scenario, ownId: string, emit: FakeBridge['emit']) {
  let phone = firstSnapshot(scenario);
  let nextId = 50_100;
  let directory = fakeDirectory();
  let parked = scenario.parked ?? fakeParkedCalls();
  let messages = fakeMessages();
  let checkOut = fakeCheckOut(scenario.checkOut ?? 'passed');
  let emergency: EmergencyStatus = scenario.emergency ?? { state: 'confirmed', confirmed: fakeLocation, reason: null };
  const recordings = new Map<string, RecordingStatus>();

  const showCalls = (calls: PhoneCall[]): void => {
    phone = { ...phone, sequence: phone.sequence + 1, calls };
    emit('phone:changed', phone);
  };
  const change = (callId: string, to: Partial<PhoneCall>): void =>
    showCalls(phone.calls.map((call) => (call.callId === callId ? { ...call, ...to } : call)));
  /** Adds a call that is being placed; the others wait on hold. */
  const place = (call: Partial<PhoneCall>): { callId: string } => {
    const callId = fakeId((nextId += 1));
    const placed = { state: 'dialling', startedAt: now(), answeredAt: null, quality: null, accountId: null } as const;
    showCalls([...phone.calls.map(held), fakeCall({ ...placed, ...call, callId })]);
    return { callId };
  };
  const recordingOf = (callId: string): RecordingStatus =>
    recordings.get(callId) ?? { callId, state: scenario.recording ?? 'on', asOf: ago(4), reason: null };
  const supervision = (): Supervision => {
    const call = phone.calls.find(({ kind }) => kind === 'supervision');
    return {
      id: call?.callId ?? fakeId(75_000),
      agent_id: call?.supervision?.agentId ?? fakeId(100),
      agent_name: call?.supervision?.agentName ?? '',
      supervisor_id: ownId,
      supervisor_name: 'Renee Castellano',
      mode: call?.supervision?.mode ?? 'listen',
      started_at: now(),
    };
  };
  const obey = (command: PhoneCommand): void => {
    if (command.do === 'set-muted') change(command.callId, { isMuted: command.isMuted });
    if (command.do === 'set-held')
      change(command.callId, { isHeld: command.isHeld, state: command.isHeld ? 'held' : 'active' });
    if (command.do === 'answer')
      showCalls(
        phone.calls.map((call) =>
          call.callId === command.callId ? { ...call, state: 'active', answeredAt: now() } : held(call),
        ),
      );
    if (command.do === 'hang-up')
      change(command.callId, { state: 'ended', endedAt: now(), endReason: 'You hung up', endedBy: 'agent' });
    if (command.do === 'dismiss') showCalls(phone.calls.filter((call) => call.callId !== command.callId));
    if (command.do === 'switch-to')
      showCalls(
        phone.calls.map((call) =>
          call.callId === command.callId ? { ...call, state: 'active', isHeld: false } : held(call),
        ),
      );
    if (command.do === 'cancel-message-drop') change(command.callId, { messageDrop: null });
  };

  const handlers = {
    'phone:get-snapshot': () => phone,
    'phone:command': (command) => {
      obey(command);
      return null;
    },
    'phone:get-quality': (callId) => fakeQuality(callId),
    'calls:dial': ({ phoneNumber, remoteName, accountId, consultationFor }) => {
      const { verdict = 'allow' } = scenario;
      if (verdict !== 'allow' && verdict !== 'require')
        return failed(
          createProblem('compliance/blocked', { detail: { ...fakeDecision(verdict), id: fakeId(77_100) } }),
        );
      const { callId } = place({
        remoteNumber: phoneNumber,
        remoteName,
        accountId,
        consultationFor: consultationFor ?? null,
      });
      const permit = { permit_expires_at: ago(-1), script: fakeObligations, decision: fakeDecision('allow') };
      return { call_id: callId, ...permit, reserved: null };
    },
    'calls:dial-internal': ({ target, consultationFor }) => {
      const colleague = directory.colleagues.find((each) => target.kind === 'colleague' && each.id === target.userId);
      const queue = directory.queues.find((each) => target.kind === 'queue' && each.id === target.queueId);
      return place({
        kind: target.kind === 'colleague' ? 'colleague' : 'service',
        remoteNumber: colleague?.sip_user ?? queue?.sip_user ?? target.kind,
        remoteName: colleague?.full_name ?? queue?.label ?? 'Voicemail',
        consultationFor: consultationFor ?? null,
      });
    },
    'calls:dial-emergency': ({ number }) => place({ kind: 'emergency', remoteNumber: number, remoteName: null }),
    'calls:transfer': ({ callId, target }) => {
      const colleague = directory.colleagues.find((each) => target.kind === 'colleague' && each.id === target.userId);
      const targetName = colleague?.full_name ?? 'Customer support';
      change(callId, { transfer: { kind: 'blind', targetName, state: 'asked', sipStatus: null } });
      return null;
    },
    'calls:park': (callId) => {
      const [place1] = fakeParkedCalls();
      if (!place1) return failed(createProblem('telephony/no-parking-place'));
      showCalls(phone.calls.filter((call) => call.callId !== callId));
      return { ...place1, place: '702', call_id: callId };
    },
    'calls:list-parked': () => parked,
    'calls:pick-up': ({ place: from }) => {
      const call = parked.find((each) => each.place === from);
      parked = parked.filter((each) => each.place !== from);
      return place({
        remoteName: call?.remote_name ?? null,
        remoteNumber: call?.phone_number ?? '',
        accountId: call?.account_id ?? null,
      });
    },
    'calls:get-recording': (callId) => recordingOf(callId),
    'calls:set-recording': ({ callId, isPaused, reason }) => {
      const status: RecordingStatus = {
        callId,
        state: isPaused ? 'paused' : 'on',
        asOf: now(),
        reason: isPaused ? reason : null,
      };
      recordings.set(callId, status);
      return status;
    },
    'calls:drop-message': ({ callId, isAfterBeep }) => {
      if (scenario.messageRefusal)
        return failed(createProblem('compliance/blocked', { detail: fakeDecision(scenario.messageRefusal) }));
      change(callId, { messageDrop: isAfterBeep ? 'playing' : 'waiting-for-beep' });
      return null;
    },
    'calls:list-history': ({ search, limit, before }) =>
      fakeHistory()
        .filter(({ remoteName, remoteNumber }) =>
          `${remoteName ?? ''} ${remoteNumber}`.toLowerCase().includes(search.toLowerCase()),
        )
        .filter(({ startedAt }) => before === null || startedAt < before)
        .slice(0, limit),
    'calls:get-last-dialled': () =>
      fakeHistory().find(({ kind, direction }) => kind === 'consumer' && direction === 'outbound') ?? null,
    'telephony:get-directory': () => directory,
    'telephony:set-queue': ({ queueId, isSignedIn }) => {
      const queues = directory.queues.map((each) =>
        each.id === queueId ? { ...each, is_signed_in: isSignedIn } : each,
      );
      directory = { ...directory, queues };
      return null;
    },
    'telephony:list-messages': () => (scenario.hasNoMessages ? [] : messages),
    'telephony:get-message-audio': () => ({ wav_base64: 'UklGRg==' }),
    'telephony:save-message': ({ title, transcript }) => {
      const faults = findLimitedContentFaults(transcript, 'voicemail');
      if (faults.length > 0)
        return failed(
          createProblem('compliance/message-not-limited', {
            message: `This text is not a limited-content message: ${faults.map(describeLimitedContentFault).join('; ')}.`,
            detail: { faults },
          }),
        );
      const added = {
        id: fakeId(71_009),
        title,
        transcript,
        duration_ms: 6000,
        created_at: now(),
        created_by: 'Dana Whitlock',
      };
      messages = [...messages, added];
      return added;
    },
    'telephony:remove-message': (id) => {
      messages = messages.filter((message) => message.id !== id);
      return null;
    },
    'telephony:run-check-out': () => {
      checkOut = { runId: fakeId(73_001), startedAt: now(), findings: [], isDone: false, isSaved: false };
      return checkOut;
    },
    'telephony:get-check-out': () => checkOut,
    'telephony:list-check-outs': () => fakeCheckOutRows(),
    'supervision:start': ({ agentId, mode }) => {
      const agent = fakeFloor().agents.find(({ id }) => id === agentId);
      place({
        kind: 'supervision',
        state: 'active',
        answeredAt: now(),
        remoteName: agent?.full_name ?? null,
        supervision: { mode, agentId, agentName: agent?.full_name ?? '' },
      });
      return supervision();
    },
    'supervision:set-mode': (mode) => {
      showCalls(
        phone.calls.map((call) => (call.supervision ? { ...call, supervision: { ...call.supervision, mode } } : call)),
      );
      return supervision();
    },
    'supervision:stop': () => {
      showCalls(phone.calls.filter(({ kind }) => kind !== 'supervision'));
      return null;
    },
    'supervision:hang-up-call': () => null,
    'emergency:get-status': () => emergency,
    'emergency:confirm-location': (location) => {
      emergency = {
        state: 'confirmed',
        confirmed: { ...fakeLocation, location: { ...location, unit: location.unit ?? '' }, confirmedAt: now() },
        reason: null,
      };
      emit('emergency:changed', emergency);
      return emergency;
    },
    'live:set-state': () => null,
    'live:get-times': () => fakeTimes(ownId),
  } satisfies Handlers;
  return { handlers, showCalls, read: () => phone };
}
