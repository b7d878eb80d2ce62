/** Random facts in which as much as possible is about to change: moments before and after, windows of odd minutes, many states. */
import type { z } from 'zod';
import { type ContactFacts, factsSchema, type FactsInput } from '../facts/facts.ts';
import type { attemptSchema } from '../facts/history.ts';
import { D1, D2 } from './contact-facts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Place = { phone: string; region: string; postalCode: string };
const places: readonly [Place, ...Place[]] = [
  { phone: '+12125550100', region: 'NY', postalCode: '11201' },
  { phone: '+16175550100', region: 'MA', postalCode: '02108' },
  { phone: '+12025550100', region: 'DC', postalCode: '20001' },
  { phone: '+12065550100', region: 'WA', postalCode: '98101' },
  { phone: '+17025550100', region: 'NV', postalCode: '89101' },
  { phone: '+13045550100', region: 'WV', postalCode: '25301' },
  { phone: '+16025550100', region: 'AZ', postalCode: '85001' },
  { phone: '+18085550100', region: 'HI', postalCode: '96801' },
];

type Chance = {
  chance: (share: number) => boolean;
  below: (limit: number) => number;
  pick: <T>(from: readonly [T, ...T[]]) => T;
  /** A moment within so many days before or after. */
  around: (daysBefore: number, daysAfter: number) => number;
  day: (daysBefore: number, daysAfter: number) => string;
};

function chanceOf(random: () => number, nowMs: number): Chance {
  const below = (limit: number): number => Math.floor(random() * limit);
  const around = (before: number, after: number): number => nowMs - before * DAY_MS + below((before + after) * DAY_MS);
  return {
    below,
    around,
    chance: (share) => random() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    day: (before, after) => new Date(around(before, after)).toISOString().slice(0, 10),
  };
}

const someDebts = ({ pick }: Chance): string[] | null => pick([[D1], [D1], [D2], [D1, D2], null]);

function randomDebt(id: string, chances: Chance): NonNullable<FactsInput['debts']>[number] {
  const { chance, around, day, pick } = chances;
  return {
    id,
    ceasedAtMs: chance(0.12) ? around(2, 12) : null,
    daysPastDue: 200,
    isMedical: pick([true, false, false, false, null]),
    stateNoticeMailedOn: chance(0.5) ? day(62, 0) : null,
    limitationEndsOn: chance(0.3) ? day(3, 12) : null,
    attorney: chance(0.12)
      ? { name: pick(['A. Counsel', null]), knownSinceMs: around(3, 10), firstAskedAtMs: around(40, 0), attempts: 2 }
      : null,
    bankruptcy: chance(0.1) ? { status: pick(['claimed', 'filed', 'dismissed']), reportedAtMs: around(9, 5) } : null,
    disputes: chance(0.2)
      ? [
          {
            receivedAtMs: around(58, 5),
            form: pick(['written', 'oral']),
            answerSentAtMs: chance(0.5) ? around(3, 9) : null,
          },
        ]
      : [],
    validation: {
      initialCommunicationAtMs: chance(0.5) ? around(6, 0) : null,
      providedOn: chance(0.6) ? day(40, 3) : null,
      statedEndOn: chance(0.4) ? day(2, 12) : null,
    },
  };
}

const randomAttempts = (chances: Chance, phoneNumber: string): z.input<typeof attemptSchema>[] =>
  Array.from({ length: chances.below(9) }, (_, index) => ({
    callId: `call-${index}`,
    placedAtMs: chances.around(9, 0),
    phoneNumber,
    debtIds: someDebts(chances),
    isAnswered: chances.pick([true, false, null]),
    leftVoicemail: chances.chance(0.3),
    place: chances.pick(['mobile', 'home', 'work', 'unknown']),
  }));

