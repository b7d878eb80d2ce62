/** What a refusal says about the text of a recorded message. Pure. */
import { z } from 'zod';
import type { Problem } from '../../../shared/contracts/core/problem.ts';

/** The detail of `compliance/message-not-limited`: each part of the text that may not be said, and why. */
const refusalSchema = z.object({
  findings: z.array(z.object({ sentence: z.string(), reason: z.string() })),
});

export type Refusal = z.output<typeof refusalSchema>['findings'];

export function refusalOf(problem: Problem): Refusal {
  const read = refusalSchema.safeParse(problem.detail);
  return read.success ? read.data.findings : [];
}

/** The text in pieces, those that were refused marked, in order. */
export function markRefused(text: string, refusal: Refusal): { text: string; reason: string | null }[] {
  const spots = refusal
    .map(({ sentence, reason }) => ({ at: text.indexOf(sentence), length: sentence.length, reason }))
    .filter(({ at, length }) => at >= 0 && length > 0)
    .toSorted((a, b) => a.at - b.at);
  const pieces: { text: string; reason: string | null }[] = [];
  let done = 0;
  for (const { at, length, reason } of spots) {
    if (at < done) continue;
    if (at > done) pieces.push({ text: text.slice(done, at), reason: null });
    pieces.push({ text: text.slice(at, at + length), reason });
    done = at + length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), reason: null });
  return pieces;
}
