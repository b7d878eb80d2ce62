/** What the packs of states and cities have in common. */
import { dayFromIso, startOfLocalDay } from '../../local-time.ts';
import type { RulePack } from '../../rule.ts';

export const STATED_LOCATION_MS = 24 * 3_600_000;
/** A request for a call is used as long as Regulation F lets it be. */
const CONSENT_DAYS = 7;

/** Epoch milliseconds at which a date begins in New York and Washington, D.C. */
export const easternMidnight = (date: string): number => startOfLocalDay(dayFromIso(date), 'America/New_York');

/** An overlay is not judged for times before the federal floor of Regulation F. */
const FLOOR = easternMidnight('2021-11-30');

/** A pack of an overlay; counsel has signed none of them off yet. */
export const overlayPack = (
  pack: Pick<RulePack, 'id' | 'title' | 'jurisdiction' | 'uncertainties' | 'rules'> & Partial<RulePack>,
): RulePack => ({
  version: '2026-11-22',
  effectiveFromMs: FLOOR,
  effectiveUntilMs: null,
  mode: 'enforce',
  ...pack,
});

/** A limit in its strictest form; what the law leaves out, the pack says. */
export const strictest = {
  counts: 'contacts',
  places: null,
  calls: 'all',
  countsReplies: true,
  countsSpouse: false,
  leavesOutRequested: 'none',
  isLiftedByRequest: false,
  consentDays: CONSENT_DAYS,
  ownReading: null,
  isLiftedByMediumConsent: false,
  exemptDebts: null,
  statedLocationMs: STATED_LOCATION_MS,
} as const;
