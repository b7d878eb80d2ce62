import { describe, expect, it } from 'vitest';
import { callEventSchema, type CallEvent } from '../../shared/contracts/calls/calls.contract.ts';
import { phoneCallSchema } from '../../shared/ipc/phone-snapshot.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import type { EngineCall } from './call-engine.ts';
import type { CallAudio } from './call-audio.ts';
import { startOutgoing } from './call-machine.ts';
import { LiveCall } from './live-call.ts';
import { QualityMeter } from './media/call-quality.ts';

/** A call in its own small world: an engine that notes what it is asked, media that count what they are told. */
function setUp() {
  const clock = new FixedClock();
  const asked: string[] = [];
  const wishes: CallAudio[] = [];
  const records: CallEvent[] = [];
  const quality = new QualityMeter();
  const points: number[] = [];
  let packetsReceived = 0;
  let isFlowing = true;
  const engineCall: EngineCall = {
    begin: () => asked.push('begin'),
    hangUp: () => asked.push('hang-up'),
    renegotiate: ({ isHeld, restartIce }) => asked.push(`re-INVITE hold=${isHeld} restart=${restartIce}`),
    sendDtmf: (tones) => Promise.resolve(asked.push(`dtmf ${tones}`) > 0),
    peerConnection: () => null,
    refer: () => asked.push('refer'),
    sipCallId: 'call-id-of-this-leg',
  };
  const call = new LiveCall(
    {
      callId: '01989f00-0000-7000-8000-000000000001',
      kind: 'consumer',
      remoteNumber: '+12125550100',
      remoteName: null,
      accountId: null,
      consultationFor: null,
    },
    startOutgoing(),
    {
      clock,
      record: (event) => records.push(callEventSchema.parse(event)),
      changed: () => {},
      measured: (point) => points.push(point.mos),
      dtmfMethod: () => 'rtp',
      engineCallOf: () => null,
      media: {
        quality,
        apply: (wish) => Promise.resolve(void wishes.push(wish)),
        sample: () => {
          if (isFlowing) packetsReceived += 50;
          const sample = { packetsReceived, lastPacketAgoMs: 0, packetsLost: 0, jitterMs: 2, rttMs: 20 };
          quality.add(sample);
          return Promise.resolve({ ...sample, connectionState: 'connected' as const });
        },
        levels: () => ({ inputDb: -100, outputDb: -100 }),
        wasHeard: false,
        release: () => asked.push('release'),
        setSubstitute: () => Promise.resolve(),
        heardTrack: null,
      },
    },
  );
  call.attach(engineCall);
  const seconds = async (count: number): Promise<void> => {
    for (let second = 0; second < count; second += 1) {
      clock.advanceMs(1000);
      await call.tick();
    }
  };
  return {
    call,
    asked,
    wishes,
    records,
    points,
    seconds,
    types: () => records.map(({ type }) => type),
    stopFlow: () => {
      isFlowing = false;
    },
    startFlow: () => {
      isFlowing = true;
    },
  };
}

describe('a live call', () => {
  it('asks for the sound of each state before anything else', () => {
    const { call, wishes } = setUp();
    call.dispatch({ type: 'invite-sent' });
    call.dispatch({ type: 'answered' });
    call.dispatch({ type: 'set-muted', isMuted: true });
    expect(wishes.map(({ microphone }) => microphone)).toEqual(['closed', 'open', 'closed']);
  });

  it('records quality every ten seconds of talk', async () => {
    const { call, records, seconds } = setUp();
    call.dispatch({ type: 'answered' });
    await seconds(21);
    const qualities = records.filter(({ type }) => type === 'quality');
    expect(qualities).toHaveLength(2);
    expect(qualities[0]?.quality).toMatchObject({ rtt_ms: 20, jitter_ms: 2, loss_percent: 0 });
  });

  it('tells nothing for three seconds as lost audio, and its return', async () => {
    const { call, types, seconds, stopFlow, startFlow } = setUp();
    call.dispatch({ type: 'answered' });
    await seconds(2);
    stopFlow();
    await seconds(1);
    expect(types()).toEqual(['answered']);
    await seconds(1);
    expect(types()).toEqual(['answered', 'media-lost']);
    startFlow();
    await seconds(1);
    expect(types()).toEqual(['answered', 'media-lost', 'incident', 'media-restored']);
  });

  it('asks for repair, tells the person, and keeps what happened with its cause for the record', async () => {
    const { call, records, asked, points, seconds, stopFlow, startFlow } = setUp();
    call.dispatch({ type: 'answered' });
    await seconds(4);
    stopFlow();
    call.noteCause('Wi-Fi changed');
    await seconds(3);
    expect(call.toSnapshot().trouble).toBe('You do not hear the other side: Wi-Fi changed');
    expect(asked).toEqual(['re-INVITE hold=false restart=true']);
    startFlow();
    await seconds(2);
    expect(call.toSnapshot()).toMatchObject({ trouble: null, incidents: [{ kind: 'no-audio-received' }] });
    call.dispatch({ type: 'remote-hung-up' });
    expect(records.find(({ type }) => type === 'incident')?.incident).toEqual({
      kind: 'no-audio-received',
      duration_ms: 4000,
      sentence: 'Audio was lost for 4.0 s: Wi-Fi changed',
    });
    expect(records.at(-2)).toMatchObject({ type: 'quality-summary', summary: { seconds: 9, audio_lost_ms: 4000 } });
    expect(points.length).toBeGreaterThan(5);
  });

  it('that loses its signalling says so and that talking goes on', async () => {
    const { call, records, seconds } = setUp();
    call.dispatch({ type: 'answered' });
    await seconds(2);
    call.dispatch({ type: 'signalling-lost' });
    expect(call.toSnapshot().trouble).toContain('you can go on talking');
    await seconds(3);
    call.dispatch({ type: 'signalling-restored' });
    expect(records.at(-1)?.incident).toMatchObject({ kind: 'signalling-lost', duration_ms: 3000 });
    expect(call.toSnapshot().trouble).toBeNull();
  });

  it('expects nothing from the far end on hold', async () => {
    const { call, types, seconds, stopFlow } = setUp();
    call.dispatch({ type: 'answered' });
    await seconds(2);
    call.dispatch({ type: 'set-held', isHeld: true });
    stopFlow();
    await seconds(10);
    expect(types()).toEqual(['answered', 'held']);
  });

  it('lets go of everything once, at the end', () => {
    const { call, asked, records } = setUp();
    call.dispatch({ type: 'answered' });
    call.dispatch({ type: 'remote-hung-up' });
    call.dispatch({ type: 'terminated' });
    call.dispatch({ type: 'hang-up' });
    expect(asked).toEqual(['hang-up', 'release']);
    expect(records.at(-1)).toMatchObject({ type: 'ended', sip_status: 200, ended_by: 'remote' });
    expect(phoneCallSchema.parse(call.toSnapshot())).toMatchObject({ state: 'ended', endedBy: 'remote' });
  });
});
