/**
 * C4: a computer that sleeps and wakes, again and again, in calls and without. Asleep is the whole browser, stopped as a
 * process tree; in a long sleep its way to the phone system goes without either end being told. After each wake-up the phone
 * is registered within ten seconds, on a connection that lives, and holds exactly the calls that its far ends hold.
 *
 *   npm run test:faults -- sleep                                       a few cycles
 *   SLEEP_CYCLES=100 FAULT_SEED=4711 npm run test:faults -- sleep      the whole; the seed is printed and may be given
 *
 * Half of the wake-ups are told to the page as main tells them, half it has to notice itself. A stopped process sees its
 * monotonic clock go on, as Windows has it; Linux stops it in a sleep, which sleep-watch.test.ts covers.
 */
import { processTree } from '../bench/process-figures.ts';
import { EdgeProxy } from '../telephony/edge-proxy.ts';
import { PhoneBench, type PhonePage } from '../telephony/phone-page-harness.ts';
import { seededRandom } from '../../shared/testing/seed.ts';
import { faultSeed, percentile, sleepFor, underway } from './fault-run.ts';

const registeredWithinMs = 10_000;
const settledWithinMs = 40_000;
const ringsWithinMs = 5000;
const heardDb = -45;

/** What becomes of the way to the phone system: it stays; an edge keeps it for the next connection; all is forgotten. */
type Way = 'stays' | 'kept by the edge' | 'forgotten';
/** What the phone is doing when it falls asleep, and what its far end does meanwhile. */
type Doing = 'nothing' | 'in a call' | 'in a call that ends meanwhile' | 'called meanwhile';
type Cycle = { way: Way; doing: Doing; sleepMs: number; isTold: boolean; toldAfterMs: number };
type Tally = { registeredMs: { told: number[]; noticed: number[] }; wentOn: number; ended: number; ghosts: string[] };

const doings: readonly Doing[] = [
  'nothing',
  'in a call',
  'in a call that ends meanwhile',
  'in a call',
  'called meanwhile',
];

function planCycle(index: number, random: () => number): Cycle {
  const isLong = random() < 0.6;
  const lost: Way = random() < 0.5 ? 'kept by the edge' : 'forgotten';
  return {
    way: isLong ? lost : 'stays',
    doing: doings[Math.floor(random() * doings.length)] ?? 'nothing',
    sleepMs: Math.round(isLong ? 6000 + random() * 6000 : 1000 + random() * 3000),
    isTold: index % 2 === 0,
    toldAfterMs: Math.round(random() * 1500),
  };
}

export async function phoneSleep(): Promise<boolean> {
  const cycles = Number(process.env['SLEEP_CYCLES'] ?? 6);
  const random = seededRandom(faultSeed('sleep'));
  const bench = await PhoneBench.start();
  const edge = await EdgeProxy.start(bench.line.url, bench.origin);
  const tally: Tally = { registeredMs: { told: [], noticed: [] }, wentOn: 0, ended: 0, ghosts: [] };
  try {
    const phone = await bench.open('sleeper', { serverUrls: [edge.url] });
    await phone.registered(30_000);
    const browser = await bench.browserProcessId();
    const run = new SleepRun({ bench, edge, phone, browser, tally });
    for (let index = 0; index < cycles; index += 1) {
      const cycle = planCycle(index, random);
      await underway(`sleep ${index + 1}: ${JSON.stringify(cycle)}`, run.cycle(cycle));
    }
    const { open } = await phone.connections();
    if (open > 0) tally.ghosts.push(`${open} peer connections are open`);
    for (const fault of phone.faults) tally.ghosts.push(`the page threw: ${fault}`);
  } finally {
    await bench.stop();
    edge.stop();
  }
  tell(tally);
  const all = [...tally.registeredMs.told, ...tally.registeredMs.noticed];
  return all.length === cycles && all.every((ms) => ms <= registeredWithinMs) && tally.ghosts.length === 0;
}

function tell({ registeredMs, wentOn, ended, ghosts }: Tally): void {
  for (const [how, times] of Object.entries(registeredMs)) {
    const [middle, late, latest] = [0.5, 0.95, 1].map((part) => percentile(times, part));
    console.log(
      `C4: registered after a wake-up that was ${how}: p50 ${middle}, p95 ${late}, most ${latest} ms (${times.length})`,
    );
  }
  console.log(`C4: calls that went on ${wentOn}, that ended truthfully ${ended}, ghost calls ${ghosts.length}`);
  for (const ghost of ghosts) console.error(`C4: ${ghost}`);
}

class SleepRun {
  #bench: PhoneBench;
  #edge: EdgeProxy;
  #phone: PhonePage;
  #browser: number;
  #tally: Tally;

  constructor(parts: { bench: PhoneBench; edge: EdgeProxy; phone: PhonePage; browser: number; tally: Tally }) {
    this.#bench = parts.bench;
    this.#edge = parts.edge;
    this.#phone = parts.phone;
    this.#browser = parts.browser;
    this.#tally = parts.tally;
  }

