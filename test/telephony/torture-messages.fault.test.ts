/**
 * C6: nothing that arrives by SIP stops the phone: the 49 messages of RFC 4475, as they are and addressed to this phone, and
 * seeded damage to them and to good ones. After each the page has not thrown and answers; the next good INVITE rings.
 *
 *   npm run test:unit -- test/telephony/torture-messages.fault.test.ts
 *
 * `TORTURE_COUNT=10000` makes so many mutations, `TORTURE_SEED=…` repeats a run. What fails is narrowed down to one message.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/testing/seed.ts';
import { PhoneBench } from './phone-page-harness.ts';
import { mutate } from './torture/mutations.ts';
import { asAnswerTo, bindTo, readTorture, type TortureMessage } from './torture/rfc4475.ts';
import { TorturedPhone } from './torture/tortured-phone.ts';

const mutations = Number(process.env['TORTURE_COUNT'] ?? 500);
const seed = Number(process.env['TORTURE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const batchSize = 50;
const otherMethods = [
  'OPTIONS',
  'BYE',
  'CANCEL',
  'ACK',
  'REFER',
  'NOTIFY',
  'INFO',
  'MESSAGE',
  'SUBSCRIBE',
  'UPDATE',
  'PRACK',
];
const parts = {
  '3.1.1, valid': readTorture('valid'),
  '3.1.2, invalid': readTorture('invalid'),
  '3.2 to 3.4, higher layers': readTorture('higher-layers'),
};
const everything = Object.values(parts).flat();
const invite = readTorture('good')[0]?.bytes ?? Buffer.alloc(0);
const others = otherMethods.map((method) => Buffer.from(invite.toString().replaceAll(/^INVITE|INVITE(?=\r)/g, method)));

let bench: PhoneBench;
let tortured: TorturedPhone;

beforeAll(async () => {
  bench = await PhoneBench.start();
  tortured = await TorturedPhone.open(bench);
}, 60_000);
afterEach(async () => {
  if (tortured.fault !== null) await reopen();
});
afterAll(async () => {
  await tortured.close();
  await bench.stop();
});

async function reopen(): Promise<void> {
  await tortured.close();
  tortured = await TorturedPhone.open(bench);
}

/** One ringing call of eight is answered: setting up its media is what takes time. */
function answersSome(index: number): () => boolean {
  const random = seededRandom(seed + index);
  return () => random() < 1 / 8;
}

it('knows the whole set', () => {
  expect(everything).toHaveLength(49);
  expect(new Set(everything.map(({ section }) => section)).size).toBe(49);
  const multipart = everything.find(({ name }) => name === 'mpart01')?.bytes.toString('latin1') ?? '';
  expect(multipart.slice(multipart.indexOf('\r\n\r\n') + 4)).toHaveLength(553);
});

describe.each(Object.entries(parts))('RFC 4475 section %s', (_section, messages) => {
  it.each(messages)('$section $name: $title', async ({ bytes }: TortureMessage) => {
    for (const message of [bytes, bindTo(tortured.address, bytes)]) {
      await tortured.deliver(message);
      await tortured.settle(() => true);
      await tortured.rings();
      expect(tortured.fault).toBeNull();
    }
  });
});

it('rings at the INVITE that damage is done to, and is answered', async () => {
  const before = new Set(tortured.phone.events.map(({ callId }) => callId));
  await tortured.deliver(invite);
  await tortured.settle(() => true);
  const calls = new Set(tortured.phone.events.map(({ callId }) => callId)).difference(before);
  expect([...calls].map((callId) => tortured.phone.eventTypes(callId))).toEqual([['ringing', 'answered', 'ended']]);
  expect(tortured.fault).toBeNull();
});

describe('an answer of RFC 4475 to a call of ours', () => {
  it.each(everything.filter(({ bytes }) => bytes.toString('latin1').startsWith('SIP/')))(
    '$section $name: $title',
    async ({ bytes }: TortureMessage) => {
      const { phone, edge } = tortured;
      edge.passed = [];
      const callId = await phone.dial('+15555550104');
      await phone.state(callId, 'ringing');
      const ours = edge.passed.find((message) => message.startsWith('INVITE ')) ?? '';
      await tortured.deliver(asAnswerTo(ours, bytes));
      await phone.order({ do: 'hang-up', callId });
      await tortured.settle(() => true);
      await tortured.rings();
      expect(tortured.fault).toBeNull();
    },
  );
});

describe(`${mutations} mutations`, () => {
  type Mutation = { index: number; bytes: Buffer };

  /** What is wrong after these; null: nothing. */
  async function faultAfter(batch: Mutation[]): Promise<string | null> {
    try {
      await tortured.deliver(...batch.map(({ bytes }) => bytes));
      await tortured.settle(answersSome(batch[0]?.index ?? 0));
      await tortured.rings();
      return tortured.fault;
    } catch (error) {
      return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }
  /** The smallest half of a half that still breaks a fresh phone. */
  async function narrow(batch: Mutation[], fault: string): Promise<string> {
    for (const half of batch.length > 1 ? [batch.slice(0, batch.length / 2), batch.slice(batch.length / 2)] : []) {
      await reopen();
      const same = await faultAfter(half);
      if (same !== null) return narrow(half, same);
    }
    const told = batch.map(
      ({ index, bytes }) => `${index}: ${JSON.stringify(bytes.toString('latin1').slice(0, 3000))}`,
    );
    return `TORTURE_SEED=${seed}: ${fault}\nafter ${told.slice(0, 5).join('\n')}`;
  }

  it(
    'stop nothing',
    async () => {
      console.info(`Mutations: TORTURE_SEED=${seed} TORTURE_COUNT=${mutations}`);
      const random = seededRandom(seed);
      const torture = everything.map(({ bytes }) => bindTo(tortured.address, bytes));
      const pick = (from: Buffer[]): Buffer => from[Math.floor(random() * from.length)] ?? invite;
      let longestBlockMs = 0;
      for (let done = 0; done < mutations;) {
        const size = Math.min(batchSize, mutations - done);
        const batch = Array.from({ length: size }, (_, offset): Mutation => {
          const index = done + offset;
          const original = random() < 0.3 ? invite : pick(random() < 0.3 ? others : torture);
          return { index, bytes: mutate(original, `m${index}-`, random) };
        });
        const fault = await faultAfter(batch);
        expect(fault === null ? null : await narrow(batch, fault)).toBeNull();
        tortured.forget();
        longestBlockMs = Math.max(longestBlockMs, await tortured.longestBlockMs());
        done += size;
      }
      const longest = longestBlockMs === 0 ? 'less than 50' : Math.round(longestBlockMs);
      console.info(`C6: the longest task of the page took ${longest} ms by the wall clock of this machine`);
    },
    Math.max(120_000, mutations * 60),
  );
});
