/** C9: 100,000 random events into the call machine; whatever comes in whatever order, the promises of its header hold. */
import { describe, expect, it } from 'vitest';
import { type CallState, callStates } from '../../shared/ipc/phone-snapshot.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import {
  audioOf,
  type CallMachine,
  type Effect,
  type MachineEvent,
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
  active: ['held', 'ending', 'ended'],
  held: ['active', 'ending', 'ended'],
  ending: ['ended'],
  ended: [],
};

const eventTypes: MachineEvent['type'][] = [
  'answer',
  'hang-up',
  'set-muted',
  'set-held',
  'send-dtmf',
  'invite-sent',
  'ringing',
  'early-media',
  'answered',
  'rejected',
  'remote-hung-up',
  'terminated',
  'failed',
  'renegotiated',
  'signalling-lost',
  'signalling-restored',
  'path-broken',
  'media-lost',
  'media-restored',
  'ending-timeout',
];
/** What ends a call comes rarely, so that long lives are tried as well. */
const fatal = new Set<MachineEvent['type']>([
  'hang-up',
  'rejected',
  'remote-hung-up',
  'terminated',
  'failed',
  'ending-timeout',
]);

function randomEvent(call: CallMachine, random: () => number): MachineEvent {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let type = pick(eventTypes);
  if (fatal.has(type) && random() < 0.8)
    type = pick(['answered', 'set-held', 'renegotiated', 'signalling-lost', 'signalling-restored']);
  switch (type) {
    case 'set-muted':
      return { type, isMuted: random() < 0.5 };
    case 'set-held':
      return { type, isHeld: random() < 0.5 };
    case 'send-dtmf':
      return { type, tones: '5' };
    case 'rejected':
      return { type, sipStatus: pick([403, 404, 408, 480, 486, 487, 503, 603]) };
    case 'failed':
      return { type, reason: 'Something broke' };
    case 'renegotiated':
      return {
        type,
        attempt: Math.max(1, call.attempts - Math.floor(random() * 2)),
        sipStatus: pick([200, 200, 200, 408, 481, 488, 491, 500]),
      };
    default:
      return { type } as MachineEvent;
  }
}

class Life {
  call: CallMachine;
  records: string[] = [];
  releases = 0;
  inFlight: number | null = null;

  constructor(start: { call: CallMachine; effects: Effect[] }) {
    this.call = start.call;
    this.take(start.effects);
  }

  take(effects: Effect[]): void {
    for (const effect of effects) {
      expect(this.releases, 'nothing is done after release').toBe(0);
      if (effect.do === 'record') this.records.push(effect.type);
      if (effect.do === 'release') this.releases += 1;
      if (effect.do === 'renegotiate') {
        expect(this.inFlight, 'one re-INVITE at a time').toBeNull();
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

    expect(callStates).toContain(call.state);
    if (call.state !== before.state)
      expect(allowed[before.state], `${before.state} on ${event.type}`).toContain(call.state);
    if (before.state === 'ended') expect({ call, effects }).toEqual({ call: before, effects: [] });
    if (before.state === 'ending' && event.type === 'answered') expect(effects).toContainEqual({ do: 'hang-up' });
    if (event.type === 'hang-up' && !['ending', 'ended'].includes(before.state))
      expect(effects).toContainEqual({ do: 'hang-up' });

    const audio = audioOf(call);
    if (audio.microphone === 'open') expect(call).toMatchObject({ state: 'active', isMuted: false });
    if (call.state === 'held') expect(audio).toEqual({ microphone: 'detached', isFarEndHeard: false, tone: null });
    if (call.state === 'active' || call.state === 'held') expect(call.wasAnswered).toBe(true);

    const ends = this.records.filter((type) => type === 'ended').length;
    expect(ends).toBe(call.state === 'ended' ? 1 : 0);
    expect(this.releases).toBe(ends);
    expect(call.outcome === null).toBe(call.state !== 'ended');
    expect(this.records.filter((type) => type === 'answered').length).toBeLessThanOrEqual(1);
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
    for (let round = 0; round < 2000; round += 1) {
      const life = new Life(random() < 0.5 ? startOutgoing() : startIncoming());
      for (let count = Math.floor(random() * 12); count > 0; count -= 1) life.feed(randomEvent(life.call, random));
      const wasOver = life.call.state === 'ended';
      life.feed({ type: 'hang-up' });
      life.feed({ type: 'ending-timeout' });
      expect(life.call.state).toBe('ended');
      if (!wasOver) expect(life.call.outcome?.endedBy).toBe('agent');
    }
  });
});
