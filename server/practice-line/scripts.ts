/** What the far end does in each scenario, as data: a scenario is a list of steps. */
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';
import { loadSound, makeSilence, makeTone, type Sound } from './pcmu.ts';

export type Step =
  /** 180, then wait. */
  | { do: 'ring'; ms: number }
  /** 183 with media, heard before the answer. */
  | { do: 'early-media'; sound: Sound }
  | { do: 'answer' }
  /** A looped sound plays on while the next steps run. */
  | { do: 'play'; sound: Sound; isLooped?: boolean }
  /** Says back what the agent says, so that both directions can be heard and measured. */
  | { do: 'echo' }
  | { do: 'wait'; ms: number }
  | { do: 'reject'; sipStatus: number }
  | { do: 'hang-up' };

export type Script = readonly Step[];
export type Scripts = Record<PracticeScenarioCode, Script>;

const loadPrompt = (name: string): Sound =>
  loadSound(new URL(`../../resources/practice-line/${name}.wav`, import.meta.url));

/** North American ringback: 440 Hz and 480 Hz, two seconds on, four off (Telcordia GR-506). */
const ringback = Buffer.concat([makeTone([440, 480], 2000, 0.1), makeSilence(4000)]);
/** Special information tone (ITU-T E.180): three rising tones before an announcement. */
const informationTone = Buffer.concat([...[950, 1400, 1800].map((hz) => makeTone([hz], 330)), makeSilence(200)]);
const beep = makeTone([1000], 500);
export const testToneHz = 1000;

/** Loads the recorded prompts. Throws if one of them is missing, so that the line does not start without its voice. */
export function loadScripts(): Scripts {
  const person = loadPrompt('person');
  return {
    person: [{ do: 'ring', ms: 1500 }, { do: 'answer' }, { do: 'play', sound: person }, { do: 'echo' }],
    voicemail: [
      { do: 'ring', ms: 2000 },
      { do: 'answer' },
      { do: 'play', sound: loadPrompt('voicemail') },
      { do: 'play', sound: beep },
      { do: 'wait', ms: 60_000 },
      { do: 'hang-up' },
    ],
    busy: [
      { do: 'ring', ms: 300 },
      { do: 'reject', sipStatus: 486 },
    ],
    'not-in-service': [{ do: 'reject', sipStatus: 404 }],
    'rings-out': [
      { do: 'ring', ms: 30_000 },
      { do: 'reject', sipStatus: 480 },
    ],
    'hangs-up': [{ do: 'ring', ms: 500 }, { do: 'answer' }, { do: 'wait', ms: 5000 }, { do: 'hang-up' }],
    unavailable: [{ do: 'reject', sipStatus: 503 }],
    'early-ringback': [
      { do: 'early-media', sound: ringback },
      { do: 'answer' },
      { do: 'play', sound: person },
      { do: 'echo' },
    ],
    'early-not-in-service': [
      { do: 'early-media', sound: Buffer.concat([informationTone, loadPrompt('not-in-service')]) },
      { do: 'reject', sipStatus: 404 },
    ],
    'test-tone': [{ do: 'answer' }, { do: 'play', sound: makeTone([testToneHz], 1000), isLooped: true }],
  };
}
