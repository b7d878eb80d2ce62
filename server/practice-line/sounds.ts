/** What the line plays by itself: recorded prompts (espeak-ng, 8 kHz mono mu-law) and tones. */
import { mixFrames } from './mixing.ts';
import { loadSound, makeSilence, makeTone, type Sound } from './pcmu.ts';

type PromptName =
  | 'person'
  | 'voicemail'
  | 'not-in-service'
  | 'asks-for-transfer'
  | 'emergency'
  | 'leave-a-message'
  | 'new-message'
  | 'old-message'
  | 'no-more-messages'
  | 'message-deleted';

/** Throws if the prompt is missing, so that the line does not start without its voice. */
export const loadPrompt = (name: PromptName): Sound =>
  loadSound(new URL(`../../resources/practice-line/${name}.wav`, import.meta.url));

/** North American ringback: 440 Hz and 480 Hz, two seconds on, four off (Telcordia GR-506). */
export const ringback = Buffer.concat([makeTone([440, 480], 2000, 0.1), makeSilence(4000)]);
/** Special information tone (ITU-T E.180): three rising tones before an announcement. */
export const informationTone = Buffer.concat([...[950, 1400, 1800].map((hz) => makeTone([hz], 330)), makeSilence(200)]);
export const beepHz = 1000;
export const beep = makeTone([beepHz], 500);

/** The note of the waiting music that stands out. */
export const musicHz = 330;
/** A C major chord; whole periods in one second, so that it loops without a click. */
export const music = mixFrames([makeTone([musicHz], 1000, 0.12), makeTone([262, 392], 1000, 0.05)]);