  async cycle({ way, doing, sleepMs, isTold, toldAfterMs }: Cycle): Promise<void> {
    const [phone, edge] = [this.#phone, this.#edge];
    const callId = doing.startsWith('in a call') ? await this.#talk() : null;
    const connections = edge.connectedAtMs.length;
    await this.#sleep(sleepMs, () => {
      edge.keepsSessions = way !== 'forgotten';
      if (way !== 'stays') edge.abandon();
      if (doing === 'in a call that ends meanwhile') this.#farCall?.end();
      if (doing === 'called meanwhile') this.#ring()?.end();
    });
    const wokeAtMs = Date.now();
    edge.passed = [];
    if (isTold) {
      await sleepFor(toldAfterMs);
      await phone.order({ do: 'check-connection', why: 'wake' });
    }
    const isBack = (): boolean =>
      way === 'stays' ||
      (edge.connectedAtMs.length > connections && edge.passed.some((each) => each.startsWith('REGISTER ')));
    await phone.until(
      'registered on a connection that lives',
      () => isBack() && phone.now.registration.state === 'registered',
      settledWithinMs,
    );
    const backMs = Date.now() - wokeAtMs;
    this.#tally.registeredMs[isTold ? 'told' : 'noticed'].push(backMs);
    if (callId !== null) await this.#settle(callId);
    await this.#proveItRings();
  }

  /** Stops the whole browser; `meanwhile` happens to the world once nobody in it can notice. */
  async #sleep(ms: number, meanwhile: () => void): Promise<void> {
    const asleep = processTree(this.#browser);
    const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
      for (const pid of asleep) {
        try {
          process.kill(pid, name);
        } catch {
          // A helper that ended by itself between the two.
        }
      }
    };
    signal('SIGSTOP');
    try {
      meanwhile();
      await sleepFor(ms);
    } finally {
      signal('SIGCONT');
    }
  }

  async #talk(): Promise<string> {
    const phone = this.#phone;
    const callId = await phone.dial('+15555550109');
    await phone.state(callId, 'active', 20_000);
    await phone.until('both ends heard', () => this.#isHeard(Date.now() - 1000) && this.#framesHeard > 0, 20_000);
    return callId;
  }

  /** The call goes on with sound both ways, or it is over at both ends with one end in its record. */
  async #settle(callId: string): Promise<void> {
    const phone = this.#phone;
    const state = await phone.until(
      'a call that goes on or is over',
      () => {
        const call = phone.call(callId);
        if (call?.state === 'ended') return this.#farCall ? null : 'ended';
        return call?.state === 'active' && !call.isReconnecting && this.#farCall ? 'active' : null;
      },
      settledWithinMs,
    );
    if (state === 'active') {
      const [fromMs, frames] = [Date.now(), this.#framesHeard];
      await phone.until('sound in both directions', () => this.#isHeard(fromMs) && this.#framesHeard > frames + 20);
      this.#tally.wentOn += 1;
      await phone.order({ do: 'hang-up', callId });
      await phone.state(callId, 'ended');
      await phone.until('the end at the line', () => !this.#farCall);
    } else this.#tally.ended += 1;
    await phone.until('the end in the call record', () => phone.eventTypes(callId).at(-1) === 'ended');
    const ends = phone.eventTypes(callId).filter((type) => type === 'ended').length;
    if (ends !== 1) this.#tally.ghosts.push(`a call was recorded to end ${ends} times`);
    await phone.order({ do: 'dismiss', callId });
    await phone.until('dismissed', () => phone.call(callId) === undefined);
  }

  /** Nothing is left over, and somebody who calls now is heard to ring: being registered is no mere word. */
  async #proveItRings(): Promise<void> {
    const phone = this.#phone;
    const live = () => phone.now.calls.filter(({ state }) => state !== 'ended');
    await phone
      .until('no call here', () => live().length === 0, ringsWithinMs)
      .catch(() => {
        this.#tally.ghosts.push(`a call at the phone that nobody has: ${JSON.stringify(live())}`);
      });
    await phone
      .until('no call there', () => !this.#farCall, ringsWithinMs)
      .catch(() => {
        this.#tally.ghosts.push('a call at the phone system that the phone does not have');
      });
    const call = this.#ring();
    await phone.until('a call that rings', () => live().some(({ state }) => state === 'incoming'), ringsWithinMs);
    call?.end();
    await phone.until('rings no more', () => live().length === 0 && !this.#farCall, ringsWithinMs);
  }

  #ring() {
    return this.#bench.line.ringAgent(this.#phone.agent, { phoneNumber: '+13125550142' }, 'test-tone');
  }

  get #farCall() {
    return [...this.#bench.line.calls].find(({ agent }) => agent === this.#phone.agent);
  }

  get #framesHeard(): number {
    return this.#farCall?.leg?.framesHeard ?? 0;
  }

  #isHeard(fromMs: number): boolean {
    return this.#phone.levels.some(({ atMs, outputDb }) => atMs > fromMs && outputDb > heardDb);
  }
}
