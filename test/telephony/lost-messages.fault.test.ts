/**
 * C7: messages that a proxy or a phone system swallows. TCP loses nothing, so SIP sends most of them once only; whatever is
 * lost, each call ends once, on record as the line saw it, and leaves nothing behind.
 *
 *   npm run test:unit -- test/telephony/lost-messages.fault.test.ts
 *
 * `FAULT_SEED=…` repeats a run: which message of which call is lost depends on nothing else. `FAULT_COUNT` calls at each rate.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/testing/seed.ts';
import type { EdgeProxy } from './edge-proxy.ts';
import { FaultyPhone, type Outcome } from './faulty-call.ts';
import { PhoneBench } from './phone-page-harness.ts';
import { isAnswer, isRequest, sipHeader } from './sip-messages.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const calls = Number(process.env['FAULT_COUNT'] ?? 6);
/** Phones side by side: a lost INVITE is waited for half a minute (RFC 3261 timer B), which the others need not. */
const phones = 3;
/** Longer than any timer of SIP (64*T1 = 32 s). */
const patienceMs = 60_000;
const numbers = ['+15555550109', '+15555550100', '+15555550102', '+15555550104', '+15555550107', '+15555550109'];

const refusals = ['3', '4', '5', '6'];

let bench: PhoneBench;
beforeAll(async () => {
  bench = await PhoneBench.start();
  console.info(`C7 loss: FAULT_SEED=${seed} FAULT_COUNT=${calls}`);
}, 60_000);
afterAll(() => bench.stop());

/** A number in [0, 1) that depends on the seed and these words alone. */
function chance(...words: (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('|'))
    .digest();
  return seededRandom(digest.readUInt32BE())();
}

type Told = { call: number; isAnswered: boolean; isEnded: boolean };

/** Swallows messages of calls, each by its own chance: which call, what it says, and the how manieth of its kind it is. */
class LossyEdge {
  readonly lost: string[] = [];
  /** Of each Call-ID, what the phone was told: whether it was answered, and whether it was ended. */
  readonly told = new Map<string, Told>();
  #rate: number;
  #counts = new Map<string, number>();
  #nextCall = 0;

  constructor(edge: EdgeProxy, rate: number) {
    this.#rate = rate;
    edge.towardsLine = (message) => (this.#isLost(message, 'sent') ? [] : [message]);
    edge.towardsPhone = (message) => {
      if (this.#isLost(message, 'received')) return [];
      const told = this.told.get(sipHeader(message, 'Call-ID'));
      if (told && isAnswer(message, '2', 'INVITE')) told.isAnswered = true;
      if (told && (isRequest(message, 'BYE') || refusals.some((status) => isAnswer(message, status, 'INVITE'))))
        told.isEnded = true;
      return [message];
    };
  }

  begin(call: number): void {
    this.#nextCall = call;
  }

  #isLost(message: string, way: 'sent' | 'received'): boolean {
    const callId = sipHeader(message, 'Call-ID');
    if (isRequest(message, 'INVITE') && !this.told.has(callId)) {
      this.told.set(callId, { call: this.#nextCall, isAnswered: false, isEnded: false });
    }
    const call = this.told.get(callId)?.call;
    if (call === undefined) return false;
    const start = /^SIP\/2\.0 (\d+)/.exec(message)?.[1] ?? '';
    const what = `call ${call}: ${way} ${start} ${sipHeader(message, 'CSeq').replace(/^\d+ /, '')}`;
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    const isLost = chance(this.#rate, what, count) < this.#rate;
    if (isLost) this.lost.push(`${what} (${count})`);
    return isLost;
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A call as agents make them: dial, perhaps hold and resume, hang up. */
async function makeCall(faulty: FaultyPhone, call: number): Promise<string> {
  const { phone } = faulty;
  const callId = await phone.dial(numbers[Math.floor(chance(call, 'number') * numbers.length)] ?? '');
  await wait(500 + chance(call, 'wait') * 2500);
  if (chance(call, 'hold') < 0.5) {
    await phone.order({ do: 'set-held', callId, isHeld: true });
    await wait(500);
    await phone.order({ do: 'set-held', callId, isHeld: false });
    await wait(500);
  }
  await faulty.hangUp(callId);
  return callId;
}

/** What is wrong with a record; null: nothing. It says what the line saw, as far as the phone was told of it. */
function lieOf({ ends, endedBy, sipStatus, isAnsweredAtLine }: Outcome, told: Told | undefined): string | null {
  const isAnswered = sipStatus === 200;
  const isTrue =
    ends === 1 &&
    (isAnswered === isAnsweredAtLine || (!isAnswered && !told?.isAnswered)) &&
    (endedBy !== 'remote' || told?.isEnded === true);
  return isTrue ? null : JSON.stringify({ ends, endedBy, sipStatus, isAnsweredAtLine, told });
}

describe.each([0.01, 0.05])('messages lost at a rate of %d', (rate) => {
  async function run(name: string, share: number[]): Promise<{ lost: string[]; lies: string[] }> {
    const lies: string[] = [];
    const faulty = await FaultyPhone.open(bench, name);
    const lossy = new LossyEdge(faulty.edge, rate);
    for (const call of share) {
      lossy.begin(call);
      const callId = await makeCall(faulty, call);
      const lie = lieOf(await faulty.outcomeOf(callId, patienceMs), lossy.told.get(faulty.sipCallIdOf(callId) ?? ''));
      if (lie !== null) lies.push(`call ${call}: ${lie}`);
    }
    await faulty.close();
    return { lost: lossy.lost, lies };
  }

  it('end each call once and leave nothing behind', async () => {
    const all = Array.from({ length: calls }, (_, call) => call);
    const shares = Array.from({ length: phones }, (_, phone) => all.filter((call) => call % phones === phone));
    const runs = await Promise.all(shares.map((share, phone) => run(`lossy${rate * 100}${phone}`, share)));
    const lost = runs.flatMap((each) => each.lost);
    console.info(`C7: at ${rate * 100} % ${lost.length} lost in ${calls} calls: ${lost.join(', ')}`);
    expect(runs.flatMap(({ lies }) => lies)).toEqual([]);
  }, 600_000);
});
