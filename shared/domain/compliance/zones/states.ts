/**
 * The zones in use in each state and territory. Sources: 49 CFR part 71 (standard time zone boundaries), 15 USC 260a
 * (daylight saving and the exemptions of Arizona, Hawaii and the territories), IANA tz database 2026. Zones that have kept
 * the same clock since 2007 are named by one of them: all of Eastern Indiana, Kentucky and Michigan is
 * `America/New_York`. As of 2026-11.
 */
const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';
const BOISE = 'America/Boise';

const groups: readonly (readonly [states: string, zones: readonly string[]])[] = [
  ['CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV', [EASTERN]],
  ['AL AR IL IA LA MN MS MO OK WI', [CENTRAL]],
  ['CO MT NM UT WY', [MOUNTAIN]],
  ['CA WA', [PACIFIC]],
  ['FL IN KY MI TN', [EASTERN, CENTRAL]],
  ['KS ND NE SD TX', [CENTRAL, MOUNTAIN]],
  ['AZ', ['America/Phoenix', MOUNTAIN]],
  ['ID OR', [BOISE, PACIFIC]],
  ['NV', [PACIFIC, MOUNTAIN]],
  ['AK', ['America/Anchorage', 'America/Adak']],
  ['HI', ['Pacific/Honolulu']],
  ['PR', ['America/Puerto_Rico']],
  ['VI', ['America/St_Thomas']],
  ['GU MP', ['Pacific/Guam']],
  ['AS', ['Pacific/Pago_Pago']],
];

const zonesByState = new Map(groups.flatMap(([states, zones]) => states.split(' ').map((state) => [state, zones])));

/** `AA`, `AE`, `AP`: forces overseas; they may be anywhere. */
export const militaryRegions: ReadonlySet<string> = new Set(['AA', 'AE', 'AP']);

/** Every zone in use in a state or territory (two-letter code); empty when there is no such state. */
export const zonesOfState = (state: string): readonly string[] => zonesByState.get(state) ?? [];

/**
 * Where the consumer may be when nothing at all is known: the contiguous states, Alaska and Hawaii. Their common window
 * is 13:00-21:00 EST and 14:00-21:00 EDT.
 */
export const anywhereInTheStates: readonly string[] = [
  EASTERN,
  CENTRAL,
  MOUNTAIN,
  'America/Phoenix',
  PACIFIC,
  'America/Anchorage',
  'Pacific/Honolulu',
];

/** Of all zones of the states and territories the one in which a calendar day ends last. */
export const dayEndsLastIn = 'Pacific/Pago_Pago';
/** And the one in which it begins first. */
export const dayBeginsFirstIn = 'Pacific/Guam';
