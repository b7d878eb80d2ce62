import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { type Keyring, type KeyWrapper, openKeyring } from './keyring.ts';
import { seal, unseal } from './sealed.ts';

const clock = new FixedClock();
let folder = '';
let file = '';
beforeEach(() => {
  folder = testFolder();
  file = path.join(folder, 'outbox.keys.json');
});
afterEach(() => removeFolder(folder));

/** A key store with its own secret; another secret is another key store. */
const keyStore = (secret: string): KeyWrapper => {
  const key = Buffer.from(secret.padEnd(32, '.'));
  return {
    keyStore: 'gnome_libsecret',
    wrap: (text) => Promise.resolve(seal(key, 'wrapped', text).toString('base64')),
    unwrap: (wrapped) => Promise.resolve(unseal(key, 'wrapped', Buffer.from(wrapped, 'base64'))),
  };
};
const noKeyStore: KeyWrapper = {
  keyStore: null,
  wrap: () => Promise.resolve(null),
  unwrap: () => Promise.resolve(null),
};
const openWith = (wrapper: KeyWrapper): Promise<Keyring> => openKeyring({ file, wrapper, clock, logger: silentLogger });

describe('D8: the key store', () => {
  it('that refuses to keep a key (a person said no) leaves the one of the password', async () => {
    const refusing: KeyWrapper = { ...keyStore('a'), wrap: () => Promise.resolve(null) };
    const keyring = await openWith(refusing);
    await keyring.unlock('user-1', 'password');
    expect(keyring.currentFor('user-1')?.key).toHaveLength(32);
  });

  it('gives the same key again', async () => {
    const first = (await openWith(keyStore('a'))).currentFor(null);
    const again = (await openWith(keyStore('a'))).currentFor('anybody');
    expect(again).toEqual(first);
    expect(first?.key).toHaveLength(32);
  });

  it('changed: old keys stay, a new one stands beside, and the old one opens when its store is back', async () => {
    const old = (await openWith(keyStore('a'))).currentFor(null);
    const before = readFileSync(file, 'utf8');
    const changed = await openWith(keyStore('b'));
    expect(changed.find(old?.id ?? '')).toBeNull();
    expect(changed.currentFor(null)?.id).not.toBe(old?.id);
    const entries = (JSON.parse(readFileSync(file, 'utf8')) as { keys: unknown[] }).keys;
    expect(entries[0]).toEqual((JSON.parse(before) as { keys: unknown[] }).keys[0]);
    const back = await openWith(keyStore('a'));
    expect(back.find(old?.id ?? '')).toEqual(old?.key);
  });

  it('gone: nothing is written and nothing is made', async () => {
    const old = (await openWith(keyStore('a'))).currentFor(null);
    const before = readFileSync(file);
    const gone = await openWith(noKeyStore);
    expect(gone.find(old?.id ?? '')).toBeNull();
    expect(gone.currentFor('user-1')).toBeNull();
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('X5: no key store', () => {
  it("opens a person's key with the password and never writes it in the clear", async () => {
    const first = await openWith(noKeyStore);
    expect(first.currentFor('user-1')).toBeNull();
    await first.unlock('user-1', 'practice-makes-perfect');
    const made = first.currentFor('user-1');
    expect(made).not.toBeNull();
    expect(first.currentFor('user-2')).toBeNull();
    const text = readFileSync(file, 'utf8');
    for (const encoding of ['base64', 'hex', 'latin1'] as const)
      expect(text).not.toContain(made?.key.toString(encoding));
    expect(text).not.toContain('practice-makes-perfect');

    const again = await openWith(noKeyStore);
    expect(again.find(made?.id ?? '')).toBeNull();
    await again.unlock('user-1', 'another password');
    expect(again.find(made?.id ?? '')).toBeNull();
    const back = await openWith(noKeyStore);
    await back.unlock('user-1', 'practice-makes-perfect');
    expect(back.find(made?.id ?? '')).toEqual(made?.key);
  });
});
