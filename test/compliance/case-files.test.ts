/**
 * A third reading of the rule book: over a thousand cases with what was expected of them, written by people who had read the rule book
 * and nothing of the rules. Where they and the rules differed, the text decided; cases that the text does not decide are not here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../../shared/domain/compliance/cases/case-file.ts';
import { evaluateCase } from '../../shared/domain/compliance/cases/evaluate-cases.ts';

const folder = path.join(import.meta.dirname, 'case-files');

describe.each(readdirSync(folder))('the cases of %s', (name) => {
  it('get the answers that were expected before the rules were read', () => {
    const read = readCaseFile(readFileSync(path.join(folder, name), 'utf8'));
    if (!read.ok) throw new Error(JSON.stringify(read.issues.slice(0, 5)));
    expect(read.cases.length).toBeGreaterThan(500);
    const differing = read.cases.flatMap((each) => {
      const { id, mismatches } = evaluateCase(each);
      return mismatches.map((mismatch) => `${id}: ${mismatch}`);
    });
    expect(differing).toEqual([]);
  });
});
