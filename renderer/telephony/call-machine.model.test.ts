/** C9: 100,000 random events into the call machine; whatever comes in whatever order, the promises of its header hold. */
import { describe, expect, it } from 'vitest';
import { type CallState, callStates } from '../../shared/ipc/phone-snapshot.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { audioOf } from './call-audio.ts';
import {
  type CallMachine,
  type Effect,
  type MachineEvent,
  type TransferTarget,
  startIncoming,
  startOutgoing,
  step,
} from './call-machine.ts';

/** The drawing again, as a table written independently of the code. */
const allowed: Record<CallState, CallState[]> = {
  starting: ['dialling', 'ringing', 'early-media', 'active', 'ending', 'ended'],
  dialling: ['ringing', 'early-media', 'active', 'ending', 'ended'],
  ringing: ['early-media', 'active', 'ending', 'ended'],
  'early-media': ['active', 'ending', 'ended'],
  incoming: ['answering', 'ending', 'ended'],
  answering: ['active', 'ending', 'ended'],
  active: ['held', 'merged', 'ending', 'ended'],
  held: ['active', 'merged', 'ending', 'ended'],
  merged: ['ended'],
  ending: ['ended'],
  ended: [],
};

type Random = () => number;
const pick = <T>(random: Random, list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];

const lively = [
  () => ({ type: 'answer' }),
  (random) => ({ type: 'set-muted', isMuted: random() < 0.5 }),
  (random) => ({ type: 'set-held', isHeld: random() < 0.5 }),
  () => ({ type: 'send-dtmf', tones: '5' }),
  () => ({ type: 'invite-sent' }),
  () => ({ type: 'ringing' }),
  () => ({ type: 'early-media' }),
  () => ({ type: 'answered' }),
  (random, call) => ({
    type: 'renegotiated',
    attempt: Math.max(1, call.attempts - Math.floor(random() * 2)),
    sipStatus: pick(random, [200, 200, 200, 408, 481, 488, 491, 500]),
  }),
  () => ({ type: 'signalling-lost' }),
  () => ({ type: 'signalling-restored' }),
  () => ({ type: 'path-broken' }),
  (random) => ({ type: 'held-by-remote', isHeld: random() < 0.5 }),
  (random) => ({ type: 'set-replaced', isReplaced: random() < 0.3 }),
  (random) => ({
    type: 'transfer',
    kind: pick(random, ['blind', 'attended', 'conference', 'park']),
    targetName: 'Somebody',
    to: pick<TransferTarget | null>(random, [{ sipTarget: 'sip:1002@pbx' }, { consultationCallId: 'another' }, null]),
  }),
  (random, call) => ({
    type: 'transfer-refused',
    attempt: pick(random, [null, call.referral?.attempt ?? 1, 99]),
    sipStatus: pick(random, [null, 404, 486, 603]),
  }),
  () => ({ type: 'media-lost' }),
  () => ({ type: 'media-restored' }),
] as const satisfies ((random: Random, call: CallMachine) => MachineEvent)[];
const fatal = [
  () => ({ type: 'hang-up' }),
  (random) => ({ type: 'rejected', sipStatus: pick(random, [403, 404, 408, 480, 486, 487, 503, 603]) }),
  (random) => ({ type: 'conference-over', endedBy: pick(random, ['agent', 'remote', 'system']) }),
  () => ({ type: 'refuse', sipStatus: 486, endReason: 'Do not disturb was on' }),
  () => ({ type: 'handed-over', endReason: 'Somebody took over' }),
  (random, call) => ({ type: 'transfer-accepted', attempt: pick(random, [null, call.referral?.attempt ?? 1, 99]) }),
  () => ({ type: 'remote-hung-up' }),
  () => ({ type: 'terminated' }),
  () => ({ type: 'failed', reason: 'Something broke' }),
  () => ({ type: 'ending-timeout' }),
] as const satisfies ((random: Random, call: CallMachine) => MachineEvent)[];

/** What ends a call comes rarely, so that long lives are tried as well. */
const randomEvent = (call: CallMachine, random: Random): MachineEvent =>
  pick<(random: Random, call: CallMachine) => MachineEvent>(random, random() < 0.07 ? fatal : lively)(random, call);

function must(isTrue: boolean, promise: string, details?: unknown): void {
  if (!isTrue) throw new Error(`Broken: ${promise}: ${JSON.stringify(details)}`);
}

class Life {
  call: CallMachine;
  records: string[] = [];
  releases = 0;
  inFlight: number | null = null;
  lastRefer = 0;

  constructor(start: { call: CallMachine; effects: Effect[] }) {
    this.call = start.call;
    this.take(start.effects);
  }

  take(effects: Effect[]): void {
    for (const effect of effects) {
      must(this.releases === 0, 'nothing is done after release', effect);
      if (effect.do === 'record') this.records.push(effect.type);
      if (effect.do === 'release') this.releases += 1;
      if (effect.do === 'renegotiate') {
        must(this.inFlight === null, 'one re-INVITE at a time', effect);
        this.inFlight = effect.attempt;
      }
    }
  }

