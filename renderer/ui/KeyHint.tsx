import { keyWords } from './key-words.ts';

/** Keys as caps: `mod+k` is `Ctrl K`, or `⌘ K` on a Mac; `g c` is one key after the other. */
export const KeyHint = ({ keys }: { keys: string }) => (
  <span className="keys">
    {keyWords(keys).map((word) => (
      <kbd key={word}>{word}</kbd>
    ))}
  </span>
);
