/**
 * `npm run test:faults`: what a kill cannot show and only the system knows. Needs Linux and strace; without them it says so
 * and fails. Closes with `N passed, N failed`. `npm run test:faults -- soak` runs the cases with that word in their name;
 * `-- network` needs root and Asterisk and runs only so.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from '../../build/run/build-app.ts';
import { countDesktopSyncs } from './desktop-fsync.ts';
import { phoneNetwork } from './phone-network.ts';
import { phoneSleep } from './phone-sleep.ts';
import { phoneSoak } from './phone-soak.ts';
import { dialStorm } from './storm/dial-storm.ts';

type Case = {
  name: string;
  run: () => Promise<boolean>;
  /** Needs root and Asterisk: runs only when it is asked for. */
  isAskedFor?: true;
};
const cases: Case[] = [
  { name: 'the outbox store syncs each acknowledged save, and the count can tell', run: storeSyncs },
  { name: 'the whole app syncs each wrap-up before it says "Saved here"', run: desktopSyncs },
  { name: 'phone soak: many calls leave nothing behind in the phone page', run: phoneSoak },
  { name: 'phone sleep: registered soon after each wake-up, and no ghost calls', run: phoneSleep },
  { name: 'dial storm: no call beyond a limit, no lawful call refused, while servers are killed', run: dialStorm },
  {
    name: 'phone network: sound is back soon after a change of address in a call',
    run: phoneNetwork,
    isAskedFor: true,
  },
];
const words = process.argv.slice(2);
const wanted = cases.filter(({ name, isAskedFor }) =>
  words.length === 0 ? !isAskedFor : words.every((word) => name.includes(word)),
);

function storeSyncs(): Promise<boolean> {
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'fsync.ts')], { stdio: 'inherit' });
  return Promise.resolve(status === 0);
}

async function desktopSyncs(): Promise<boolean> {
  buildApp();
  const { acked, syncs } = await countDesktopSyncs();
  console.log(`whole app: ${acked} acknowledged wrap-ups, ${syncs} fsync/fdatasync calls of the main process`);
  return acked > 0 && syncs >= acked;
}

let passed = 0;
for (const { name, run } of wanted) {
  const isGood = await run().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  console.log(`${isGood ? 'passed' : 'FAILED'}: ${name}`);
  if (isGood) passed += 1;
}
console.log(`\n${passed} passed, ${wanted.length - passed} failed`);
process.exit(wanted.length > 0 && passed === wanted.length ? 0 : 1);
