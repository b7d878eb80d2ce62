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
async function works(port: CacheKeyPort): Promise<void> {
  const cache = await openCacheStore(file, port, clock);
  cache.write('user-1', 'queue', ['one']);
  expect(cache.read('user-1', 'queue')?.value).toEqual(['one']);
  expect(cache.read('user-2', 'queue')).toBeNull();
  cache.clear();
  expect(cache.read('user-1', 'queue')).toBeNull();
  cache.close();
}

describe('D6: the cache never keeps the app from starting', () => {
  it('is made anew from a damaged file', async () => {
    const port = secrets();
    await works(port);
    writeFileSync(file, 'no database at all'.repeat(400));
    await works(port);
  });

  it('lives in memory where no file can be made', async () => {
    mkdirSync(file);
    await works(secrets());
  });

  it('lives in memory, unreadable later, where its key cannot be kept', async () => {
    await works({ ...secrets(), write: () => Promise.reject(new Error('ENOSPC')) });
  });
});

it('D4: holds nothing readable', async () => {
  const cache = await openCacheStore(file, secrets(), clock);
  cache.write('user-1', 'queue', ['Danielle Okafor']);
  cache.close();
  expect(readFileSync(file).includes('Okafor')).toBe(false);
});
