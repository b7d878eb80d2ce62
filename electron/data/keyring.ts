/**
 * The keys of the outbox. Each row names the key it was sealed with, so that keys can be added and none is ever replaced.
 *
 *   key store protected ── one device key, wrapped by the key store, for everybody who signs in here
 *   no key store ───────── one key per person, wrapped by a key derived from the password (scrypt), opened at sign-in
 *
 * Promise: D8 X5. A key that cannot be opened stays in the file untouched: its rows wait until it can. No key is on the
 * disk in the clear, with or without a key store (docs/adr/0004).
 */
import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { type Clock, isoNow } from '../../shared/domain/clock.ts';
import { createId } from '../../shared/domain/ids.ts';
import type { Logger } from '../os/logger.ts';
import { readIfThere, setAside, writeDurably } from './durable-file.ts';
import { seal, unseal } from './sealed.ts';

export type DataKey = { id: string; key: Buffer };

export type Keyring = {
  /** The key for new rows of this person; null when none is open. */
  currentFor: (userId: string | null) => DataKey | null;
  /** An open key by id; null while it is locked or unknown. */
  find: (keyId: string) => Buffer | null;
  /** At sign-in: opens this person's password-wrapped keys; makes one where there is no key store. */
  unlock: (userId: string, password: string) => Promise<void>;
};

/** What protects keys where there is a key store; both are null-returning without one. */
export type KeyWrapper = {
  readonly keyStore: string | null;
  wrap: (text: string) => Promise<string | null>;
  unwrap: (wrapped: string) => Promise<string | null>;
};

const entrySchema = z.discriminatedUnion('protection', [
  z.object({ id: z.string(), protection: z.literal('key-store'), wrapped: z.string(), created_at: z.string() }),
  z.object({
    id: z.string(),
    protection: z.literal('password'),
    user_id: z.string(),
    salt: z.string(),
    wrapped: z.string(),
    created_at: z.string(),
  }),
]);
const fileSchema = z.object({ keys: z.array(entrySchema) });
type KeyEntry = z.output<typeof entrySchema>;

/** RFC 7914; N=2^17, r=8, p=1 (OWASP password storage, scrypt): about 128 MB and a third of a second. */
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

type KeyringOptions = { file: string; wrapper: KeyWrapper; clock: Clock; logger: Logger };

export async function openKeyring({ file, wrapper, clock, logger }: KeyringOptions): Promise<Keyring> {
  const open = new Map<string, Buffer>();
  const ownKeyOf = new Map<string, string>();
  let deviceKeyId: string | null = null;
  let entries = load();

  function load(): KeyEntry[] {
    const text = readIfThere(file);
    if (text === null) return [];
    try {
      return fileSchema.parse(JSON.parse(text)).keys;
    } catch {
      logger.error('keyring.file-unreadable');
      setAside(file, clock.now());
      return [];
    }
  }
  function add(entry: KeyEntry, key: Buffer): void {
    entries = [...entries, entry];
    writeDurably(file, JSON.stringify({ keys: entries }));
    open.set(entry.id, key);
  }

  for (const entry of entries) {
    if (entry.protection !== 'key-store') continue;
    const key = await wrapper.unwrap(entry.wrapped);
    if (key === null) {
      logger.warn('keyring.key-locked', { key: entry.id });
      continue;
    }
    open.set(entry.id, Buffer.from(key, 'base64'));
    deviceKeyId = entry.id;
  }
  if (wrapper.keyStore !== null && deviceKeyId === null) {
    const key = randomBytes(32);
    const wrapped = await wrapper.wrap(key.toString('base64'));
    if (wrapped !== null) {
      const id = createId(clock);
      add({ id, protection: 'key-store', wrapped, created_at: isoNow(clock) }, key);
      deviceKeyId = id;
    }
  }

  const asDataKey = (id: string | null | undefined): DataKey | null => {
    const key = id === null || id === undefined ? undefined : open.get(id);
    return key === undefined || id === null || id === undefined ? null : { id, key };
  };

  return {
    currentFor: (userId) => asDataKey(deviceKeyId ?? (userId === null ? null : ownKeyOf.get(userId))),
    find: (keyId) => open.get(keyId) ?? null,
    unlock: async (userId, password) => {
      for (const entry of entries) {
        if (entry.protection !== 'password' || entry.user_id !== userId) continue;
        const outer = await derive(password, Buffer.from(entry.salt, 'base64'));
        const key = unseal(outer, entry.id, Buffer.from(entry.wrapped, 'base64'));
        if (key === null) {
          logger.warn('keyring.key-locked', { key: entry.id });
          continue;
        }
        open.set(entry.id, Buffer.from(key, 'base64'));
        ownKeyOf.set(userId, entry.id);
      }
      if (deviceKeyId !== null || ownKeyOf.has(userId)) return;
      const key = randomBytes(32);
      const salt = randomBytes(16);
      const id = createId(clock);
      const wrapped = seal(await derive(password, salt), id, key.toString('base64'));
      const common = { id, user_id: userId, salt: salt.toString('base64'), created_at: isoNow(clock) };
      add({ ...common, protection: 'password', wrapped: wrapped.toString('base64') }, key);
      ownKeyOf.set(userId, id);
    },
  };
}
