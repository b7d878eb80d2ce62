/**
 * C8: what many calls leave behind in the one page that lives as long as the app. Calls of every course go through one
 * phone page; then nothing may be open any more, and what the page keeps in its heap may have grown by at most a tenth. V8 goes on
 * compiling what runs often, and keeps lists of that: the whole heap, of which C8 speaks, is told beside it and may grow by more.
 *
 *   npm run test:faults -- soak                     a short run
 *   SOAK_CALLS=1000 npm run test:faults -- soak     the whole
 *
 * The same against Asterisk: `npm run test:pbx -- calls phone-soak`.
 */
import { processTree, residentMb } from '../bench/process-figures.ts';
import { countingScript, figuresOf, type PageFigures, timersOf } from '../telephony/page-figures.ts';
import { PhoneBench, type PhonePage } from '../telephony/phone-page-harness.ts';
import { type FarSide, makeCalls } from '../telephony/soak-calls.ts';

/** Of what the page keeps, as a part of it, over however many calls; and in bytes over a few, where a tenth would hide much. */
const mostGrowth = 0.1;
const fewCallsBytes = 20_000;
const bytesOfCall = 300;
const warmUpCalls = 200;
const listenersOfCall = 10;
/** SIP keeps an answered INVITE for 32 s, so that a repeated one is known (RFC 6026). */
const restMs = 45_000;

export type SoakFindings = { calls: number; before: PageFigures; after: PageFigures; farEndCalls: number };

/** Calls to warm up, then `calls` more; figures of the page at rest before and after these. */
export async function soak(phone: PhonePage, far: FarSide, calls: number): Promise<SoakFindings> {
  const quietTimers = await timersOf(phone);
  const rest = async (): Promise<void> => {
    const endMs = Date.now() + restMs;
    while ((await timersOf(phone)) > quietTimers && Date.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await makeCalls(phone, far, Math.min(warmUpCalls, Math.ceil(calls / 2)));
  await rest();
  const before = await figuresOf(phone);
  await makeCalls(phone, far, calls);
  await rest();
  return { calls, before, after: await figuresOf(phone), farEndCalls: far.openCalls() };
}

/** What is wrong with these findings, in words; empty when nothing is. */
export function leaksIn({ calls, before, after, farEndCalls }: SoakFindings): string[] {
  const growth = after.keptBytes - before.keptBytes;
  const most = Math.min(before.keptBytes * mostGrowth, fewCallsBytes + calls * bytesOfCall);
  const leaks =
    growth > most ? [`what the page keeps grew by ${growth} bytes, at most ${Math.round(most)} may be`] : [];
  if (after.openConnections > 0) leaks.push(`${after.openConnections} peer connections are open`);
  if (farEndCalls > 0) leaks.push(`${farEndCalls} calls are up at the far end`);
  // The last calls may still be held somewhere, as a few are that go with the next ones; what leaks does so again and again.
  const lastCalls = Math.max(3, calls / 100);
  const counted = ['keptConnections', 'microphoneTracks', 'timers', 'speakers', 'audioContexts', 'audioNodes'] as const;
  for (const what of [...counted, 'listeners'] as const) {
    const allowed = what === 'listeners' ? lastCalls * listenersOfCall : lastCalls;
    if (after[what] - before[what] > allowed) leaks.push(`${what}: ${before[what]} before, ${after[what]} after`);
  }
  return leaks;
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;

export function describeFindings({ calls, before, after, farEndCalls }: SoakFindings): string {
  const growth = (part: 'heapBytes' | 'codeBytes' | 'keptBytes'): string =>
    `${kilobytes(before[part])} -> ${kilobytes(after[part])} (${((after[part] / before[part] - 1) * 100).toFixed(1)} %)`;
  const counts = Object.entries(after).filter(([name]) => !name.endsWith('Bytes'));
  const was = new Map(Object.entries(before));
  return [
    `${calls} calls: kept ${growth('keptBytes')}`,
    `the whole heap ${growth('heapBytes')}, of it code ${growth('codeBytes')}`,
    ...counts.map(([name, count]) => `${name} ${was.get(name)} -> ${count}`),
    `calls at the far end ${farEndCalls}`,
  ].join(', ');
}

const practiceSide = ({ line }: PhoneBench): FarSide => {
  const numbers = { answers: '+15555550109', busy: '+15555550102', rings: '+15555550104' };
  const callOf = (phone: PhonePage) => [...line.calls].find(({ agent }) => agent === phone.agent);
  return {
    dial: (phone, whom) => phone.dial(numbers[whom]),
    callIn: (phone) => void line.ringAgent(phone.agent, { phoneNumber: '+13125550142' }, 'test-tone'),
    letGo: (phone) => callOf(phone)?.end(),
    isAgentHeard: (phone) => (callOf(phone)?.leg?.framesHeard ?? 0) > 0,
    openCalls: () => line.calls.size,
  };
};

export async function phoneSoak(): Promise<boolean> {
  const calls = Number(process.env['SOAK_CALLS'] ?? 60);
  const bench = await PhoneBench.start();
  try {
    const phone = await bench.open('soak', { initScript: countingScript });
    await phone.registered(30_000);
    const browser = await bench.browserProcessId();
    const resident = (): string =>
      `${Math.round(processTree(browser).reduce((sum, pid) => sum + (residentMb(pid) ?? 0), 0))} MB`;
    const residentBefore = resident();
    const beganMs = Date.now();
    const findings = await soak(phone, practiceSide(bench), calls);
    console.log(describeFindings(findings));
    const seconds = Math.round((Date.now() - beganMs) / 1000);
    console.log(`browser: ${residentBefore} -> ${resident()} resident; ${seconds} s`);
    const leaks = leaksIn(findings);
    for (const leak of leaks) console.error(`C8: ${leak}`);
    return leaks.length === 0;
  } finally {
    await bench.stop();
  }
}
