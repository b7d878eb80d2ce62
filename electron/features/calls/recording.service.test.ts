import { describe, expect, it } from 'vitest';
import { ok, type Result } from '../../../shared/contracts/core/result.ts';
import type { RecordingStatus } from '../../../shared/ipc/local-schemas.ts';
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import { fakeApi, refusal } from '../../testing/fake-api.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { aCall, showing } from '../../testing/phone-samples.ts';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createRecordingService } from './recording.service.ts';

const as_of = '2026-11-23T15:00:00.000Z';
type Reply = Result<{ state: 'off' | 'on' | 'paused' | 'unknown'; as_of: string }>;

/** A PBX that records one call; `lose` loses replies, `refuse` requests. */
function setUp(kind: PhoneCall['kind'] = 'consumer') {
  const clock = new FixedClock();
  const { schedule, runFor } = createManualSchedule(clock);
  const call = aCall('active', { kind });
  const pbx = { state: 'on' as 'on' | 'off' | 'paused', loses: false, refuses: false, isAway: false, isOver: false };
  const state = (): Reply => (pbx.isAway ? refusal('network/offline') : ok({ state: pbx.state, as_of }));
  const { api, countOf, asked } = fakeApi({
    setRecording: ({ body }) => {
      if (pbx.isAway) return refusal('network/offline');
      if (pbx.refuses) return refusal('telephony/pbx-silent');
      if (pbx.state !== 'off') pbx.state = body.is_paused ? 'paused' : 'on';
      return pbx.loses ? refusal('network/offline') : state();
    },
    getRecordingState: state,
  });
  const shown: RecordingStatus[] = [];
  const recording = createRecordingService({
    api,
    phone: { snapshot: () => (pbx.isOver ? showing() : showing(call)), pbx: () => null },
    schedule,
    clock,
    random: () => 0.5,
    logger: silentLogger,
  });
  recording.changed.on((status) => shown.push(status));
  const set = (isPaused: boolean, reason: 'payment' | 'consumer-objects' | 'agent') =>
    recording.set({ callId: call.callId, isPaused, reason }, 'agent');
  const states = () => shown.map((status) => status.state);
  return { pbx, recording, set, call, states, countOf, runFor, asked };
}

describe('recording of a call', () => {
  it('is what the PBX says, and is shown as changing while it is asked', async () => {
    const { recording, set, call, states } = setUp();
    expect(recording.known(call.callId)).toBeNull();
    expect(await recording.get(call.callId)).toMatchObject({ state: 'on', reason: null });
    expect(await set(true, 'agent')).toMatchObject({ state: 'paused', reason: 'agent' });
    expect(await set(false, 'agent')).toMatchObject({ state: 'on', reason: null });
    expect(states()).toEqual(['on', 'changing', 'paused', 'changing', 'on']);
  });
  it('a pause the PBX does not confirm is refused, and the truth is shown', async () => {
    const { pbx, recording, set, call } = setUp();
    pbx.refuses = true;
    await expect(set(true, 'payment')).rejects.toMatchObject({ problem: { code: 'telephony/pbx-silent' } });
    expect(recording.known(call.callId)).toMatchObject({ state: 'on', reason: null });
  });
  it('a confirmation that was lost on its way is asked for, not taken as a refusal', async () => {
    const { pbx, set } = setUp();
    pbx.loses = true;
    expect(await set(true, 'payment')).toMatchObject({ state: 'paused', reason: 'payment' });
  });
  it('where nothing is recorded there is nothing to pause', async () => {
    const { pbx, set } = setUp();
    pbx.state = 'off';
    expect(await set(true, 'payment')).toMatchObject({ state: 'off' });
  });
  it('is unknown when nobody can say, and a pause that may have taken place is taken back', async () => {
    const { pbx, recording, set, call, runFor } = setUp();
    pbx.isAway = true;
    await expect(set(true, 'agent')).rejects.toMatchObject({ problem: { code: 'network/offline' } });
    expect(recording.known(call.callId)).toMatchObject({ state: 'unknown' });
    pbx.isAway = false;
    // What the lost request did.
    pbx.state = 'paused';
    await runFor(10_000);
    expect(pbx.state).toBe('on');
    expect(recording.known(call.callId)).toMatchObject({ state: 'on' });
  });
  it('is of consumer calls that go on', async () => {
    await expect(setUp('colleague').set(true, 'agent')).rejects.toMatchObject({
      problem: { code: 'phone/no-such-call' },
    });
    const { pbx, set } = setUp();
    pbx.isOver = true;
    await expect(set(true, 'agent')).rejects.toMatchObject({ problem: { code: 'phone/no-such-call' } });
  });
  it('changes one after the other, however fast they are asked', async () => {
    const { pbx, set, asked } = setUp();
    await Promise.all([set(true, 'payment'), set(false, 'payment'), set(true, 'payment'), set(false, 'payment')]);
    expect(pbx.state).toBe('on');
    expect(asked.map(({ request }) => request.body)).toMatchObject(
      [true, false, true, false].map((is_paused) => ({ is_paused })),
    );
  });
});

