/** Saves through the real outbox store: `node saves.ts <folder> <count> [synchronous]`. Prints one line per acknowledged save. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import { closeDatabase } from '../../electron/data/open-database.ts';
import { openTestOutbox } from '../../electron/testing/open-test-outbox.ts';
import { dispositionOfCall } from '../../electron/testing/work-samples.ts';

const [folder = '', count = '0', synchronous] = process.argv.slice(2);
const { store, database } = openTestOutbox(folder, systemClock);
if (synchronous !== undefined) database.pragma(`synchronous = ${synchronous}`);
for (let saved = 0; saved < Number(count); saved += 1) {
  store.save(dispositionOfCall(createId(), 'said'), 'user-1');
  writeSync(1, 'acked\n');
}
closeDatabase(database);
