/**
 * P-1-kept: what is kept of a card. Never its security code, also not for a plan: later debits use the processor's token and
 * need none (PCI DSS 3.3.1.2). Never its number in a note or message (3.5.1).
 */
import { findCardData } from '../payments/card-data.ts';
import { definePaymentRule } from '../rule.ts';

export const cardDataKept = definePaymentRule<Readonly<Record<string, never>>>(
  {
    id: 'P-1-kept',
    title: 'What is kept of a card',
    citation: 'PCI DSS v4.0.1, 3.3.1.2, 3.5.1',
    isPolicy: false,
    override: 'never',
  },
  ({ action, card, schedule }) => {
    const found = action.texts.flatMap((text) => findCardData(text).map(({ kind }) => kind));
    // What was found is said, and never repeated.
    const used = {
      found_in_texts: found,
      keeps_security_code: card?.keepsSecurityCode ?? null,
      is_tokenized: card?.isTokenized ?? null,
    };
    if (found.length > 0) {
      return {
        verdict: 'block',
        reason: `A note or message holds ${found.includes('card-number') ? 'a card number' : 'a security code'}: take it out.`,
        facts: used,
      };
    }
    if (action.method !== 'card') return { verdict: 'allow', reason: 'No card is used.', facts: used };
    if (card?.keepsSecurityCode === true) {
      return {
        verdict: 'block',
        reason: 'The security code may not be kept; later debits use the token of the processor and need none.',
        citation: 'PCI DSS v4.0.1, 3.3.1.2',
        facts: used,
      };
    }
    const isPlan = schedule !== null && schedule.debitCount !== 1;
    if (isPlan && action.step !== 'open-form' && card?.isTokenized !== true) {
      return {
        verdict: 'block',
        reason: 'A plan needs the token of the processor; nobody knows that there is one.',
        citation: 'PCI DSS v4.0.1, 3.5.1',
        facts: used,
      };
    }
    return { verdict: 'allow', reason: 'Nothing is kept that must not be.', facts: used };
  },
);
