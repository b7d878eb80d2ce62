/**
 * Random histories close to the limits of the four rules: clusters of calls, days whose clock changes, moments one
 * millisecond to either side of a boundary. Every telephone number has an area code that lies in one zone and one state, and
 * there is no address and no stated place, so that nothing about the consumer's whereabouts is open to reading.
 */
import { type FactsInput } from '../../../shared/domain/compliance/facts/facts.ts';
import { seededRandom } from '../../../shared/testing/seed.ts';
import { chanceOf, momentOf, type Chance } from './chance.ts';
import { dayAt, dayOfDate } from './local-calendar.ts';
import { preferencesNear } from './preferences.ts';
import type { Whereabouts } from './reading.ts';

type Area = { code: string; zone: string; state: string };
const areas: readonly [Area, ...Area[]] = [
  { code: '212', zone: 'America/New_York', state: 'NY' },
  { code: '617', zone: 'America/New_York', state: 'MA' },
  { code: '312', zone: 'America/Chicago', state: 'IL' },
  { code: '303', zone: 'America/Denver', state: 'CO' },
  { code: '213', zone: 'America/Los_Angeles', state: 'CA' },
  { code: '602', zone: 'America/Phoenix', state: 'AZ' },
  { code: '808', zone: 'Pacific/Honolulu', state: 'HI' },
];
const clockChanges = ['2026-03-08', '2026-11-01', '2027-03-14'] as const;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export type RandomHistory = { input: Written; whereabouts: Whereabouts; nowMs: number };
type HistoryInput = NonNullable<FactsInput['history']>;
/** Facts as they are written, with the lists that a failing history is made smaller by. */
export type Written = FactsInput & {
  history: { [List in keyof HistoryInput]-?: [...NonNullable<HistoryInput[List]>] };
};

const nudge = (chance: Chance): number => chance.one([0, 0, 0, 1, -1]);

/** A moment at which something may begin or end to be lawful. */
function someMoment(chance: Chance, zone: string): number {
  const day = chance.is(0.5)
    ? dayOfDate(chance.one(clockChanges)) + chance.whole(-1, 8)
    : dayOfDate('2026-01-05') + chance.whole(0, 700);
  const minute = chance.one([0, 8 * 60, 21 * 60, chance.whole(0, 1439), chance.whole(8 * 60, 21 * 60)]);
  return (momentOf(zone, day, minute) ?? day * dayMs + 12 * 60 * minuteMs) + nudge(chance);
}

/** A moment before `nowMs`, mostly where a window of days ends. */
function before(chance: Chance, zones: readonly string[], nowMs: number): number {
  const daysAgo = chance.one([0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 8, 30, chance.whole(0, 35)]);
  const zone = zones[chance.whole(0, zones.length - 1)] ?? 'America/New_York';
  const kind = chance.whole(0, 4);
  const exact = nowMs - daysAgo * dayMs;
  const midnight = momentOf(zone, dayAt(zone, nowMs) - daysAgo, 0) ?? exact;
  const recent = nowMs - chance.whole(1, 7 * dayMs);
  const chosen = kind === 0 ? exact + nudge(chance) : kind === 1 ? midnight + nudge(chance) : recent;
  return Math.min(chosen, nowMs - 1);
}

const debtIds = (chance: Chance): string[] | null =>
  chance.one<string[] | null>([
    ['d1'],
    ['d1'],
    ['d1'],
    ['d1'],
    ['d1'],
    null,
    ['d2'],
    ['d1', 'd2'],
    ['d3'],
    ['d2', 'd3'],
  ]);

const isoDate = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Recent calls that broke off, a few milliseconds to either side of five minutes ago. */
function dropped(chance: Chance, nowMs: number): { atMs: number; droppedAtMs: number } {
  const ago = chance.one([1, 299_999, 300_000, 300_001, chance.whole(1, 600_000), chance.whole(1, 3 * dayMs)]);
  return { atMs: nowMs - ago - chance.whole(1, 10 * minuteMs), droppedAtMs: nowMs - ago };
}

