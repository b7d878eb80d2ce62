import type { Verdict } from '../../shared/contracts/compliance/decision.ts';
import type { Tone } from './StatusPill.tsx';

/** What each verdict says to the agent: the headline, one word for a badge, and its colour. */
export const verdictWords: Readonly<
  Record<Verdict, { headline: string; badge: string; tone: Tone; canDial: boolean }>
> = {
  allow: { headline: 'You may call', badge: 'May call', tone: 'good', canDial: true },
  require: { headline: 'You may call, with conditions', badge: 'Conditions', tone: 'good', canDial: true },
  defer: { headline: 'Not now', badge: 'Not now', tone: 'warn', canDial: false },
  review: { headline: 'Needs a review first', badge: 'Review', tone: 'warn', canDial: false },
  block: { headline: 'Do not call', badge: 'Do not call', tone: 'stop', canDial: false },
};