  feed(event: MachineEvent): void {
    const before = this.call;
    if (event.type === 'signalling-lost') this.inFlight = null;
    if (event.type === 'renegotiated' && event.attempt === this.inFlight) this.inFlight = null;
    const { call, effects } = step(before, event);
    this.call = call;
    this.take(effects);
    const details = { before, event, call, effects };
    const hangsUp = effects.some((effect) => effect.do === 'hang-up');
    const isOver = call.state === 'ended';

    const isDrawn = call.state === before.state || allowed[before.state].includes(call.state);
    must(isDrawn, 'only the transitions of the drawing', details);
    if (before.state === 'ended')
      must(call === before && effects.length === 0, 'nothing happens after the end', details);
    if (before.state === 'ending' && event.type === 'answered') must(hangsUp, 'a late answer is hung up', details);
    const hasLeg = !['merged', 'ending', 'ended'].includes(before.state);
    if (event.type === 'hang-up' && hasLeg) must(hangsUp, 'every state can be hung up', details);
    if (event.type === 'hang-up' && before.state === 'merged') must(isOver, 'a merged call can be left', details);
    this.checkTransfer(before, event, effects);

    const { microphone, isFarEndHeard } = audioOf(call);
    const mayBeHeard = call.state === 'active' && !call.isMuted && !call.isReplaced;
    must(microphone !== 'open' || mayBeHeard, 'the agent is heard only when talking and not muted', details);
    if (call.state === 'held') must(microphone === 'detached' && !isFarEndHeard, 'hold is silence both ways', details);
    if (call.state === 'active' || call.state === 'held') must(call.wasAnswered, 'no talk without an answer', details);

    const ends = this.records.filter((type) => type === 'ended').length;
    must(ends === (isOver ? 1 : 0), 'exactly one end is recorded', details);
    must(this.releases === ends, 'what ended is released', details);
    must((call.outcome !== null) === isOver, 'an end has its outcome', details);
    for (const type of ['answered', 'transferred', 'merged']) {
      must(this.records.filter((each) => each === type).length <= 1, `${type} once`, details);
    }
  }

  /** Nothing is let go before the far end said 200, and what it did not say leaves the call on hold. */
  checkTransfer(before: CallMachine, event: MachineEvent, effects: Effect[]): void {
    const { call } = this;
    const details = { before, event, call, effects };
    const wasAsked = before.transfer?.state === 'asked' && ['active', 'held'].includes(before.state);
    const mayLetGo = ['hang-up', 'transfer-accepted', 'handed-over'].includes(event.type);
    const letsGo = effects.some((effect) => effect.do === 'hang-up');
    if (wasAsked && letsGo) must(mayLetGo, 'a call is let go only when its far end is elsewhere', details);
    if (wasAsked && event.type === 'transfer-refused') must(call.state === 'held', 'refused is back on hold', details);
    if (wasAsked && call.transfer?.state === 'asked') must(call.state !== 'active', 'no talk on the way', details);
    for (const effect of effects) {
      if (effect.do !== 'refer') continue;
      must(effect.attempt > this.lastRefer, 'one REFER for one transfer', details);
      this.lastRefer = effect.attempt;
      must(call.state === 'held' && call.renegotiation === null, 'a REFER follows a settled hold', details);
      must(call.transfer?.state === 'asked' && !call.isReconnecting, 'a REFER has somebody to hear it', details);
    }
  }
}

describe('the call machine under random events', () => {
  it('keeps its promises over 100,000 events', { timeout: 120_000 }, () => {
    const random = seededRandom(testSeed('call machine'));
    const reached = new Set<CallState>();
    let lives = 0;
    let life: Life | null = null;
    for (let events = 0; events < 100_000; events += 1) {
      life ??= new Life(random() < 0.5 ? startOutgoing() : startIncoming());
      life.feed(randomEvent(life.call, random));
      reached.add(life.call.state);
      if (life.call.state !== 'ended' || random() < 0.5) continue;
      lives += 1;
      life = null;
    }
    expect([...reached].sort()).toEqual([...callStates].sort());
    expect(lives).toBeGreaterThan(1000);
  });

  it('lets every call be hung up from wherever it is', () => {
    const random = seededRandom(testSeed('hang-up anywhere'));
    let hungUp = 0;
    for (let round = 0; round < 2000; round += 1) {
      const life = new Life(random() < 0.5 ? startOutgoing() : startIncoming());
      for (let count = Math.floor(random() * 12); count > 0; count -= 1) life.feed(randomEvent(life.call, random));
      const wasOver = life.call.state === 'ended';
      const hasLeft = life.call.isFarEndGone;
      life.feed({ type: 'hang-up' });
      life.feed({ type: 'ending-timeout' });
      must(life.call.state === 'ended', 'hang-up ends', life.call);
      must(wasOver || life.call.outcome?.endedBy === (hasLeft ? 'remote' : 'agent'), 'who ended it', life.call);
      if (!wasOver) hungUp += 1;
    }
    expect(hungUp).toBeGreaterThan(500);
  });
});
