/**
 * Room kept for the day the disk is full: 512 KiB that can be given back, so that the wrap-up in hand can still be saved.
 * Promise: D3.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';

export type Reserve = {
  /** Keeps the room if it is not kept; quietly does without when there is none. */
  hold: () => void;
  /** Gives it back; false when there was nothing to give. */
  release: () => boolean;
};

const reserveBytes = 512 * 1024;

export function createReserve(file: string): Reserve {
  return {
    hold: () => {
      if (existsSync(file)) return;
      try {
        writeFileSync(file, randomBytes(reserveBytes), { mode: 0o600 });
      } catch {
        rmSync(file, { force: true });
      }
    },
    release: () => {
      if (!existsSync(file)) return false;
      rmSync(file, { force: true });
      return true;
    },
  };
}
