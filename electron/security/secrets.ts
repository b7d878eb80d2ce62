/**
 * The only door to `safeStorage`. A secret is on the disk wrapped by the system's key store, or nowhere.
 *
 * Promise: X5 D8.
 * - No protected key store (Linux `basic_text`, or none at all): secrets live in memory until the app closes, and
 *   `keyStore` is null so that the windows can say so. There is no plaintext fallback.
 * - A wrapped secret that cannot be opened (key store changed, locked, restored from another computer) is kept: its file
 *   is set aside before anything new is written.
 */
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { Clock } from '../../shared/domain/clock.ts';
import { readIfThere, setAside, writeDurably } from '../data/durable-file.ts';
import type { Logger } from '../os/logger.ts';
import { systemOf } from '../os/platform/systems.ts';

export type SecretName = 'device-key' | 'session' | 'cache-key' | 'emergency-location';

export type SecretStore = {
  /** What protects the secrets, or null: session only. */
  readonly keyStore: string | null;
  read: (name: SecretName) => Promise<string | null>;
  /** On the disk when it resolves, if there is a key store. */
  write: (name: SecretName, value: string) => Promise<void>;
  remove: (name: SecretName) => void;
  /** Wraps with the key store; null without one, or when it refuses. */
  wrap: (text: string) => Promise<string | null>;
  /** Opens what `wrap` made; null when the key store does not know it. */
  unwrap: (wrapped: string) => Promise<string | null>;
};

/** The part of safeStorage that is used. */
export type KeyStorePort = Pick<
  typeof safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const fileSchema = z.record(z.string(), z.string());

async function protectedBackend(port: KeyStorePort, platform: NodeJS.Platform): Promise<string | null> {
  if (!(await port.isAsyncEncryptionAvailable())) return null;
  const known = systemOf(platform).keyStore;
  if (known !== null) return known;
  const backend = port.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? null : backend;
}

type SecretOptions = { file: string; clock: Clock; logger: Logger; port?: KeyStorePort; platform?: NodeJS.Platform };

/** When the app is ready. */
export async function openSecretStore({ file, clock, logger, ...options }: SecretOptions): Promise<SecretStore> {
  const port = options.port ?? safeStorage;
  const keyStore = await protectedBackend(port, options.platform ?? process.platform).catch(() => null);
  const memory = new Map<SecretName, string>();
  let hasUnreadable = false;

  const load = (): Record<string, string> => {
    const text = readIfThere(file);
    if (text === null) return {};
    try {
      return fileSchema.parse(JSON.parse(text));
    } catch {
      logger.warn('secrets.file-unreadable');
      setAside(file, clock.now());
      return {};
    }
  };
  const store = (entries: Record<string, string>): void => writeDurably(file, JSON.stringify(entries));

  const wrap = async (text: string): Promise<string | null> => {
    if (keyStore === null) return null;
    try {
      return (await port.encryptStringAsync(text)).toString('base64');
    } catch (error) {
      // Locked, or a person said no to it: what it would have kept lives in memory, and the app goes on.
      logger.warn('secrets.not-wrapped', {}, error);
      return null;
    }
  };
  const unwrap = async (wrapped: string): Promise<string | null> => {
    if (keyStore === null) return null;
    try {
      return (await port.decryptStringAsync(Buffer.from(wrapped, 'base64'))).result;
    } catch {
      return null;
    }
  };

  return {
    keyStore,
    wrap,
    unwrap,
    read: async (name) => {
      const known = memory.get(name);
      if (known !== undefined || keyStore === null) return known ?? null;
      const wrapped = load()[name];
      if (wrapped === undefined) return null;
      const value = await unwrap(wrapped);
      if (value === null) {
        hasUnreadable = true;
        logger.warn('secrets.entry-unreadable', { entry: name });
        return null;
      }
      memory.set(name, value);
      return value;
    },
    write: async (name, value) => {
      memory.set(name, value);
      const wrapped = await wrap(value);
      if (wrapped === null) return;
      const entries = load();
      if (hasUnreadable) {
        setAside(file, clock.now());
        hasUnreadable = false;
      }
      store({ ...entries, [name]: wrapped });
    },
    remove: (name) => {
      memory.delete(name);
      if (keyStore === null) return;
      const { [name]: removed, ...rest } = load();
      if (removed !== undefined) store(rest);
    },
  };
}
