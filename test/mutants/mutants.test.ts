import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the mutants', () => {
  it.each(mutants)('$name: stands in the code once', ({ file, find, replace }) => {
    const code = readFileSync(path.join(root, file), 'utf8');
    expect(code.split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  });
});
