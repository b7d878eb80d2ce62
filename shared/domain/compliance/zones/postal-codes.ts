/**
 * ZIP code to state and zones. Sources: USPS labeling list L002 (three-digit prefixes by state), 49 CFR part 71, IANA tz
 * database. Inside a state with two clocks each code has its own zones (`postal-code-zones.ts`, written by
 * `npm run build:zones`); where its sources differ, or do not know a code, all their zones count, so that a doubt can only
 * narrow the window. As of 2026-11.
 */
import { postalCodeRuns } from './postal-code-zones.ts';
import { militaryRegions, zonesOfState } from './states.ts';

/** First and last three-digit prefix of each state. */
const prefixRanges: readonly (readonly [state: string, ranges: string])[] = [
  ['PR', '006-007 009'],
  ['VI', '008'],
  ['MA', '010-027 055'],
  ['RI', '028-029'],
  ['NH', '030-038'],
  ['ME', '039-049'],
  ['VT', '050-054 056-059'],
  ['CT', '060-069'],
  ['NJ', '070-089'],
  ['AE', '090-098'],
  ['NY', '100-149'],
  ['PA', '150-196'],
  ['DE', '197-199'],
  ['DC', '200 202-205'],
  ['VA', '201 220-246'],
  ['MD', '206-219'],
  ['WV', '247-268'],
  ['NC', '270-289'],
  ['SC', '290-299'],
  ['GA', '300-319 398-399'],
  ['FL', '320-339 341-349'],
  ['AA', '340'],
  ['AL', '350-352 354-369'],
  ['TN', '370-385'],
  ['MS', '386-397'],
  ['KY', '400-427'],
  ['OH', '430-459'],
  ['IN', '460-479'],
  ['MI', '480-499'],
  ['IA', '500-528'],
  ['WI', '530-549'],
  ['MN', '550-567'],
  ['DC', '569'],
  ['SD', '570-577'],
  ['ND', '580-588'],
  ['MT', '590-599'],
  ['IL', '600-629'],
  ['MO', '630-658'],
  ['KS', '660-679'],
  ['NE', '680-693'],
  ['LA', '700-714'],
  ['AR', '716-729'],
  ['OK', '730-732 734-749'],
  ['TX', '733 750-799 885'],
  ['CO', '800-816'],
  ['WY', '820-831'],
  ['ID', '832-838'],
  ['UT', '840-847'],
  ['AZ', '850-865'],
  ['NM', '870-884'],
  ['NV', '889-898'],
  ['CA', '900-961'],
  ['AP', '962-966'],
  ['HI', '967-968'],
  ['GU', '969'],
  ['OR', '970-979'],
  ['WA', '980-994'],
  ['AK', '995-999'],
];

/** American Samoa has one code, among those of Hawaii. */
const pagoPago = '96799';

const stateByPrefix = new Map(
  prefixRanges.flatMap(([state, ranges]) =>
    ranges.split(' ').flatMap((range) => {
      const [first = '', last = first] = range.split('-');
      const count = Number(last) - Number(first) + 1;
      return Array.from(
        { length: count },
        (_, index) => [String(Number(first) + index).padStart(3, '0'), state] as const,
      );
    }),
  ),
);
type Run = { first: string; last: string; zones: readonly string[] };
const runs: readonly Run[] = postalCodeRuns
  .flatMap(([zones, text]) =>
    text
      .trim()
      .split(/\s+/)
      .map((run) => {
        const [first = '', last = first] = run.split('-');
        return { first, last, zones: zones.split(' ') };
      }),
  )
  .toSorted((a, b) => (a.first < b.first ? -1 : 1));

/** The zones of a code in a state that keeps two clocks: those of its run, else all of the state's. */
function zonesInSplitState(zip: string, state: string): readonly string[] {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run === undefined || zip < run.first) high = middle - 1;
    else if (zip > run.last) low = middle + 1;
    else return run.zones;
  }
  return zonesOfState(state);
}

/** A ZIP of the western Pacific that is neither Guam nor the Northern Marianas. */
const isFreelyAssociated = (zip: string): boolean => zip.startsWith('969') && !/^969(?:[123]\d|5[012])$/.test(zip);

export type PostalPlace = { state: string | null; zones: readonly string[]; isMilitary: boolean };

/** State and zones of a ZIP or ZIP+4. Zones are empty for a code that says nothing and for military mail. */
export function placeOfPostalCode(postalCode: string): PostalPlace {
  const zip = /^\d{5}(?=-?\d{4}$|$)/.exec(postalCode.trim())?.[0];
  const state = zip === undefined ? undefined : stateByPrefix.get(zip.slice(0, 3));
  if (zip === undefined || state === undefined || isFreelyAssociated(zip)) {
    return { state: null, zones: [], isMilitary: false };
  }
  if (militaryRegions.has(state)) return { state, zones: [], isMilitary: true };
  if (zip === pagoPago) return { state, zones: zonesOfState('AS'), isMilitary: false };
  const ofState = zonesOfState(state);
  return { state, zones: ofState.length > 1 ? zonesInSplitState(zip, state) : ofState, isMilitary: false };
}
