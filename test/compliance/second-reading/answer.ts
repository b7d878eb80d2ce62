/** What a rule of the second reading says, and how the first lawful moment is found: by trying moments until one is lawful. */

export type Answer = { verdict: 'allow' | 'require' | 'defer' | 'review'; nextLawfulAtMs: number | null };

export const allowed: Answer = { verdict: 'allow', nextLawfulAtMs: null };
export const underReview: Answer = { verdict: 'review', nextLawfulAtMs: null };

/**
 * A deferral to the first of the moments, tried in their order, that is lawful. A deferral has a moment; where none is found,
 * a person has to look at the facts.
 */
export function deferredTo(moments: Iterable<number>, isLawful: (atMs: number) => boolean): Answer {
  for (const atMs of moments) {
    if (isLawful(atMs)) return { verdict: 'defer', nextLawfulAtMs: atMs };
  }
  return underReview;
}
