/**
 * States that were looked at and of which no cap on collection contact, and no hours stricter than the federal ones, were
 * found. They have no rules; the entry says so, so that nobody takes silence for an oversight.
 */
import type { RulePack } from '../../rule.ts';
import { overlayPack } from './overlay.ts';

const NONE_FOUND =
  'From knowledge: no cap on collection contact was found, general standards on harassment only. Hours not stricter than the federal ones.';

const states: readonly (readonly [state: string, title: string, uncertainties: readonly string[]])[] = [
  [
    'FL',
    'Florida: Fla. Stat. 559.72',
    [
      'No cap (S-10). Three in 24 hours (501.059, 501.616) is about solicitations, and "existing debt" is outside.',
      'None from 21:00 to 08:00 without consent, the same as the federal hours; emails are exempt since 2025-05-16, but not from Regulation F.',
    ],
  ],
  [
    'CA',
    'California: Civ. Code 1788.11, 1788.17',
    [
      'From knowledge: no number (S-11); unreasonable frequency and the FDCPA as state law, since 2025-07-01 also for covered small commercial debts (SB 1286).',
    ],
  ],
  ['TX', 'Texas: Fin. Code 392.302', [NONE_FOUND]],
  ['OK', 'Oklahoma', [NONE_FOUND]],
  ['MD', 'Maryland: Com. Law 14-202', [NONE_FOUND]],
  ['CT', 'Connecticut: C.G.S. 36a-645', [NONE_FOUND]],
  ['PA', 'Pennsylvania: 73 P.S. 2270.4', [NONE_FOUND]],
  ['NJ', 'New Jersey', [NONE_FOUND]],
  ['IL', 'Illinois: 225 ILCS 425/9.2', [NONE_FOUND, 'Hours after 8:00 and before 21:00, as in the federal pack.']],
  [
    'RI',
    'Rhode Island: R.I. Gen. Laws 19-14.9-5',
    [NONE_FOUND, 'Hours after 8:00 and before 21:00, as in the federal pack.'],
  ],
  [
    'NC',
    'North Carolina: N.C.G.S. 58-70-100',
    [
      NONE_FOUND,
      '"Seven calls in 14 days" circulates and has no support. Hours 8-21 by guidance of the Attorney General.',
    ],
  ],
];

export const packsWithoutACap: readonly RulePack[] = states.map(([state, title, uncertainties]) =>
  overlayPack({
    id: `us-${state.toLowerCase()}`,
    title,
    jurisdiction: `US-${state}`,
    mode: 'shadow',
    uncertainties,
    rules: [],
  }),
);
