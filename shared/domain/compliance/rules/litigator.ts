/** Somebody who has sued collectors before still owes the debt: a person decides about each contact. Policy. */
import { defineRule } from '../rule.ts';

const named = {
  told: 'this number or person',
  number: 'this number',
  'name-and-address': 'a person of this name at this address',
} as const;

export const litigator = defineRule<Readonly<Record<string, never>>>(
  { id: 'P-litigator', title: 'List of litigators', citation: 'Policy', isPolicy: true },
  ({ action, endpoint }) => {
    const { litigator: listed } = endpoint;
    const used = {
      source: listed?.source ?? null,
      as_of: listed?.asOf ?? null,
      severity: listed?.severity ?? null,
      matched_by: listed?.matchedBy ?? null,
    };
    if (listed === null) return { verdict: 'allow', reason: 'No list of litigators names this number.', facts: used };
    if (action.direction === 'inbound') return { verdict: 'allow', reason: 'They called us.', facts: used };
    return {
      verdict: 'review',
      reason: `The list of ${listed.source} of ${listed.asOf} names ${named[listed.matchedBy ?? 'told']}${
        listed.severity === null ? '' : ` (${listed.severity})`
      }: a supervisor or compliance decides.`,
      facts: used,
    };
  },
);
