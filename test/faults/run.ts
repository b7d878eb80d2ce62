/**
 * `npm run test:faults`: what a kill cannot show and only the system knows. Needs Linux and strace; without them it says so
 * and fails. Closes with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from '../../build/run/build-app.ts';
import { countDesktopSyncs } from './desktop-fsync.ts';

const cases: { name: string; run: () => Promise<boolean> }[] = [
  { name: 'the outbox store syncs each acknowledged save, and the count can tell', run: storeSyncs },
  { name: 'the whole app syncs each wrap-up before it says "Saved here"', run: desktopSyncs },
];

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
for (const { name, run } of cases) {
  const isGood = await run().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  console.log(`${isGood ? 'passed' : 'FAILED'}: ${name}`);
  if (isGood) passed += 1;
}
console.log(`\n${passed} passed, ${cases.length - passed} failed`);
process.exit(passed === cases.length ? 0 : 1);
