/** What specs ask of phones again and again. */
import { expect, vi } from 'vitest';
import type { Phone } from './open-phones.ts';

/** How far a measured frequency may be off: one bin of the phone's spectrum and a little. */
const toleranceHz = 12;

/** Waits until an expectation holds. */
export const eventually = <T>(expectation: () => T | Promise<T>, timeoutMs = 30_000): Promise<T> =>
  vi.waitFor(expectation, { timeout: timeoutMs, interval: 20 });

/** The phone hears this tone, and loud enough to be no noise. */
export const expectToHear = (phone: Phone, toneHz: number, timeoutMs = 30_000): Promise<void> =>
  eventually(async () => {
    const { hz, dbfs } = await phone.evaluate((inner) => inner.listen());
    expect(Math.abs(hz - toneHz), `hears ${hz} Hz instead of ${toneHz} Hz`).toBeLessThan(toleranceHz);
    expect(dbfs).toBeGreaterThan(-45);
  }, timeoutMs);

export const expectToRing = (phone: Phone): Promise<void> =>
  eventually(async () => expect(await phone.evaluate((inner) => inner.ringing())).not.toBeNull());

export const expectToEnd = (phone: Phone): Promise<void> =>
  eventually(async () => expect(await phone.evaluate((inner) => inner.state())).toBe('Terminated'));

/** Dials without waiting for the far end to be done. */
export const dial = (phone: Phone, target: string, permit?: string, headers: readonly string[] = []) =>
  phone.evaluate((inner, [number, given, more]) => inner.dial(number, given, more), [target, permit, headers] as const);

export const hangUp = (phone: Phone): Promise<void> => phone.evaluate((inner) => inner.hangUp());

/** A voice above this is heard; a gap of 35 dB lies between one that is and one that is not. */
const heardDb = -50;

/** The phone hears these voices, as frequencies, and none of the others. */
export const expectToHearOnly = (
  phone: Phone,
  voicesHz: readonly number[],
  othersHz: readonly number[],
): Promise<void> =>
  eventually(async () => {
    const all = [...voicesHz, ...othersHz];
    const levels = await phone.evaluate((inner, given) => inner.levelsAt(given), all);
    const heard = all.filter((_hz, index) => (levels[index] ?? -Infinity) > heardDb);
    expect(heard, `levels ${levels.map(Math.round).join(' ')} dB at ${all.join(' ')} Hz`).toEqual(voicesHz);
  });
