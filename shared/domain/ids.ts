/**
 * UUIDv7 (RFC 9562 section 5.7): 48 bits of epoch milliseconds, then random bits, so that ids sort by the time they
 * were made. Uses the `crypto` global that Node, Electron and browsers share.
 */
import { type Clock, systemClock } from './clock.ts';

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

export function createId(clock: Clock = systemClock): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const nowMs = clock.now();
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
