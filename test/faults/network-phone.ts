/** The phone's side of phone-network.ts, run inside its namespace: `node network-phone.ts <SIP address of the PBX>`. */
import { passwordOf } from '../pbx/lab/asterisk-configuration.ts';
import { PhoneBrowser } from '../telephony/phone-browser.ts';
import type { PhonePage } from '../telephony/phone-page.ts';
import { seededRandom } from '../../shared/testing/seed.ts';
import { faultSeed, percentile, sleepFor, underway } from './fault-run.ts';
import { type Cable, cables, lineAddress, plug, pull } from './network-world.ts';

const backWithinMs = 5000;
const endedWithinMs = 30_000;
const patienceMs = 40_000;
/** Main looks at the computer's addresses this often: see electron/os/power.ts. */
const addressPollMs = 2000;
const heardDb = -45;
/** A shorter pause is no loss. */
const gapMs = 700;
/** Sound that goes on for so long is back. */
const steadyMs = 1500;

type Outcome = { what: 'back' | 'ended'; afterMs: number; endReason: string | null };

/** When the sound came back for good after a moment, epoch milliseconds: the end of the last gap since; null while it is not. */
function backAtMs({ levels }: PhonePage, lostAtMs: number): number | null {
  const loud = levels.filter(({ outputDb }) => outputDb > heardDb).map(({ atMs }) => atMs);
  const before = loud.filter((atMs) => atMs <= lostAtMs).at(-1) ?? lostAtMs;
  const moments = [before, ...loud.filter((atMs) => atMs > lostAtMs)];
  const back = moments.findLast((atMs, index) => atMs - (moments[index - 1] ?? atMs) > gapMs);
  return back !== undefined && (moments.at(-1) ?? 0) - back >= steadyMs ? back : null;
}

async function changeNetwork(phone: PhonePage, [from, to]: [Cable, Cable], random: () => number): Promise<Outcome> {
  phone.levels = [];
  const callId = await phone.dialInternal('echo');
  await phone.state(callId, 'active', patienceMs);
  await phone.until('the own voice', () => phone.levels.some(({ outputDb }) => outputDb > heardDb), patienceMs);
  await sleepFor(1000 + random() * 2000);
  const lostAtMs = Date.now();
  pull(from);
  plug(to);
  await sleepFor(random() * addressPollMs);
  await phone.order({ do: 'check-connection', why: 'address' });
  const outcome = await phone.until<Outcome>(
    'sound, or a truthful end',
    () => {
      const over = phone.call(callId);
      if (over?.state === 'ended') return { what: 'ended', afterMs: Date.now() - lostAtMs, endReason: over.endReason };
      const backMs = backAtMs(phone, lostAtMs);
      return backMs !== null && { what: 'back', afterMs: backMs - lostAtMs, endReason: null };
    },
    patienceMs,
  );
  await phone.registered(patienceMs);
  const told = phone.call(callId)?.incidents.map(({ sentence }) => sentence);
  if (outcome.what === 'back') {
    await phone.until('signalling', () => phone.call(callId)?.isReconnecting === false, patienceMs);
    await phone.order({ do: 'hang-up', callId });
    await phone.state(callId, 'ended', patienceMs);
  }
  console.log(
    `C2: ${from} -> ${to}: ${outcome.what} after ${outcome.afterMs} ms ${outcome.endReason ?? ''} ${told?.join('; ')}`,
  );
  if (outcome.afterMs > 5000)
    console.log(
      JSON.stringify(phone.logs),
      JSON.stringify(phone.call(callId)?.incidents),
      phone.levels.map((l) => `${l.atMs - lostAtMs}:${Math.round(l.outputDb)}`).join(' '),
    );
  await phone.order({ do: 'dismiss', callId });
  return outcome;
}

const changes = Number(process.env['NETWORK_CHANGES'] ?? 10);
const random = seededRandom(faultSeed('network'));
let [current, next]: [Cable, Cable] = [cables[0], cables[1]];
plug(current);
const browser = await PhoneBrowser.start({ lineHost: lineAddress });
const outcomes: Outcome[] = [];
try {
  const agent = '1001';
  const loginOf = (username: string) => ({ username, password: passwordOf(agent) });
  const exchange = { url: process.argv[2] ?? '', domain: lineAddress, isPractice: false, loginOf };
  const phone = await browser.open(agent, exchange, { voiceHz: 500 });
  await phone.registered(patienceMs);
  for (let change = 1; change <= changes; change += 1) {
    outcomes.push(await underway(`network change ${change}`, changeNetwork(phone, [current, next], random)));
    [current, next] = [next, current];
  }
  const { open } = await phone.connections();
  if (open > 0 || phone.faults.length > 0)
    throw new Error(`${open} peer connections are open; ${phone.faults.join('; ')}`);
} finally {
  await browser.stop();
}
const back = outcomes.filter(({ what }) => what === 'back').map(({ afterMs }) => afterMs);
const ended = outcomes.filter(({ what }) => what === 'ended').map(({ afterMs }) => afterMs);
console.log(
  `C2: sound back in ${back.length} of ${changes}: p50 ${percentile(back, 0.5)} ms, p95 ${percentile(back, 0.95)} ms, ` +
    `most ${percentile(back, 1)} ms; ended truthfully ${ended.length}, most ${percentile(ended, 1)} ms`,
);
const isGood =
  back.length > 0 && percentile(back, 0.95) <= backWithinMs && ended.every((afterMs) => afterMs <= endedWithinMs);
process.exit(isGood ? 0 : 1);
