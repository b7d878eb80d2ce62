import type { Tone } from './StatusPill.tsx';

/** Bands of the mean opinion score: amber below 4.0 and red below 3.5, before a person would hang up over it. */
export const mosBands = { amber: 4, red: 3.5 } as const;

/** A mean opinion score (1 to 4.5) in a word, with its colour; null while nothing has been measured. */
export function qualityWords(mos: number | null): { text: string; tone: Tone } | null {
  if (mos === null) return null;
  if (mos >= mosBands.amber) return { text: 'Good', tone: 'good' };
  if (mos >= mosBands.red) return { text: 'Fair', tone: 'warn' };
  return { text: 'Poor', tone: 'stop' };
}
