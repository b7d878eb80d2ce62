import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ConferenceRooms } from './conference-room.ts';
import { silentFrame } from './mixing.ts';
import { pacedLegs } from './pacing-clock.ts';
import { Bridge, type Participant, type Place } from './participant.ts';
import type { Sound } from './pcmu.ts';
import { ScriptedParty } from './scripted-party.ts';

const identity = { user: '+12125550100', displayName: '' };
const patienceMs = 50;
const everybody: Participant[] = [];

/** What a phone is to others. */
class Phone implements Participant {
  readonly identity = { user: 'alice', displayName: '' };
  says: ((frame: Sound) => void) | undefined;
  place: Place | undefined;
  readonly heard: Sound[] = [];
  #over = new AbortController();
  get over(): AbortSignal {
    return this.#over.signal;
  }
  hear(frame: Sound): void {
    this.heard.push(frame);
  }
  end(): void {
    this.#over.abort();
  }
}
const join = <Who extends Participant>(who: Who): Who => {
  everybody.push(who);
  return who;
};
const person = (patience = 60_000): ScriptedParty => join(new ScriptedParty(identity, patience));
const phone = (): Phone => join(new Phone());

afterEach(() => {
  for (const who of everybody.splice(0)) who.end();
  assert.equal(pacedLegs(), 0);
});

describe('a scripted person', () => {
  it('loses patience where no phone is, alone or with another of their kind', async () => {
    const [alone, one, other] = [person(patienceMs), person(patienceMs), person()];
    Bridge.between(one, other);
    await expect.poll(() => [alone.over.aborted, one.over.aborted, other.over.aborted]).toEqual([true, true, true]);
  });

  it('stays with a phone', async () => {
    const patient = person(patienceMs);
    Bridge.between(patient, phone());
    await sleep(patienceMs * 5);
    expect(patient.over.aborted).toBe(false);
  });

  it('keeps no more of a message than two minutes', () => {
    const machine = person();
    machine.takeMessage();
    for (let count = 0; count < 7000; count += 1) machine.hear(silentFrame);
    expect(machine.message).toHaveLength(120 * 8000);
  });
});

describe('a place', () => {
  it('has each participant once: who goes elsewhere is neither heard here nor ended with those who stay', () => {
    const [alice, bob, carol] = [phone(), phone(), phone()];
    Bridge.between(alice, bob);
    Bridge.between(bob, carol);
    alice.says?.(silentFrame);
    carol.says?.(silentFrame);
    expect([bob.heard.length, alice.says]).toEqual([1, expect.any(Function)]);
    alice.end();
    expect([bob.over.aborted, carol.over.aborted]).toEqual([false, false]);
    carol.end();
    expect(bob.over.aborted).toBe(true);
  });

  it('takes nobody who is gone; whom they should have met is let go', () => {
    const [alice, bob] = [phone(), phone()];
    bob.end();
    Bridge.between(alice, bob);
    expect(alice.over.aborted).toBe(true);
  });
});

describe('conference rooms', () => {
  it('are no more than fifty, and no more than twenty are in one', () => {
    const rooms = new ConferenceRooms();
    const inside = Array.from({ length: 20 }, () => rooms.enter('full', phone()));
    expect(inside).not.toContain(false);
    expect(rooms.enter('full', phone())).toBe(false);
    const others = Array.from({ length: 60 }, (_, at) => rooms.enter(`room${at}`, phone()));
    expect(others.filter(Boolean)).toHaveLength(49);
    const gone = phone();
    gone.end();
    expect(rooms.enter('empty', gone)).toBe(false);
    expect(rooms.size).toBe(50);
  });
});
