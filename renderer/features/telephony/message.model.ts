/** What the check of a recorded message's text says, while it is typed. Pure. */
import {
  describeLimitedContentFault,
  findLimitedContentFaults,
} from '../../../shared/domain/compliance/limited-content.ts';

/** What keeps a text from being a limited-content message: parts that may not be said, and all of it in words. */
export function checkText(transcript: string): { refused: string[]; words: string[] } {
  const faults = findLimitedContentFaults(transcript, 'voicemail');
  return {
    refused: faults.flatMap((fault) =>
      fault.kind === 'not-allowed'
        ? [fault.sentence]
        : fault.kind === 'name-indicates-debt-collection'
          ? [fault.name]
          : [],
    ),
    words: faults.map(describeLimitedContentFault),
  };
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
