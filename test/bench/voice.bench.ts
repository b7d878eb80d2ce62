/** The phone page alone with the practice line: what breaks is told, and the sound is back, within the times promised. */
import { stopPacing } from '../../server/practice-line/pacing-clock.ts';
import { phoneNetwork } from '../faults/phone-network.ts';
import { watchAudio } from '../telephony/audio-gaps.ts';
import { EdgeProxy } from '../telephony/edge-proxy.ts';
import { PhoneBench, type PhoneOptions, type PhonePage } from '../telephony/phone-page-harness.ts';
import { hardware, TestHardware } from '../telephony/sound-hardware.ts';
import { wait } from './bench-stack.ts';
import { goal, percentile, printTable, type Row, worst } from './report.ts';

const rounds = 10;
const outages = 3;
const outageMs = 10_000;
const testTone = '+15555550109';
/** Longer than a busy machine schedules this program late; a loss by signalling would last as long as the outage. */
const audibleGapMs = 1000;

export async function benchVoice(): Promise<void> {
  const bench = await PhoneBench.start();
  const edge = await EdgeProxy.start(bench.line.url, bench.origin);
  try {
    printTable('Voice (the phone page and the practice line)', [
      ...(await signallingRows(bench, edge)),
      await oneWayRow(bench),
      await unplugRow(bench),
    ]);
  } finally {
    edge.stop();
    await bench.stop();
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) await phoneNetwork();
  else console.log('  A change of address in a call needs root on Linux: npm run test:faults -- network');
}

async function inCall(bench: PhoneBench, agent: string, options: PhoneOptions = {}) {
  const phone = await bench.open(agent, options);
  await phone.registered();
  const callId = await phone.dial(testTone);
  await phone.state(callId, 'active');
  const leg = await phone.until('the call at the line', () => legOf(bench, phone));
  await phone.until('both directions', () => leg.framesHeard > 0 && (phone.levels.at(-1)?.outputDb ?? -100) > -40);
  return { phone, callId, leg };
}
const legOf = (bench: PhoneBench, { agent }: PhonePage) =>
  [...bench.line.calls].find((call) => call.agent === agent && call.leg)?.leg;

async function signallingRows(bench: PhoneBench, edge: EdgeProxy): Promise<Row[]> {
  const gapsMs: number[] = [];
  const backMs: number[] = [];
  for (let count = 0; count < outages; count += 1) {
    const { phone, leg } = await inCall(bench, `outage${count}`, { serverUrls: [edge.url] });
    const gaps = watchAudio(phone, () => leg.framesHeard);
    edge.cut();
    await wait(outageMs);
    const { longestInMs, longestOutMs } = gaps();
    gapsMs.push(Math.max(longestInMs, longestOutMs));
    const returnedAtMs = Date.now();
    edge.restore();
    await phone.registered(30_000);
    backMs.push(Date.now() - returnedAtMs);
    await phone.close();
  }
  return [
    {
      measure: `signalling lost ${outageMs / 1000} s in a call → longest gap of sound (looked at each 20–100 ms)`,
      value: worst(gapsMs),
      goal: goal(percentile(gapsMs, 1), audibleGapMs, 'goes on'),
    },
    {
      measure: 'signalling possible again → registered, in a call',
      value: worst(backMs),
      goal: goal(percentile(backMs, 1), 5000, '≤ 5 s'),
    },
  ];
}

async function oneWayRow(bench: PhoneBench): Promise<Row> {
  const toldMs: number[] = [];
  for (let count = 0; count < rounds; count += 1) {
    const { phone, callId, leg } = await inCall(bench, `oneway${count}`);
    // The moment within the phone's second is another each time.
    await wait(1000 + count * 100);
    const silentAtMs = Date.now();
    // Connected as before, and not a packet more.
    stopPacing(leg);
    leg.relay = () => {};
    await phone.until('told', () => phone.call(callId)?.trouble, 15_000);
    toldMs.push(Date.now() - silentAtMs);
    await phone.close();
  }
  return {
    measure: 'the far end sends nothing more → told',
    value: worst(toldMs),
    goal: goal(percentile(toldMs, 1), 3000, '≤ 3 s'),
  };
}

async function unplugRow(bench: PhoneBench): Promise<Row> {
  const { name } = hardware.headsetMicrophone;
  const settings = { microphone: { id: 'of another day', label: name, groupId: 'old' } };
  const heardMs: number[] = [];
  for (let count = 0; count < rounds; count += 1) {
    const { phone, leg } = await inCall(bench, `unplug${count}`, { settings, hasHardware: true });
    const hears = (hz: number): boolean => leg.heard.measure().toneHz === hz;
    await phone.until('the headset', () => hears(hardware.headsetMicrophone.hz));
    const pulledAtMs = Date.now();
    await new TestHardware(phone.page).unplug('headsetMicrophone');
    await phone.until('the built-in microphone', () => hears(hardware.builtInMicrophone.hz));
    heardMs.push(Date.now() - pulledAtMs);
    await phone.close();
  }
  return {
    measure: 'microphone unplugged in a call → the far end hears the next one',
    value: worst(heardMs),
    goal: goal(percentile(heardMs, 0.95), 1000, '≤ 1 s'),
  };
}
