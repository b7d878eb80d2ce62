/** Whom an overlay of a state or city is about. Each rule of an overlay asks here first, and says why it is silent. */
import type { ContactFacts } from './facts/facts.ts';
import type { Actor } from './facts/person.ts';
import type { Medium } from './facts/fields.ts';
import { appliesIn } from './jurisdictions.ts';
import type { Debt } from './facts/debt.ts';

export type OverlayScope = {
  /** Two-letter state, or `NYC`. */
  jurisdiction: string;
  /** As it is said: `Massachusetts`. */
  placeName: string;
  /** Whom the law binds; null: every collector. */
  collectorTypes: readonly Actor['collectorType'][] | null;
};

const mediumNames: Record<Medium, string> = {
  voice: 'telephone',
  voicemail: 'voicemail',
  sms: 'text',
  email: 'email',
  letter: 'letter',
  'direct-message': 'direct message',
};
export const mediumName = (medium: Medium): string => mediumNames[medium];

/** Those who are called for the consumer, not as the consumer. */
const representatives: ReadonlySet<string> = new Set(['attorney', 'creditor', 'consumer-reporting-agency', 'trustee']);

/** Why the overlay has nothing to say about this contact, in plain words; null: it has. */
export function whyOutside(
  facts: ContactFacts,
  { jurisdiction, placeName, collectorTypes }: OverlayScope,
  media: readonly Medium[],
): string | null {
  const { action, actor } = facts;
  if (!appliesIn(facts, jurisdiction)) return `Nothing on file points to ${placeName}.`;
  if (collectorTypes !== null && !collectorTypes.includes(actor.collectorType)) {
    return `${placeName} has this rule for other kinds of collectors.`;
  }
  if (!media.includes(action.channel))
    return `This rule of ${placeName} is not about contact by ${mediumName(action.channel)}.`;
  if (representatives.has(action.recipient)) return `This rule of ${placeName} is about contact with the consumer.`;
  return null;
}

/** The debts of a contact that are on file; all of the consumer when nobody knows which it is about. */
export function debtsOnFile({ action, debts }: ContactFacts): { debts: readonly Debt[]; areAllKnown: boolean } {
  if (action.debtIds.length === 0) return { debts, areAllKnown: debts.length > 0 };
  const found = debts.filter(({ id }) => action.debtIds.includes(id));
  return { debts: found, areAllKnown: action.debtIds.every((debtId) => found.some(({ id }) => id === debtId)) };
}