function consentsNear(chance: Chance, history: HistoryInput, zones: readonly string[], nowMs: number) {
  return chance.many(chance.one([0, 0, 1, 1, 2]), () => {
    const conversation = history.conversations?.[0];
    const isInCall = conversation !== undefined && chance.is(0.5);
    const receivedAtMs = isInCall ? conversation.atMs + nudge(chance) : before(chance, zones, nowMs);
    const from = dayAt(zones[0] ?? 'UTC', nowMs) + chance.whole(-6, 4);
    return {
      callId: isInCall && chance.is(0.7) ? (conversation.callId ?? null) : null,
      receivedAtMs,
      debtIds: debtIds(chance),
      usable: chance.is(0.4) ? { from: isoDate(from), until: isoDate(from + chance.whole(0, 5)) } : null,
      revokedAtMs: chance.is(0.2)
        ? Math.min(nowMs, receivedAtMs + chance.one([0, 1, chance.whole(1, 6 * dayMs)]))
        : null,
    };
  });
}

/** Often enough calls for a limit: mostly counted, mostly about one debt. */
function callsNear(chance: Chance, numbers: readonly [string, ...string[]], zones: readonly string[], nowMs: number) {
  const isCluster = chance.is(0.4);
  return chance.many(isCluster ? chance.whole(6, 12) : chance.whole(0, 12), () => ({
    placedAtMs: before(chance, zones, nowMs),
    phoneNumber: chance.one(numbers),
    debtIds: isCluster && chance.is(0.8) ? ['d1'] : debtIds(chance),
    isCounted: chance.is(0.85),
    isAnswered: chance.one([true, false, null]),
    place: chance.one(['home', 'mobile', 'mobile', 'work', 'other', 'unknown'] as const),
  }));
}

function historyNear(chance: Chance, numbers: readonly [string, ...string[]], zones: readonly string[], nowMs: number) {
  const attempts = callsNear(chance, numbers, zones, nowMs);
  const conversations = chance.many(chance.one([0, 0, 0, 1, 1, 2, 3]), () => {
    const ended = { atMs: before(chance, zones, nowMs), droppedAtMs: null };
    return {
      callId: `call-${chance.whole(1, 4)}`,
      ...(chance.is(0.4) ? dropped(chance, nowMs) : ended),
      debtIds: debtIds(chance),
      isPresumed: chance.is(0.3),
      withSpouse: chance.is(0.05),
    };
  });
  const messages = chance.many(chance.one([0, 0, 1, 2, 3]), () => ({
    channel: chance.one(['sms', 'sms', 'email'] as const),
    sentAtMs: before(chance, zones, nowMs),
    address: numbers[0],
    debtIds: debtIds(chance),
  }));
  const history = { attempts, conversations, messages };
  return {
    ...history,
    consents: consentsNear(chance, history, zones, nowMs),
    communicatedDebtIds: [],
    spokenWithAttorneyDebtIds: [],
    writtenDebtIds: [],
  };
}

const numberOf = (code: string, index: number): string => `+1${code}555${String(2000 + index)}`;

/** The history of one seed, as it is written, with where the consumer may be and the moment of the call. */
export function historyOf(seed: number): RandomHistory {
  const chance = chanceOf(seededRandom(seed));
  const first = chance.one(areas);
  const others = chance.many(chance.one([0, 0, 1, 2]), () => ({
    area: chance.one(areas),
    status: chance.one(['active', 'active', 'wrong', 'disconnected'] as const),
  }));
  const phones = [{ area: first, status: 'active' as const }, ...others];
  const active = phones.filter(({ status }) => status === 'active').map(({ area }) => area);
  const zones = [...new Set(active.map(({ zone }) => zone))];
  const nowMs = someMoment(chance, zones[chance.whole(0, zones.length - 1)] ?? first.zone);
  const dialled = numberOf(first.code, 0);
  const input: Written = {
    action: {
      channel: 'voice',
      phoneNumber: dialled,
      debtIds: chance.one<string[]>([['d1'], ['d1'], ['d1'], ['d1'], ['d1'], ['d1'], ['d2'], ['d1', 'd2'], []]),
    },
    endpoint: { lineType: 'wireless', place: chance.one(['home', 'mobile', 'work', 'other', 'unknown'] as const) },
    consumer: { timePreferences: preferencesNear(chance, nowMs) },
    location: {
      phones: phones.map(({ area, status }, index) => ({ phoneNumber: numberOf(area.code, index), status })),
    },
    debts: ['d1', 'd2', 'd3'].map((id) => ({ id, groupId: id !== 'd1' && seed % 4 === 0 ? 'loans' : null })),
    history: historyNear(chance, [dialled, numberOf(first.code, 9)], zones, nowMs),
  };
  return { input, whereabouts: { zones, states: [...new Set(active.map(({ state }) => state))] }, nowMs };
}
