import { describe, expect, it } from 'vitest';
import { audioOf } from './call-audio.ts';
import {
  type CallMachine,
  type Effect,
  type MachineEvent,
  startIncoming,
  startOutgoing,
  step,
} from './call-machine.ts';

/** Events that are no more than their name. */
type BareEvent = Exclude<
  MachineEvent,
  {
    type:
      | 'set-muted'
      | 'set-held'
      | 'send-dtmf'
      | 'rejected'
      | 'failed'
      | 'renegotiated'
      | 'held-by-remote'
      | 'set-replaced'
      | 'transfer'
      | 'transfer-accepted'
      | 'transfer-refused'
      | 'conference-over'
      | 'refuse'
      | 'handed-over';
  }
>;
type BareType = BareEvent['type'];

/** Feeds events and returns the call with everything it wanted done. */
function play(start: { call: CallMachine; effects: Effect[] }, ...events: (MachineEvent | BareType)[]) {
  let { call } = start;
  const effects = [...start.effects];
  for (const each of events) {
    const next = step(call, typeof each === 'string' ? { type: each } : each);
    call = next.call;
    effects.push(...next.effects);
  }
  return { call, effects, records: effects.flatMap((effect) => (effect.do === 'record' ? [effect.type] : [])) };
}
const hold: MachineEvent = { type: 'set-held', isHeld: true };
const resume: MachineEvent = { type: 'set-held', isHeld: false };
const talking = (...events: Parameters<typeof play>[1][]) =>
  play(startOutgoing(), 'invite-sent', 'ringing', 'answered', ...events);

describe('a call we place', () => {
  it('goes from the click to the talk and ends with the other side', () => {
    const { call, records } = talking('remote-hung-up');
    expect(records).toEqual(['ringing', 'answered', 'ended']);
    expect(call.outcome).toEqual({ sipStatus: 200, endedBy: 'remote', endReason: 'The other side hung up' });
  });

  it.each([
    [486, 'Busy'],
    [404, 'Not in service'],
    [410, 'Not in service'],
    [480, 'No answer'],
    [403, 'The phone system refused this call: its dial permit was not accepted'],
    [503, 'The phone system cannot take this call now'],
    [499, 'The call could not be completed (499)'],
  ])('says in plain words what %i means', (sipStatus, endReason) => {
    const { call } = play(startOutgoing(), 'invite-sent', 'ringing', { type: 'rejected', sipStatus });
    expect(call.outcome).toEqual({ sipStatus, endedBy: 'remote', endReason });
  });

  it('tells a telephone nobody answered from a phone system that did not answer', () => {
    const silent = play(startOutgoing(), 'invite-sent', { type: 'rejected', sipStatus: 408 });
    expect(silent.call.outcome?.endReason).toBe('The phone system did not answer');
  });

  it('keeps early media when a late 180 follows it, and plays no ringback over it', () => {
    const { call, records } = play(startOutgoing(), 'invite-sent', 'early-media', 'ringing');
    expect(call.state).toBe('early-media');
    expect(records).toEqual(['early-media']);
    expect(audioOf(call)).toEqual({ microphone: 'closed', isFarEndHeard: true, tone: null });
    expect(audioOf(play(startOutgoing(), 'invite-sent', 'ringing').call).tone).toBe('ringback');
  });

  it.each(['invite-sent', 'ringing', 'early-media', 'answered'] as const)('can be hung up after %s', (last) => {
    const { call, effects } = play(startOutgoing(), last, 'hang-up');
    expect(call.state).toBe('ending');
    expect(effects.slice(-2)).toEqual([{ do: 'hang-up' }, { do: 'await-end' }]);
    const over = step(call, { type: 'terminated' });
    expect(over.call.outcome?.endedBy).toBe('agent');
    expect(over.effects).toEqual([{ do: 'record', type: 'ended' }, { do: 'release' }]);
  });

  it('hangs up again when a 200 crosses the CANCEL (RFC 3261 section 9.1)', () => {
    const { call, effects } = play(startOutgoing(), 'invite-sent', 'hang-up', 'answered');
    expect(effects.filter((effect) => effect.do === 'hang-up')).toHaveLength(2);
    expect(step(call, { type: 'ending-timeout' }).call.outcome?.sipStatus).toBe(200);
  });

  it('ends by itself when nobody confirms the hang-up', () => {
    expect(play(startOutgoing(), 'invite-sent', 'hang-up', 'ending-timeout').call.state).toBe('ended');
  });

  it('ends when its connection is lost before the answer, for no answer can arrive any more', () => {
    const { call } = play(startOutgoing(), 'invite-sent', 'ringing', 'signalling-lost');
    expect(call.outcome).toMatchObject({ endedBy: 'system', sipStatus: null });
  });
});

