import { describe, expect, it } from 'vitest';
import { emptySearch, isEmptySearch, queryOf } from './decisions.model.ts';

describe('the query of a search', () => {
  it('leaves out what was not asked for', () => {
    expect(queryOf(emptySearch)).toEqual({});
    expect(isEmptySearch({ ...emptySearch, number: '  ' })).toBe(true);
    expect(isEmptySearch({ ...emptySearch, ruleId: 'F-1' })).toBe(false);
  });

  it('takes a number as people write it, and waits while it is none', () => {
    expect(queryOf({ ...emptySearch, number: '(212) 555-0123' })).toEqual({ phone_number: '+12125550123' });
    expect(queryOf({ ...emptySearch, number: '21' })).toBeUndefined();
  });

  it('includes both days whole, also when the clocks change', () => {
    const query = queryOf({ ...emptySearch, fromDay: '2026-11-01', toDay: '2026-11-01' });
    expect(query?.from).toBe(new Date(2026, 10, 1).toISOString());
    expect(query?.to).toBe(new Date(2026, 10, 2).toISOString());
    expect(queryOf({ ...emptySearch, fromDay: 'soon' })).toEqual({});
  });
});
