import { openSync, closeSync, readdirSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createId } from '../../shared/domain/ids.ts';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { seededRandom, testSeed } from '../../shared/testing/seed.ts';
import { openTestOutbox, removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { dispositionOfCall } from '../testing/work-samples.ts';
import { closeDatabase } from './open-database.ts';

const rowCount = 600;
/** At least: a row takes some 300 bytes of a page of 4,096. */
const rowsOfOnePage = 16;
let folder = '';
const clock = new FixedClock();
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => removeFolder(folder));

function fill(): string {
  const { store, database, file } = openTestOutbox(folder, clock);
  database.transaction(() => {
    for (let row = 0; row < rowCount; row += 1) store.save(dispositionOfCall(createId(), `note ${row}`), 'user-1');
  })();
  closeDatabase(database);
  return file;
}
function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}
const quarantined = (): string[] => readdirSync(folder).filter((name) => /^outbox\.damaged-.*\.sqlite$/.test(name));

describe('D5: a damaged outbox', () => {
  it('is renamed, salvaged row by row, and said, wherever one page is overwritten', () => {
    const seed = testSeed('outbox damage');
    const random = seededRandom(seed);
    for (let round = 0; round < 5; round += 1) {
      const file = fill();
      const pages = statSync(file).size / 4096;
      overwrite(file, (2 + Math.floor(random() * (pages - 2))) * 4096, Buffer.alloc(4096, 0xa5));
      const { store, database, notice } = openTestOutbox(folder, clock);
      const readable = store.list().filter((entry) => store.open(entry.id) !== null).length;
      expect(readable, `seed ${seed}`).toBeGreaterThanOrEqual(rowCount - rowsOfOnePage);
      // A page without rows may go unnoticed; a lost row is always said.
      expect(readable === rowCount || /damaged.*recovered.*outbox\.damaged-/.test(notice ?? '')).toBe(true);
      closeDatabase(database);
      removeFolder(folder);
      folder = testFolder();
    }
  });

  it('keeps the damaged file, its log included, and goes on with a new one', () => {
    const file = fill();
    overwrite(file, 4096, Buffer.alloc(4096 * 3, 0));
    const { store, database, notice } = openTestOutbox(folder, clock);
    expect(notice).toContain('damaged');
    expect(quarantined().length).toBeGreaterThan(0);
    const entry = store.save(dispositionOfCall(createId()), 'user-1');
    expect(store.open(entry.id)).not.toBeNull();
    closeDatabase(database);
  });

  it.each([
    ['no database at all', (file: string) => writeFileSync(file, 'x'.repeat(50_000))],
    ['cut short', (file: string) => truncateSync(file, 4096 * 5 + 100)],
  ])('survives a file that is %s', (_name, damage) => {
    const file = fill();
    damage(file);
    const { store, database, notice } = openTestOutbox(folder, clock);
    expect(notice).toContain('damaged');
    expect(quarantined()).toHaveLength(1);
    expect(statSync(path.join(folder, quarantined()[0] ?? '')).size).toBeGreaterThan(0);
    expect(store.save(dispositionOfCall(createId()), 'user-1').sequence).toBeGreaterThan(0);
    closeDatabase(database);
  });
});
