/**
 * UUIDv7 (RFC 9562 section 5.7): 48 bits of epoch milliseconds, then a counter, then random bits, so that ids sort by the
 * time they were made, and those that one process makes within a millisecond by their order (section 6.2, method 1). Uses
 * the `crypto` global that Node, Electron and browsers share.
 */
import { type Clock, systemClock } from './clock.ts';

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

/** The counter takes the 26 bits after the version, those of the variant left out. */
const lowBits = 14;
/** It begins anywhere in its lower half, so that its upper half is room to count. */
const firstCounters = 2 ** 25;

let lastMs = -1;
let counter = 0;

export function createId(clock: Clock = systemClock): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const nowMs = clock.now();
  counter = nowMs === lastMs ? counter + 1 : view.getUint32(6) % firstCounters;
  lastMs = nowMs;
  const low = counter % 2 ** lowBits;
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint16(6, 0x7000 | (counter >> lowBits));
  view.setUint16(8, 0x8000 | low);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
