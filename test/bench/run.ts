/**
 * `npm run bench`: measures what the product promises in numbers and prints it beside the goals. One part alone:
 * `npm run bench -- start|memory|calls|voice|torture|outbox|dnc|compliance`. Goals that are missed are said; the exit status tells only whether
 * everything could be measured.
 */
import os from 'node:os';
import { buildApp } from '../../build/run/build-app.ts';
import { isStandIn } from '../host/launch-under-test.ts';
import { benchCalls } from './calls.bench.ts';
import { benchCompliance } from './compliance.bench.ts';
import { benchDnc } from './dnc.bench.ts';
import { benchMemory } from './memory.bench.ts';
import { benchOutbox } from './outbox.bench.ts';
import { benchStart } from './start.bench.ts';
import { benchTorture } from './torture.bench.ts';
import { benchVoice } from './voice.bench.ts';

const parts = {
  start: benchStart,
  memory: benchMemory,
  calls: benchCalls,
  voice: benchVoice,
  torture: benchTorture,
  outbox: benchOutbox,
  dnc: benchDnc,
  compliance: benchCompliance,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const [cpu] = os.cpus();
const load = os.loadavg()[0] ?? 0;
const host = isStandIn ? 'a stand-in for Electron (Node and Chromium)' : 'Electron';
console.log(
  `The desktop app runs on ${host}. ${os.cpus().length} × ${cpu?.model ?? 'processor'}, Node ${process.version}.`,
);
console.log(
  `What else runs here counts: load ${load.toFixed(1)} at the start. Ratios hold within one run; compare no two runs.`,
);
// The lists are the server's own; nothing of the desktop is needed for them.
if (wanted.join() !== 'dnc') buildApp();

let broken = 0;
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    await part();
  } catch (error) {
    broken += 1;
    console.error(`\n${name} could not be measured:`, error);
  }
}
process.exit(broken === 0 ? 0 : 1);
