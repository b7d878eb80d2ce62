/** Promise: no second is lost, none is counted twice, and an outage is never a break; over random days. */
import { describe, expect, it } from 'vitest';
import { seededRandom, testSeed } from '../../testing/seed.ts';
import { breakReasons, type TimeCategory } from './agent-states.ts';
import { type ConnectionChange, longestOutageMs, type SaidState, secondsByCategory, spansOfDay } from './agent-time.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const grid = (ms: number) => Math.floor(ms / 500) * 500;
const bySince = (a: { sinceMs: number }, b: { sinceMs: number }) => a.sinceMs - b.sinceMs;
const at = (hours: number) => hours * hourMs;

type RandomDay = { said: SaidState[]; connections: ConnectionChange[]; fromMs: number; toMs: number };

/** A day with what led up to it and what came after it, on a grid of 500 ms, so that moments coincide. */
function randomDay(random: () => number): RandomDay {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  /** From half a day before to half a day after. */
  const moment = () => (random() * 2 - 0.5) * dayMs;
  const said = Array.from({ length: Math.floor(random() * 12) }, (): SaidState => {
    const state = pick(['available', 'on-call', 'wrap-up', 'break'] as const);
    const reason = state === 'break' && random() < 0.8 ? pick(breakReasons) : null;
    return { sinceMs: grid(moment()), state, reason, isOutage: random() < 0.3 };
  });
  const connections = Array.from({ length: Math.floor(random() * 12) }, () => ({
    sinceMs: grid(moment()),
    isOnline: random() < 0.5,
  }));
  const toMs = random() < 0.5 ? dayMs : grid(random() * dayMs) + Math.floor(random() * 1000);
  return { said: said.toSorted(bySince), connections: connections.toSorted(bySince), fromMs: 0, toMs };
}

/** What one moment is charged to, found by looking through everything; undefined: before the first sign of the agent. */
function chargedTo({ said, connections, fromMs }: RandomDay, atMs: number): TimeCategory | undefined {
  const upTo = <T extends { sinceMs: number }>(all: T[]) => all.filter(({ sinceMs }) => sinceMs <= atMs);
  const isOnline = upTo(connections).at(-1)?.isOnline === true;
  const wasOnline = connections.some(
    ({ sinceMs, isOnline: on }, index) =>
      on && sinceMs <= atMs && (connections[index + 1]?.sinceMs ?? Infinity) > Math.max(sinceMs, fromMs),
  );
  if (!wasOnline && !upTo(said).some(({ sinceMs }) => sinceMs >= fromMs)) return undefined;
  const last = upTo(said).at(-1);
  if (last?.isOutage) {
    const next = said.find(({ sinceMs }) => sinceMs > atMs);
    if (isOnline || (next && next.sinceMs - last.sinceMs <= longestOutageMs)) return 'outage';
  }
  if (!isOnline) return 'offline';
  return last === undefined ? 'available' : last.state === 'break' ? (last.reason ?? 'short-break') : last.state;
}

const sum = (seconds: Record<string, number>): number => Object.values(seconds).reduce((a, b) => a + b, 0);

const said = (hours: number, state: SaidState['state'], over: Partial<SaidState> = {}): SaidState => ({
  sinceMs: at(hours),
  state,
  reason: null,
  isOutage: false,
  ...over,
});
const online = (hours: number) => ({ sinceMs: at(hours), isOnline: true });
const offline = (hours: number) => ({ sinceMs: at(hours), isOnline: false });
const hours = (states: SaidState[], connections: ConnectionChange[], until = 24) =>
  Object.fromEntries(
    Object.entries(secondsByCategory(spansOfDay(states, connections, { fromMs: 0, toMs: at(until) })))
      .filter(([, seconds]) => seconds > 0)
      .map(([category, seconds]) => [category, seconds / 3600]),
  );

describe('an agent’s time', () => {
  it('adds up to what has passed, without gap or overlap, and charges each moment as looking it up does', () => {
    const random = seededRandom(testSeed('agent time'));
    for (let run = 0; run < 1500; run += 1) {
      const day = randomDay(random);
      const spans = spansOfDay(day.said, day.connections, day);
      const [first] = spans;
      for (const [index, span] of spans.entries()) {
        expect(span.toMs).toBeGreaterThan(span.fromMs);
        expect(span.toMs).toBe(spans[index + 1]?.fromMs ?? day.toMs);
        expect(span.category).not.toBe(spans[index + 1]?.category);
      }
      const expected = first ? Math.floor(day.toMs / 1000) - Math.floor(first.fromMs / 1000) : 0;
      expect(sum(secondsByCategory(spans))).toBe(expected);
      const looks = Array.from({ length: 25 }, () => Math.floor(random() * day.toMs));
      const found = looks.map((atMs) => spans.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.category);
      expect(found).toEqual(looks.map((atMs) => chargedTo(day, atMs)));
    }
  });

  it('begins with the first sign of the agent and goes on to now', () => {
    expect(hours([], [], 12)).toEqual({});
    expect(hours([said(-3, 'break', { reason: 'lunch' })], [online(9), offline(10)], 12)).toEqual({
      lunch: 1,
      offline: 2,
    });
    expect(hours([said(9, 'on-call')], [online(9.5)], 10)).toEqual({ offline: 0.5, 'on-call': 0.5 });
  });

  it('a connection over midnight begins the day at midnight', () => {
    expect(hours([], [online(-2)], 1)).toEqual({ available: 1 });
  });

  it('an outage in a break is nobody’s break', () => {
    const states = [
      said(9, 'break', { reason: 'lunch' }),
      said(9.25, 'break', { reason: 'lunch', isOutage: true }),
      said(9.5, 'available'),
    ];
    expect(hours(states, [online(9)], 10)).toEqual({ lunch: 0.25, outage: 0.25, available: 0.5 });
  });

  it('offline becomes an outage when the agent comes back and says so', () => {
    const connections = [online(9), offline(10), online(11)];
    expect(hours([said(9, 'available')], connections, 12)).toEqual({ available: 2, offline: 1 });
    const late = [said(9, 'available'), said(9.9, 'available', { isOutage: true }), said(11, 'available')];
    expect(hours(late, connections, 12)).toEqual({ available: 1.9, outage: 1.1 });
  });

  it('an outage that nobody came back from is the end of the day', () => {
    const states = [said(9, 'available'), said(17, 'available', { isOutage: true })];
    expect(hours(states, [online(9), offline(17.5)], 20)).toEqual({ available: 8, outage: 0.5, offline: 2.5 });
    // Back the next morning: too long to have been an outage.
    const back = [...states, said(33, 'available')];
    expect(hours(back, [online(9), offline(17.5)], 24)).toEqual({ available: 8, outage: 0.5, offline: 6.5 });
  });
});
