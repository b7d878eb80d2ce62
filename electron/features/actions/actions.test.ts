import { describe, expect, it } from 'vitest';
import {
  hotkeyActions,
  hotkeyActionsOfWindows,
  type Settings,
  settingsSchema,
} from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall, PhoneCommand, PhoneSnapshot } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { createSignal } from '../../os/signal.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { commandActions, commandOf } from './action-commands.ts';
import { createActionsService, isWindowAction } from './actions.service.ts';

const switchedTo = (...calls: PhoneCall[]) => {
  const command = commandOf('switch-call', showing(...calls));
  return command?.do === 'switch-to' ? command.callId : null;
};

describe('the command an action means', () => {
  it('is about the call that rings, or the one that is talked in', () => {
    const ringing = aCall('incoming');
    const active = aCall('active');
    const held = aCall('held');
    const both = showing(held, active, ringing);
    expect(commandOf('answer', both)).toEqual({ do: 'answer', callId: ringing.callId });
    expect(commandOf('hang-up', both)).toEqual({ do: 'hang-up', callId: active.callId });
    expect(commandOf('hang-up', showing(ringing))).toEqual({ do: 'hang-up', callId: ringing.callId });
    expect(commandOf('toggle-mute', both)).toEqual({ do: 'set-muted', callId: active.callId, isMuted: true });
    expect(commandOf('toggle-hold', showing(held))).toEqual({ do: 'set-held', callId: held.callId, isHeld: false });
  });
  it('goes round the calls that wait', () => {
    const [first, second, active] = [aCall('held'), aCall('held'), aCall('active')];
    expect(switchedTo(first, active, second)).toBe(second.callId);
    expect(switchedTo(first, second, active)).toBe(first.callId);
    expect(switchedTo(active)).toBeNull();
    expect(switchedTo(first, second), 'nobody talked to').toBe(first.callId);
  });
  it('completes the consultation that is up', () => {
    const about = aCall('held');
    const consultation = aCall('active', { consultationFor: about.callId });
    expect(commandOf('complete-transfer', showing(about, consultation))).toEqual({
      do: 'complete-transfer',
      callId: about.callId,
      consultationCallId: consultation.callId,
    });
    expect(commandOf('complete-transfer', showing(about, { ...consultation, state: 'ringing' }))).toBeNull();
    expect(commandOf('complete-transfer', showing(consultation)), 'the call it was about is over').toBeNull();
  });
  it('merges people, never a call for help, a service or a supervisor', () => {
    const [one, two] = [aCall('held'), aCall('active', { kind: 'colleague' })];
    const others = (['emergency', 'service', 'supervision'] as const).map((kind) => aCall('held', { kind }));
    expect(commandOf('merge', showing(one, ...others, two))).toEqual({
      do: 'merge',
      callIds: [one.callId, two.callId],
    });
    expect(commandOf('merge', showing(one, ...others))).toBeNull();
  });
  it('is none when there is no call', () => {
    expect(commandActions.filter((action) => commandOf(action, showing()) !== null)).toEqual([]);
  });
});

function setUp(...calls: PhoneCall[]) {
  const { schedule, runFor } = createManualSchedule(new FixedClock());
  const changed = createSignal<PhoneSnapshot>();
  let snapshot = showing(...calls);
  let settings: Settings = settingsSchema.parse({});
  const done: string[] = [];
  const recording = { state: 'on' as 'on' | 'paused', asOf: '', reason: null };
  const commands: PhoneCommand[] = [];
  const actions = createActionsService({
    phone: { snapshot: () => snapshot, command: (command) => void commands.push(command), changed },
    internalCalls: {
      park: (callId) => {
        done.push(`park ${callId}`);
        return Promise.reject(new Error('the reply is not looked at here'));
      },
    },
    recording: {
      get: (callId) => Promise.resolve({ callId, ...recording }),
      set: ({ callId, isPaused, reason }) => {
        done.push(`${isPaused ? 'pause' : 'resume'} ${reason}`);
        return Promise.resolve({ callId, ...recording });
      },
    },
    settings: {
      get: () => settings,
      set: (changes) => {
        settings = { ...settings, ...changes };
        return settings;
      },
    },
    schedule,
  });
  const show = (...next: PhoneCall[]): void => {
    snapshot = showing(...next);
    changed.emit(snapshot);
  };
  return { actions, commands, done, recording, show, runFor, settings: () => settings };
}

describe('an action', () => {
  it('is of windows or of main, and none is of nobody', () => {
    const ofMain = [...commandActions, 'park', 'toggle-recording', 'toggle-do-not-disturb'];
    expect([...ofMain, ...hotkeyActionsOfWindows].sort()).toEqual([...hotkeyActions].sort());
    expect(hotkeyActions.filter(isWindowAction)).toEqual(hotkeyActions.filter((each) => !ofMain.includes(each)));
  });
  it('is done when the snapshot shows it, and told as not done when it does not', async () => {
    const call = aCall('active');
    const { actions, show, runFor } = setUp(call);
    const muting = actions.perform('toggle-mute');
    show({ ...call, isMuted: true });
    await muting;
    const refused = actions.perform('hang-up').catch((error: unknown) => error);
    await runFor(4000);
    expect(await refused).toMatchObject({ problem: { code: 'phone/unavailable' } });
  });
  it('without anything to do says what is missing', async () => {
    const { actions } = setUp();
    await expect(actions.perform('answer')).rejects.toThrow(/No call rings/);
    await expect(actions.perform('merge')).rejects.toThrow(/no two calls/);
    await expect(actions.perform('park')).rejects.toThrow(/There is no call/);
    await expect(actions.perform('toggle-recording')).rejects.toThrow(/no call that is recorded/);
  });
  it('parks, pauses and resumes the recording, and switches do-not-disturb', async () => {
    const call = aCall('active');
    const { actions, done, recording, settings } = setUp(call);
    await expect(actions.perform('park')).rejects.toThrow(/not looked at/);
    await actions.perform('toggle-recording');
    recording.state = 'paused';
    await actions.perform('toggle-recording');
    expect(done).toEqual([`park ${call.callId}`, 'pause agent', 'resume agent']);
    await actions.perform('toggle-do-not-disturb');
    expect(settings().doNotDisturb).toBe(true);
  });
});