/** Facts of a contact at about `nowMs`; `random` is seeded by the test. */
export function randomFacts(random: () => number, nowMs: number): ContactFacts {
  const chances = chanceOf(random, nowMs);
  const { chance, below, pick, around, day } = chances;
  const place = pick(places);
  const other = pick(places);
  const channel = pick(['voice', 'voice', 'voice', 'voicemail', 'sms', 'email', 'letter']);
  const address = channel === 'email' ? 'alex@example.com' : null;
  const dialled = channel === 'email' || channel === 'letter' ? '' : place.phone;
  return factsSchema.parse({
    action: {
      channel,
      address,
      phoneNumber: dialled,
      debtIds: chance(0.8) ? [D1] : [D1, D2],
      purposes: [pick(['collection', 'collection', 'marketing'])],
      mode: pick(['manual', 'manual', 'prerecorded', 'predictive']),
      message: { text: 'Please call us.', optOut: chance(0.5) ? { isConspicuous: true, languages: ['en'] } : null },
      replyTo: chance(0.1) ? { channel, receivedAtMs: around(1, 3) } : null,
    },
    actor: { profile: chance(0.15) ? 'vendor-conservative' : null, collectorType: pick(['third-party', 'creditor']) },
    person: {
      mediumOptOuts: chance(0.2) ? [{ medium: channel, receivedAtMs: around(2, 10) }] : [],
      barredPlaces: chance(0.2) ? [{ place: pick(['work', 'home']), sinceMs: around(12, 5) }] : [],
      statedPlace: chance(0.2) ? { place: 'work', statedAtMs: around(1, 4) } : null,
    },
    consumer: {
      timePreferences: Array.from({ length: chance(0.4) ? 1 + below(2) : 0 }, () => ({
        kind: pick(['not-then', 'only-then']),
        weekdays: chance(0.5) ? [1 + below(7), 1 + below(7)] : [],
        fromMinute: below(1440),
        untilMinute: below(1441),
        recordedAtMs: around(5, 6),
        expiresAtMs: chance(0.4) ? around(0, 12) : null,
      })),
      servicemember: chance(0.2) ? { isActive: false, checkedOn: day(40, 0) } : null,
    },
    endpoint: {
      place: pick(['mobile', 'home', 'work', 'unknown']),
      lineType: pick(['wireless', 'landline', 'unknown']),
      wrongPartyAtMs: chance(0.06) ? around(0, 12) : null,
      lastUsedByConsumerAtMs: chance(0.4) ? around(60, 0) : null,
      doNotCall: chance(0.25)
        ? [
            {
              list: pick(['internal', 'national']),
              addedAtMs: around(5, 5),
              expiresAtMs: chance(0.6) ? around(0, 12) : null,
            },
          ]
        : [],
      consents: chance(0.5)
        ? [{ medium: channel, receivedAtMs: around(30, 5), revokedAtMs: chance(0.4) ? around(2, 10) : null }]
        : [],
      reassignment: chance(0.3)
        ? { answer: pick(['no', 'yes']), queriedAtMs: around(62, 0), askedAboutOn: day(90, 0) }
        : null,
    },
    registries: { nationalAsOf: chance(0.6) ? day(35, 0) : null },
    location: {
      phones: chance(0.9) ? [{ phoneNumber: place.phone }] : [],
      addresses: chance(0.5) ? [{ region: other.region, postalCode: other.postalCode }] : [],
      stated: chance(0.25)
        ? {
            label: 'Denver',
            zones: [pick(['America/Denver', 'America/New_York', 'Pacific/Honolulu'])],
            statedAtMs: around(1, 3),
          }
        : null,
    },
    debts: [randomDebt(D1, chances), randomDebt(D2, chances)],
    history: {
      attempts: randomAttempts(chances, place.phone),
      conversations: Array.from({ length: below(2) }, (_, index) => ({
        callId: `call-${index}`,
        atMs: around(9, 0),
        debtIds: someDebts(chances),
        droppedAtMs: chance(0.4) ? around(0.01, 0) : null,
      })),
      consents: Array.from({ length: below(2) }, () => ({
        receivedAtMs: around(7, 0),
        debtIds: someDebts(chances),
        usable: chance(0.4) ? { from: day(1, 3), until: day(0, 9) } : null,
        revokedAtMs: chance(0.3) ? around(0, 6) : null,
      })),
      messages: Array.from({ length: below(4) }, () => ({
        channel: pick(['sms', 'email', 'letter']),
        sentAtMs: around(8, 0),
        debtIds: someDebts(chances),
      })),
    },
  });
}
