/** What specs behind the lab's Asterisk expect of it again and again. */
import { expect } from 'vitest';
import { eventually } from '../../phones/hear.ts';
import type { Asterisk } from './asterisk.ts';
import { levelsInRecording, type Stretch } from './wav.ts';

/** A voice above this is in a recording; one that is not is below -60. */
const recordedDb = -40;

/** Of these voices, as frequencies, those that are in a recording: in its last half second, or in a stretch of it. */
export const voicesIn = (file: string, frequenciesHz: readonly number[], stretch?: Stretch): number[] => {
  const levels = levelsInRecording(file, frequenciesHz, stretch);
  return frequenciesHz.filter((_hz, index) => (levels[index] ?? -Infinity) > recordedDb);
};

/** The far end that was called last by this number hears these voices and none of the others. */
export const expectFarEndToHear = (
  asterisk: Asterisk,
  number: string,
  voicesHz: readonly number[],
  othersHz: readonly number[] = [],
): Promise<void> =>
  eventually(() => {
    const recording = asterisk.heardByFarEnd(number).at(-1);
    expect(recording, `nobody was called at ${number}`).toBeDefined();
    expect(voicesIn(recording ?? '', [...voicesHz, ...othersHz])).toEqual(voicesHz);
  });

/** Ends what a spec left behind. */
export async function endAllCalls(asterisk: Asterisk): Promise<void> {
  asterisk.cli('channel request hangup all');
  await eventually(() => expect(asterisk.cli('core show channels count')).toContain('0 active channels'));
}