describe('a call that comes in', () => {
  it('rings, is answered and ended by the agent', () => {
    const { call, records, effects } = play(startIncoming(), 'answer', 'answered', 'hang-up', 'terminated');
    expect(effects).toContainEqual({ do: 'accept' });
    expect(records).toEqual(['ringing', 'answered', 'ended']);
    expect(call.outcome).toEqual({ sipStatus: 200, endedBy: 'agent', endReason: 'You hung up' });
  });

  it('can be declined, and ends when the caller gives up', () => {
    expect(play(startIncoming(), 'hang-up', 'terminated').call.outcome?.endReason).toBe('You declined');
    expect(play(startIncoming(), 'remote-hung-up').call.outcome).toEqual({
      sipStatus: 487,
      endedBy: 'remote',
      endReason: 'The caller hung up before you answered',
    });
  });
});

describe('hold', () => {
  it('cuts the sound at once and returns it only when the far end agreed', () => {
    const held = talking(hold);
    expect(held.call.state).toBe('held');
    expect(audioOf(held.call)).toEqual({ microphone: 'detached', isFarEndHeard: false, tone: null });
    const agreed = talking(hold, { type: 'renegotiated', attempt: 1, sipStatus: 200 }, resume);
    expect(agreed.call.state).toBe('held');
    const back = step(agreed.call, { type: 'renegotiated', attempt: 2, sipStatus: 200 });
    expect(back.call.state).toBe('active');
    expect(back.effects).toEqual([{ do: 'record', type: 'resumed' }]);
  });

  it('stays held when the far end refuses the hold, or the resume', () => {
    const refusedHold = talking(hold, { type: 'renegotiated', attempt: 1, sipStatus: 488 });
    expect(refusedHold.call).toMatchObject({ state: 'held', wantsHold: true });
    const refusedResume = talking(hold, { type: 'renegotiated', attempt: 1, sipStatus: 200 }, resume, {
      type: 'renegotiated',
      attempt: 2,
      sipStatus: 500,
    });
    expect(refusedResume.call).toMatchObject({ state: 'held', wantsHold: true });
  });

  it('sends one re-INVITE at a time and catches up with a change of mind', () => {
    const { call, effects } = talking(hold, resume, hold, resume);
    expect(effects.filter((effect) => effect.do === 'renegotiate')).toHaveLength(1);
    const next = step(call, { type: 'renegotiated', attempt: 1, sipStatus: 200 });
    expect(next.effects).toEqual([{ do: 'renegotiate', attempt: 2, isHeld: false, restartIce: false }]);
  });

  it('keeps mute through hold', () => {
    const { call } = talking(
      { type: 'set-muted', isMuted: true },
      hold,
      { type: 'renegotiated', attempt: 1, sipStatus: 200 },
      resume,
      {
        type: 'renegotiated',
        attempt: 2,
        sipStatus: 200,
      },
    );
    expect(audioOf(call).microphone).toBe('closed');
  });
});

describe('signalling lost in a call (C1)', () => {
  it('goes on talking, says so, and renegotiates with an ICE restart on return', () => {
    const lost = talking('signalling-lost');
    expect(lost.call).toMatchObject({ state: 'active', isReconnecting: true });
    expect(audioOf(lost.call)).toMatchObject({ microphone: 'open', isFarEndHeard: true });
    const back = step(lost.call, { type: 'signalling-restored' });
    expect(back.call.isReconnecting).toBe(false);
    expect(back.effects).toEqual([{ do: 'renegotiate', attempt: 1, isHeld: false, restartIce: true }]);
  });

  it.each([481, 408])('ends the call when the phone system answers %i', (sipStatus) => {
    const { call } = talking('signalling-lost', 'signalling-restored', { type: 'renegotiated', attempt: 1, sipStatus });
    expect(call.outcome).toEqual({
      sipStatus: 200,
      endedBy: 'system',
      endReason: 'The phone system no longer has this call',
    });
  });

  it('does not listen to the re-INVITE that died with its connection', () => {
    const { call } = talking(hold, 'signalling-lost', { type: 'renegotiated', attempt: 1, sipStatus: 408 });
    expect(call.state).toBe('held');
  });

  it('lets the agent hang up meanwhile', () => {
    const { call, effects } = talking('signalling-lost', 'hang-up');
    expect(call.outcome?.endedBy).toBe('agent');
    expect(effects.slice(-3)).toEqual([{ do: 'hang-up' }, { do: 'record', type: 'ended' }, { do: 'release' }]);
  });

  it('restarts ICE once: a path that breaks while a restart is under way asks for no second one', () => {
    const { call, effects } = talking('path-broken', 'path-broken');
    expect(call.needsIceRestart).toBe(false);
    expect(effects.filter((effect) => effect.do === 'renegotiate')).toHaveLength(1);
  });

  it('restarts ICE when the media path broke', () => {
    expect(talking('path-broken').effects.at(-1)).toEqual({
      do: 'renegotiate',
      attempt: 1,
      isHeld: false,
      restartIce: true,
    });
  });
});
