import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { type CacheKeyPort, openCacheStore } from './cache-store.ts';

const clock = new FixedClock();
let folder = '';
let file = '';
beforeEach(() => {
  folder = testFolder();
  file = path.join(folder, 'cache.sqlite');
});
afterEach(() => removeFolder(folder));

function secrets(): CacheKeyPort {
  let kept: string | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (_name, value) => {
      kept = value;
      return Promise.resolve();
    },
  };
}
/** What a cache gives back to its person, to another one, and after it was cleared. */
async function tried(port: CacheKeyPort): Promise<unknown[]> {
  const cache = await openCacheStore(file, port, clock);
  cache.write('user-1', 'queue', ['one']);
  const found = [cache.read('user-1', 'queue')?.value, cache.read('user-2', 'queue')];
  cache.clear();
  found.push(cache.read('user-1', 'queue'));
  cache.close();
  return found;
}
const works = [['one'], null, null];

describe('D6: the cache never keeps the app from starting', () => {
  it('is made anew from a damaged file', async () => {
    const port = secrets();
    expect(await tried(port)).toEqual(works);
    writeFileSync(file, 'no database at all'.repeat(400));
    expect(await tried(port)).toEqual(works);
  });

  it('lives in memory where no file can be made', async () => {
    mkdirSync(file);
    expect(await tried(secrets())).toEqual(works);
  });

  it('lives in memory, unreadable later, where its key cannot be kept', async () => {
    expect(await tried({ ...secrets(), write: () => Promise.reject(new Error('ENOSPC')) })).toEqual(works);
  });
});

it('D4: holds nothing readable', async () => {
  const cache = await openCacheStore(file, secrets(), clock);
  cache.write('user-1', 'queue', ['Danielle Okafor']);
  cache.close();
  expect(readFileSync(file).includes('Okafor')).toBe(false);
});
