import { describe, expect, it } from 'vitest';
import { personKey } from './litigators.ts';

describe('a person on a list of litigators', () => {
  it('is the same in another spelling', () => {
    const key = personKey('María O’Neil-García', '12 North Main Street, Apartment 4', '12207');
    expect(key).not.toBeNull();
    expect(personKey("GARCIA, Maria O'Neil", '12 N. MAIN ST\nAPT 4', '12207-1234')).toBe(key);
  });

  it.each([
    ['Maria B Garcia', '12 Main St', '12207'],
    ['Maria Garcia', '12 Main St Apt 4', '12207'],
    ['Maria Garcia', '12 Main Ave', '12207'],
    ['Maria Garcia', '12 Main St', '12208'],
  ])('is not %s, %s, %s', (name, lines, zip) => {
    expect(personKey(name, lines, zip)).not.toBe(personKey('Maria Garcia', '12 Main St', '12207'));
  });

  it.each([
    ['Maria', '12 Main St', '12207'],
    ['Maria Garcia', '', '12207'],
    ['Maria Garcia', '12 Main St', '1220'],
  ])('is nobody by %s, %s, %s', (name, lines, zip) => {
    expect(personKey(name, lines, zip)).toBeNull();
  });
});
