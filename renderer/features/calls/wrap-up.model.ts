/** Rules of the wrap-up form. Pure; the draft is the wire's own shape. */
import { Temporal } from 'temporal-polyfill';
import {
  type DispositionCode,
  dispositionCodes,
  dispositionOf,
} from '../../../shared/domain/dispositions/disposition-codes.ts';
import type { ChannelRequest } from '../../../shared/ipc/ipc-map.ts';
import type { WrapUpDraft } from '../../../shared/ipc/local-schemas.ts';

export type { WrapUpDraft };

export const emptyDraft = (callId: string, accountId: string | null): WrapUpDraft => ({
  callId,
  accountId,
  code: null,
  notes: '',
  callback_at: null,
  promise: null,
  disclosures: [],
  base_version: 0,
});

/** The disposition of a key `1` to `9`. */
export const codeOfKey = (key: string): DispositionCode | null => dispositionCodes[Number(key) - 1]?.code ?? null;

/** What still keeps the wrap-up from being saved, in plain words; null when nothing does. */
export function missingIn(draft: WrapUpDraft): string | null {
  if (draft.code === null) return 'Choose how the call ended.';
  const { needs } = dispositionOf(draft.code);
  if (needs === 'callback' && draft.callback_at === null) return 'Choose when to call back.';
  if (needs === 'promise' && (draft.promise?.amount_cents ?? 0) < 1) return 'Enter the amount promised.';
  if (needs === 'promise' && (draft.promise?.due_on ?? null) === null) return 'Choose the day of the promise.';
  return null;
}

/** What is saved: a promise only with the code that means one, so that a changed mind leaves nothing behind. */
export function toSave(draft: WrapUpDraft): ChannelRequest<'calls:save-disposition'> | null {
  if (draft.code === null || missingIn(draft) !== null) return null;
  const { promise } = draft;
  const isPromise = dispositionOf(draft.code).needs === 'promise';
  const whole =
    isPromise && promise?.amount_cents && promise.due_on
      ? { amount_cents: promise.amount_cents, due_on: promise.due_on }
      : null;
  return { ...draft, code: draft.code, promise: whole };
}

/** Ticks a disclosure with its moment, or takes the tick back. */
export function toggleDisclosure(draft: WrapUpDraft, code: string, now: string): WrapUpDraft['disclosures'] {
  const isTicked = draft.disclosures.some((each) => each.code === code);
  return isTicked ? draft.disclosures.filter((each) => each.code !== code) : [...draft.disclosures, { code, at: now }];
}

/** `2026-11-24 14:30:00` on the wall in the zone → the moment, ISO 8601 UTC. */
export const momentOfWallTime = (wallTime: string, zone: string): string =>
  Temporal.PlainDateTime.from(wallTime.replace(' ', 'T')).toZonedDateTime(zone).toInstant().toString();

/** The moment → what the wall clock in the zone shows, `2026-11-24 14:30:00`. */
export const wallTimeOf = (moment: string, zone: string): string =>
  Temporal.Instant.from(moment)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');

/** Wall time in the zone now, as the date picker writes it: the earliest that can be chosen. */
export const wallTimeNow = (nowMs: number, zone: string): string => wallTimeOf(new Date(nowMs).toISOString(), zone);
