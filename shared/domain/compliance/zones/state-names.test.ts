import { expect, it } from 'vitest';
import { nameOfState, stateNames } from './state-names.ts';
import { zonesOfState } from './states.ts';

it('every state has a name and a clock, in the order of the names', () => {
  expect(stateNames).toHaveLength(56);
  expect(stateNames.filter(([code]) => zonesOfState(code).length === 0)).toEqual([]);
  const names = stateNames.map(([, name]) => name);
  expect(names.toSorted((a, b) => a.localeCompare(b, 'en'))).toEqual(names);
  expect([nameOfState('NV'), nameOfState('AE')]).toEqual(['Nevada', 'AE']);
});
