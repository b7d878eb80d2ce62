/**
 * Who a list of litigators names, when it gives a name and an address instead of a number: the same person only when both are
 * the same after spelling is made one. Nothing is guessed: a missing initial or another unit is another person.
 */

/** USPS Publication 28, appendix C: the words of a street that are written both ways. */
const streetWords: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  boulevard: 'blvd',
  court: 'ct',
  place: 'pl',
  circle: 'cir',
  highway: 'hwy',
  parkway: 'pkwy',
  terrace: 'ter',
  square: 'sq',
  apartment: 'apt',
  suite: 'ste',
  floor: 'fl',
  building: 'bldg',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
};

/** Lower case without accents; apostrophes join (O'Neil, ONeil), every other sign parts. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f'’.]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/**
 * One text for one person at one address: the words of the name in any order (`Garcia, Maria`), the street lines with the
 * usual words shortened, the five digits of the ZIP code. Null when one of the three says too little to know anybody by.
 */
export function personKey(name: string, lines: string, postalCode: string): string | null {
  const names = wordsOf(name).toSorted();
  const street = wordsOf(lines).map((word) => streetWords[word] ?? word);
  const zip = /^(\d{5})(-?\d{4})?$/.exec(postalCode.trim())?.[1];
  if (names.length < 2 || street.length < 2 || zip === undefined) return null;
  return `${names.join(' ')}|${street.join(' ')}|${zip}`;
}
