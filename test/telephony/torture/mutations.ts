/** Seeded damage to SIP messages: what a broken proxy, a hostile peer or a bad cable makes of them. Text is one byte a character. */

const numbers = ['0', '-1', '00', '4294967296', '18446744073709551616', '1e309', 'NaN', '9'.repeat(400)];
const names = ['__proto__', 'constructor', 'toString', '', ':', 'Via', 'Contact', 'Replaces', 'Refer-To', 'CSeq', 'l'];
const morsels = [
  '\0',
  '\r',
  '\n',
  '\r\n\r\n',
  '"',
  '<',
  '>',
  ';',
  ',',
  '@',
  '%',
  '%00',
  '[',
  '\u00FF',
  '\u00C3',
  '\t ',
  ';;,;',
];
const lengths = [2, 100, 3000, 40_000];

/** Longer ones the phone system's own socket would not take. */
const longestMessage = 200_000;

type Dice = { below: (limit: number) => number; pick: <T>(choices: readonly T[]) => T | undefined };
type Damage = (text: string, dice: Dice) => string;

function splice(text: string, { below }: Dice, longest: number, change: (piece: string) => string): string {
  const at = below(text.length + 1);
  const end = at + below(longest + 1);
  return text.slice(0, at) + change(text.slice(at, end)) + text.slice(end);
}

/** Changes the lines of the head and leaves the body as it is. */
function head(text: string, change: (lines: string[]) => string[]): string {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return text;
  return change(text.slice(0, end).split('\r\n')).join('\r\n') + text.slice(end);
}

function value(text: string, dice: Dice, change: (given: string) => string): string {
  return head(text, (lines) => {
    const at = dice.below(lines.length);
    return lines.map((line, index) =>
      index === at ? line.replace(/(:\s*)(.*)$/, (_, colon: string, given: string) => colon + change(given)) : line,
    );
  });
}

const damages: Damage[] = [
  (text, dice) => splice(text, dice, 1, () => String.fromCodePoint(dice.below(256))),
  (text, dice) =>
    splice(text, dice, 1, (byte) => String.fromCodePoint((byte.codePointAt(0) ?? 0) ^ (1 << dice.below(8)))),
  (text, dice) => splice(text, dice, 40, () => ''),
  (text, dice) => splice(text, dice, 40, (piece) => piece + piece),
  (text, dice) => splice(text, dice, 0, () => dice.pick(morsels) ?? ''),
  (text, dice) => splice(text, dice, 1, (piece) => piece.repeat(dice.pick(lengths) ?? 1)),
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text, dice) => head(text, (lines) => lines.toSpliced(dice.below(lines.length), 1)),
  (text, dice) => head(text, (lines) => lines.toSpliced(dice.below(lines.length), 0, dice.pick(lines) ?? '')),
  (text, dice) =>
    head(text, (lines) => lines.toSpliced(1 + dice.below(lines.length), 0, `${dice.pick(names)}: ${dice.pick(lines)}`)),
  (text, dice) => head(text, (lines) => lines.with(dice.below(lines.length), dice.pick(lines) ?? '')),
  (text, dice) =>
    text.replace(/^((?:Content-Length|l)\s*:).*$/im, (_, name: string) => `${name} ${dice.pick(numbers)}`),
  (text, dice) => text.replace(/^(CSeq\s*: *)\d+/im, (_, name: string) => `${name}${dice.pick(numbers)}`),
  (text, dice) => value(text, dice, () => ''),
  (text, dice) => value(text, dice, (given) => given.repeat(dice.pick(lengths.slice(0, 3)) ?? 1)),
  (text, dice) => value(text, dice, (given) => given.replace(/\d+/, dice.pick(numbers) ?? '')),
  (text, dice) => value(text, dice, (given) => `${given};${'p;'.repeat(dice.pick(lengths) ?? 1)}`),
  (text, { pick }) => text.replaceAll('\r\n', pick(['\n', '\r', '\r\n ']) ?? ''),
];

/** Ids of its own, so that no two messages are taken for one that was sent twice. */
const renew = (text: string, id: string): string =>
  text
    .replace(/(branch=z9hG4bK)/, `$1${id}`)
    .replace(/^((?:Call-ID|i)\s*:\s*)/im, `$1${id}`)
    .replace(/^((?:From|f)\s*:[^\r]*;tag=)/im, `$1${id}`);

/** @param random numbers in [0, 1): the same ones give the same damage */
export function mutate(original: Buffer, id: string, random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  const dice: Dice = { below, pick: (choices) => choices[below(choices.length)] };
  let text = renew(original.toString('latin1'), id);
  for (let count = 1 + below(3); count > 0; count -= 1) text = dice.pick(damages)?.(text, dice) ?? text;
  return Buffer.from(text.slice(0, longestMessage), 'latin1');
}
