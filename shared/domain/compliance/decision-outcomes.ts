/** What a decision comes to, for counting; `decision-outline.ts` works it out. */

/** Each decision is exactly one of these. */
export type DecisionOutcome = 'clear' | 'near-miss' | 'overridden' | 'refused';

/** What a decision is counted as. `shadow`: permitted, and a rule of a pack in shadow would have refused it. */
export const notableOutcomes = ['refused', 'overridden', 'near-miss', 'shadow'] as const;
export type NotableOutcome = (typeof notableOutcomes)[number];
