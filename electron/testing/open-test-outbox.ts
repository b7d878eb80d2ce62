import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Keyring } from '../data/keyring.ts';
import { openOutboxDatabase } from '../data/outbox-database.ts';
import { createReserve, type Reserve } from '../data/reserve-file.ts';
import { createOutboxStore } from '../sync/outbox-store.ts';

export const testFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'deskline-desktop-test-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** One key for everybody, the same for the same text. */
export function fixedKeyring(secret = 'k'.repeat(32)): Keyring {
  const key = Buffer.from(secret.padEnd(32, '.').slice(0, 32));
  return {
    currentFor: () => ({ id: 'key-1', key }),
    find: (id) => (id === 'key-1' ? key : null),
    unlock: () => Promise.resolve(),
  };
}

export function openTestOutbox(folder: string, clock: Clock, keyring: Keyring = fixedKeyring(), reserve?: Reserve) {
  const file = path.join(folder, 'outbox.sqlite');
  const { database, notice } = openOutboxDatabase(file, clock);
  const held = reserve ?? createReserve(path.join(folder, 'outbox.reserve'));
  return { file, database, notice, store: createOutboxStore({ database, keyring, reserve: held, clock }) };
}
