import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../../shared/testing/fixed-clock.ts';
import { seal, unseal } from '../data/sealed.ts';
import { removeFolder, testFolder } from '../testing/open-test-outbox.ts';
import { silentLogger } from '../testing/silent-logger.ts';
import { type KeyStorePort, openSecretStore } from './secrets.ts';

const clock = new FixedClock();
let folder = '';
let file = '';
beforeEach(() => {
  folder = testFolder();
  file = path.join(folder, 'secrets.json');
});
afterEach(() => removeFolder(folder));

type Backend = ReturnType<KeyStorePort['getSelectedStorageBackend']>;
function port(secret: string, backend: Backend = 'gnome_libsecret', isAvailable = true): KeyStorePort {
  const key = Buffer.from(secret.padEnd(32, '.'));
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(isAvailable),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: (text) => Promise.resolve(seal(key, '', text)),
    decryptStringAsync: (wrapped) => {
      const result = unseal(key, '', wrapped);
      return result === null
        ? Promise.reject(new Error('wrong key'))
        : Promise.resolve({ result, shouldReEncrypt: false });
    },
  };
}
const openWith = (given: KeyStorePort, platform: NodeJS.Platform = 'linux') =>
  openSecretStore({ file, clock, logger: silentLogger, port: given, platform });

describe('X5: no protected key store', () => {
  it.each<[string, KeyStorePort]>([
    ['basic_text', port('a', 'basic_text')],
    ['unknown', port('a', 'unknown')],
    ['none', port('a', 'gnome_libsecret', false)],
  ])('%s: session only, said, and nothing on the disk', async (_name, given) => {
    const secrets = await openWith(given);
    expect(secrets.keyStore).toBeNull();
    await secrets.write('session', 'refresh-token');
    expect(await secrets.read('session')).toBe('refresh-token');
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    expect(await (await openWith(given)).read('session')).toBeNull();
  });
});

describe('a protected key store', () => {
  it('keeps secrets wrapped, and only wrapped', async () => {
    const secrets = await openWith(port('a'));
    expect(secrets.keyStore).toBe('gnome_libsecret');
    await secrets.write('session', 'refresh-token');
    expect(readFileSync(file, 'utf8')).not.toContain('refresh-token');
    expect(await (await openWith(port('a'))).read('session')).toBe('refresh-token');
    secrets.remove('session');
    expect(await (await openWith(port('a'))).read('session')).toBeNull();
  });

  it('that refuses (locked, or a person said no) leaves secrets in memory and the app running', async () => {
    const refusing = { ...port('a'), encryptStringAsync: () => Promise.reject(new Error('denied')) };
    const secrets = await openWith(refusing);
    await secrets.write('device-key', 'key');
    expect(await secrets.read('device-key')).toBe('key');
    expect(await secrets.wrap('text')).toBeNull();
    expect(existsSync(file)).toBe(false);
  });

  it('D8: an unreadable secret is set aside, not overwritten', async () => {
    await (await openWith(port('a'))).write('device-key', 'first');
    const before = readFileSync(file);
    const changed = await openWith(port('b'));
    expect(await changed.read('device-key')).toBeNull();
    expect(readFileSync(file).equals(before)).toBe(true);
    await changed.write('device-key', 'second');
    const aside = readdirSync(folder).filter((name) => name.includes('set-aside'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(path.join(folder, aside[0] ?? '')).equals(before)).toBe(true);
    expect(await (await openWith(port('b'))).read('device-key')).toBe('second');
  });
});
