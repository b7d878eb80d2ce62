/**
 * Records that hold each other in place: each carries the hash of the one before it, and its own hash covers all it says,
 * that included. Changing, removing or reordering one breaks every later one.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/domain/canonical-json.ts';

/** What the first record of a chain names as the one before it. */
export const chainBeginning = '0'.repeat(64);

/** SHA-256 of the canonical JSON (RFC 8785) of a record, lower case hexadecimal. The record holds `previous_hash`. */
export const hashOfRecord = (record: Readonly<Record<string, unknown>> & { previous_hash: string }): string =>
  createHash('sha256').update(canonicalJson(record)).digest('hex');
