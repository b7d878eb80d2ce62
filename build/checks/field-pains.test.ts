/** docs/field-pains.md names files and tests: whoever renames or removes one of them changes the page as well. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const rows = readFileSync(path.join(root, 'docs/field-pains.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ''))
  .map(([, number = '', pain = '', measure = '', proof = '']) => ({ number, pain, measure, proof }));

const pathsIn = (cell: string): string[] => [...cell.matchAll(/`([\w./-]+\.\w+)`/g)].map(([, file = '']) => file);
/** `file`: "title", "title"; … */
const testsIn = (cell: string): { file: string; title: string }[] =>
  [...cell.matchAll(/`([^`]+)`: ("[^"]+"(?:, "[^"]+")*)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title })),
  );
/** The title as the source has it, in whichever quotes. */
const isTestOf = (file: string, title: string): boolean => {
  if (!existsSync(path.join(root, file))) return false;
  const source = readFileSync(path.join(root, file), 'utf8');
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some(
    (quoted) => source.includes(`(${quoted}`) || source.includes(`  ${quoted},\n`),
  );
};

describe('the page of field pains', () => {
  it('has a line for each of the twenty-five', () => {
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  it.each(rows)('$number, $pain: the files are there, and so are the tests', ({ measure, proof }) => {
    const files = [...pathsIn(measure), ...pathsIn(proof)];
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    const tests = testsIn(proof);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter(({ file, title }) => !isTestOf(file, title))).toEqual([]);
    // Every file of the proof is there for a test.
    expect(pathsIn(proof).filter((file) => !tests.some((test) => test.file === file))).toEqual([]);
  });
});
