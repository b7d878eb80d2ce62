import { createHash } from 'node:crypto';

/** Practice ids say to have been made here, one millisecond after the other, so that they sort in the order of the table. */
const beganAtMs = Date.parse('2026-01-05T14:00:00Z');

/**
 * An id that is the same at every start: a UUIDv7 (RFC 9562 section 5.7) whose random part is a hash of organisation and
 * name. `order` sorts ids of one kind.
 */
export function practiceId(organizationId: string, name: string, order = 0): string {
  const time = (beganAtMs + order).toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(`${organizationId}\n${name}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}

/** A whole number from 0 to below `limit`, always the same for the same name. */
export const practiceNumber = (name: string, limit: number): number =>
  createHash('sha256').update(name).digest().readUInt32BE(0) % limit;
