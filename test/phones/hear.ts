/** What specs ask of phones again and again. */
import { expect, vi } from 'vitest';
import type { Phone } from './open-phones.ts';

/** How far a measured frequency may be off: one bin of the phone's spectrum and a little. */
const toleranceHz = 12;

/** Waits until an expectation holds. */
export const eventually = <T>(expectation: () => T | Promise<T>, timeoutMs = 15_000): Promise<T> =>
  vi.waitFor(expectation, { timeout: timeoutMs, interval: 20 });

/** The phone hears this tone, and loud enough to be no noise. */
export const expectToHear = (phone: Phone, toneHz: number, timeoutMs = 15_000): Promise<void> =>
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
export const dial = (phone: Phone, target: string, permit?: string) =>
  phone.evaluate((inner, [number, given]) => inner.dial(number, given), [target, permit] as const);

export const hangUp = (phone: Phone): Promise<void> => phone.evaluate((inner) => inner.hangUp());