describe('a pause for a payment (rulebook P-1)', () => {
  it('ends 120 s after the last word of its panel', async () => {
    const { pbx, set, runFor, countOf } = setUp();
    await set(true, 'payment');
    await runFor(110_000);
    expect(await set(true, 'payment')).toMatchObject({ state: 'paused' });
    expect(countOf('setRecording'), 'it is asked whether it is paused, not paused again').toBe(1);
    await runFor(119_000);
    expect(pbx.state).toBe('paused');
    await runFor(2_000);
    expect(pbx.state).toBe('on');
  });
  it('is made good when the PBX lost it meanwhile', async () => {
    const { pbx, set } = setUp();
    await set(true, 'payment');
    pbx.state = 'on';
    expect(await set(true, 'payment')).toMatchObject({ state: 'paused' });
    expect(pbx.state).toBe('paused');
  });
  it('ends with its window, and with no other', async () => {
    const { pbx, set, recording, runFor } = setUp();
    await set(true, 'payment');
    recording.windowGone('supervisor');
    await runFor(1000);
    expect(pbx.state).toBe('paused');
    recording.windowGone('agent');
    await runFor(1000);
    expect(pbx.state).toBe('on');
  });
  it('is ended again and again until the PBX confirms', async () => {
    const { pbx, set, recording, runFor } = setUp();
    await set(true, 'payment');
    pbx.isAway = true;
    recording.windowGone('agent');
    await runFor(300_000);
    pbx.isAway = false;
    expect(pbx.state).toBe('paused');
    await runFor(120_000);
    expect(pbx.state).toBe('on');
  });
  it('is not ended after the call', async () => {
    const { pbx, set, recording, runFor, countOf } = setUp();
    await set(true, 'payment');
    pbx.isOver = true;
    recording.follow(showing());
    await runFor(300_000);
    expect(countOf('setRecording')).toBe(1);
  });
  it('does not end what the consumer objected to, and no other way round', async () => {
    const { pbx, set } = setUp();
    await set(true, 'consumer-objects');
    expect(await set(true, 'payment')).toMatchObject({ state: 'paused', reason: 'payment' });
    expect(await set(false, 'payment')).toMatchObject({ state: 'paused', reason: 'consumer-objects' });
    expect(pbx.state).toBe('paused');
    expect(await set(false, 'consumer-objects')).toMatchObject({ state: 'on' });
  });
  it('is not ended by the agent while the panel is open', async () => {
    const { pbx, set } = setUp();
    await set(true, 'payment');
    await expect(set(false, 'agent')).rejects.toMatchObject({ problem: { code: 'phone/not-possible-now' } });
    expect(pbx.state).toBe('paused');
  });
});
