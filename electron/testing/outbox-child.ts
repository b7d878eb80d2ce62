/**
 * A process that saves and uploads until it is killed: `node outbox-child.ts <folder> <server url> <point> <seed>`.
 * Prints `acked <call id>` after each acknowledged save. The named point is where it kills itself; `quit` and `checkpoint`
 * wait for the parent's signal.
 */
import { createId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../shared/domain/clock.ts';
import { seededRandom } from '../../shared/testing/seed.ts';
import { closeDatabase, openDatabase } from '../data/open-database.ts';
import { outboxMigrations } from '../data/migrations/outbox.migrations.ts';
import { createApiClient } from '../sync/api-client.ts';
import { sendItem } from '../sync/send-item.ts';
import { timerSchedule } from '../sync/schedule.ts';
import { createUploader } from '../sync/uploader.ts';
import { ok } from '../../shared/contracts/core/result.ts';
import { openTestOutbox } from './open-test-outbox.ts';
import { silentLogger } from './silent-logger.ts';
import { dispositionOfCall } from './work-samples.ts';
import { writeSync } from 'node:fs';
import path from 'node:path';

const [folder = '', serverUrl = '', point = '', seed = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const dieAt = 3 + Math.floor(random() * 20);
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
/** Straight to the pipe: what is printed was acknowledged. */
const say = (line: string): void => void writeSync(1, `${line}\n`);
let count = 0;
const dieNowAndThen = (where: string): void => {
  if (point !== where) return;
  count += 1;
  if (count === dieAt) die();
};

if (point === 'migration') {
  const steps = outboxMigrations.length;
  const database = openDatabase(path.join(folder, 'outbox.sqlite'), [
    ...outboxMigrations,
    {
      name: 'later',
      up: (each) => {
        each.exec('alter table items add column later text; update items set later = saved_at');
        if (steps > 0) die();
      },
    },
  ]);
  closeDatabase(database);
}

const { store, database } = openTestOutbox(folder, systemClock);
database.function('now_and_then', () => {
  dieNowAndThen('before-commit');
  return 1;
});
database.exec('create temp trigger at_insert after insert on main.items begin select now_and_then(); end');

const api = createApiClient({
  fetch: (input, init) => fetch(input, init),
  baseUrl: () => serverUrl,
  authorizer: () => ({ session: () => 1, accessToken: () => Promise.resolve(ok('token')), sessionRefused: () => {} }),
  reachability: () => {},
});
const uploader = createUploader({
  store,
  send: async (item) => {
    dieNowAndThen('before-send');
    const sending = sendItem(api, item);
    if (point === 'before-reply') setTimeout(() => dieNowAndThen('before-reply'), 2);
    const result = await sending;
    dieNowAndThen('before-mark');
    return result;
  },
  currentUserId: () => 'user-1',
  clock: systemClock,
  random: Math.random,
  schedule: timerSchedule,
  logger: silentLogger,
});
uploader.kick();

const toSave = point === 'drain' ? 0 : 40;
for (let saved = 0; saved < toSave; saved += 1) {
  const callId = createId();
  const entry = store.save(dispositionOfCall(callId, 'said'), 'user-1');
  dieNowAndThen('before-ack');
  say(`acked ${callId}`);
  uploader.noteSaved(entry);
  if (point === 'checkpoint') database.pragma('wal_checkpoint(TRUNCATE)');
  await new Promise((resolve) => setTimeout(resolve, 2));
}
if (point === 'quit') {
  say('quitting');
  await uploader.stop(1000);
  closeDatabase(database);
}
const drained = async (): Promise<void> => {
  while (store.list().length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
};
if (toSave === 0) await drained();
say('finished');
process.exit(0);
