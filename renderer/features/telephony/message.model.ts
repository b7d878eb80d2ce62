/** What a refusal says about the text of a recorded message. Pure. */
import { z } from 'zod';
import type { Problem } from '../../../shared/contracts/core/problem.ts';

/** The detail of `compliance/message-not-limited`: what may not be said, and what is missing. */
const refusalSchema = z.object({
  faults: z.array(z.object({ kind: z.string(), sentence: z.string().optional(), name: z.string().optional() })),
});

/** The parts of the text that may not be said, as they stand in it; empty when only something is missing. */
export function refusedParts(problem: Problem): string[] {
  const read = refusalSchema.safeParse(problem.detail);
  if (!read.success) return [];
  return read.data.faults.flatMap(({ sentence, name }) => sentence ?? name ?? []);
}

/** The text in pieces, those that may not be said marked, in order. */
export function markRefused(text: string, parts: readonly string[]): { text: string; isRefused: boolean }[] {
  const spots = parts
    .map((part) => ({ at: text.toLowerCase().indexOf(part.toLowerCase()), length: part.length }))
    .filter(({ at, length }) => at >= 0 && length > 0)
    .toSorted((a, b) => a.at - b.at);
  const pieces: { text: string; isRefused: boolean }[] = [];
  let done = 0;
  for (const { at, length } of spots) {
    if (at < done) continue;
    if (at > done) pieces.push({ text: text.slice(done, at), isRefused: false });
    pieces.push({ text: text.slice(at, at + length), isRefused: true });
    done = at + length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), isRefused: false });
  return pieces;
}
