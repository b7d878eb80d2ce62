/**
 * ZIP code to state and zones. Sources: USPS labeling list L002 (three-digit prefixes by state), 49 CFR part 71, IANA tz
 * database. Inside a state with two clocks a prefix that lies wholly in one of them has that one; a prefix that a boundary
 * crosses has both, so that a doubt can only narrow the window. As of 2026-11.
 */
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

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';
const BOISE = 'America/Boise';

/** The clock most of a split state keeps. */
const mainZone: Readonly<Record<string, string>> = {
  AK: 'America/Anchorage',
  AZ: 'America/Phoenix',
  FL: EASTERN,
  ID: BOISE,
  IN: EASTERN,
  KS: CENTRAL,
  KY: EASTERN,
  MI: EASTERN,
  ND: CENTRAL,
  NE: CENTRAL,
  NV: PACIFIC,
  OR: PACIFIC,
  SD: CENTRAL,
  TN: CENTRAL,
  TX: CENTRAL,
};

/** Prefixes and single codes that keep another clock, or that a boundary crosses (`both`). The longer prefix wins. */
const exceptions: readonly (readonly [prefixes: string, zones: readonly string[] | 'both'])[] = [
  ['99546 99547', ['America/Adak']],
  ['865', [MOUNTAIN]],
  ['86502 86512 86020 86033 86034 86035 86036 86039 86040 86044 86045 86053 86054', 'both'],
  ['324 325', [CENTRAL]],
  ['32456 32457 32465 32410', 'both'],
  ['835 838', [PACIFIC]],
  ['83549 83554', 'both'],
  ['463 464 476 477', [CENTRAL]],
  ['465 475 479', 'both'],
  ['677 678', 'both'],
  ['420 421 422 423 424', [CENTRAL]],
  ['401 425 426 427', 'both'],
  ['498 499', 'both'],
  ['585 586 588', 'both'],
  ['690 691 692', 'both'],
  ['693', [MOUNTAIN]],
  ['89825 89826 89831 89832 89883', 'both'],
  ['979', [BOISE]],
  ['97904 97905 97907', 'both'],
  ['577', [MOUNTAIN]],
  ['575 576', 'both'],
  ['374 376 377 378 379', [EASTERN]],
  ['373 37723', 'both'],
  ['799 885', [MOUNTAIN]],
  ['798', 'both'],
  ['96799', ['Pacific/Pago_Pago']],
];

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
const zonesByException = new Map(
  exceptions.flatMap(([prefixes, zones]) => prefixes.split(' ').map((prefix) => [prefix, zones] as const)),
);

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
  const exception = zonesByException.get(zip) ?? zonesByException.get(zip.slice(0, 3));
  if (exception !== undefined && exception !== 'both') return { state, zones: exception, isMilitary: false };
  const main = mainZone[state];
  return { state, zones: exception === 'both' || main === undefined ? zonesOfState(state) : [main], isMilitary: false };
}
