/** Entries newest first, in groups with the same heading. */
export function groupByDay<E extends { at: string }>(
  entries: readonly E[],
  headingOf: (at: string) => string,
): { heading: string; entries: E[] }[] {
  const groups: { heading: string; entries: E[] }[] = [];
  for (const entry of entries.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const heading = headingOf(entry.at);
    const last = groups.at(-1);
    if (last?.heading === heading) last.entries.push(entry);
    else groups.push({ heading, entries: [entry] });
  }
  return groups;
}
