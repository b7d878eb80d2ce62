import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allPacks } from '../../shared/domain/compliance/packs/all.ts';
import { coverageFile, describeCoverage, findCases, rowIds } from './compliance-coverage.ts';

describe('the coverage of the compliance rules', () => {
  it('has a test for every boundary case', () => {
    const cases = findCases();
    expect(rowIds.filter((rowId) => !cases.has(rowId))).toEqual([]);
  });

  it('knows every case that claims to be one', () => {
    const known = new Set(rowIds);
    expect([...findCases().keys()].filter((id) => !known.has(id))).toEqual([]);
  });

  it('has a file for every rule, and no rule twice in one pack', async () => {
    expect(await describeCoverage()).not.toMatch(/`` *\|/);
    for (const pack of allPacks) {
      const ids = pack.rules.map(({ id }) => `${pack.id} ${id}`);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('is written down as it is', async () => {
    expect(existsSync(coverageFile) && readFileSync(coverageFile, 'utf8')).toBe(await describeCoverage());
  });
});
