import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FarEnd } from '../../story/practice-far-end.ts';
import { measureRecording } from './wav.ts';

/** What the far ends of the lab hear from an agent: Asterisk records it, the newest recording is the newest call. */
export const recordedFarEnd = (recordings: string): FarEnd => ({
  hears: async () => {
    const files = readdirSync(recordings)
      .filter((name) => name.endsWith('-agent.wav'))
      .map((name) => path.join(recordings, name))
      .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
    const newest = files.at(-1);
    return newest === undefined ? null : measureRecording(newest);
  },
});
