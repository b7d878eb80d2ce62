/** How what is counted of decisions is called on the desk. */
import type { NotableOutcome } from '../../../shared/domain/compliance/decision-outcomes.ts';

export const outcomeWords: Readonly<Record<NotableOutcome, string>> = {
  refused: 'Refused',
  overridden: 'Made by an override',
  'near-miss': 'Near miss',
  shadow: 'Would be refused by a pack in shadow',
};
