/** What the palette finds. Pure. */
import { parseDialled } from '../ui/format.ts';

/** The actions all of whose words are in the query's order-free words: `dark` finds `Switch to dark colors`. */
export function matchActions<A extends { label: string; words: string }>(actions: readonly A[], query: string): A[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter(({ label, words }) => {
    const text = `${label} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** A whole phone number in the query, E.164; short digit strings are references, not numbers. */
export const numberIn = (query: string): string | null =>
  query.replace(/\D/g, '').length >= 7 ? parseDialled(query) : null;
