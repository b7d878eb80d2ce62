/** What the far end does in each scenario and service, as data: a script is a list of steps. */
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';
import { lengthMs, makeSilence, makeTone, type Sound } from './pcmu.ts';
import { beep, informationTone, loadPrompt, ringback } from './sounds.ts';

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
  /** Keeps what is said from now on. */
  | { do: 'take-message' }
  | { do: 'wait'; ms: number }
  | { do: 'reject'; sipStatus: number }
  | { do: 'hang-up' };

export type Script = readonly Step[];
export type Scripts = Record<PracticeScenarioCode, Script>;

export const testToneHz = 1000;
const longestMessageMs = 60_000;

export function loadScripts(): Scripts {
  const person = loadPrompt('person');
  return {
    person: [{ do: 'ring', ms: 1500 }, { do: 'answer' }, { do: 'play', sound: person }, { do: 'echo' }],
    voicemail: [
      { do: 'ring', ms: 2000 },
      { do: 'answer' },
      { do: 'play', sound: loadPrompt('voicemail') },
      { do: 'play', sound: beep },
      { do: 'take-message' },
      { do: 'wait', ms: longestMessageMs },
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
    'asks-for-transfer': [
      { do: 'ring', ms: 1000 },
      { do: 'answer' },
      { do: 'play', sound: loadPrompt('asks-for-transfer') },
      { do: 'echo' },
    ],
  };
}

/** Numbers and services that the line answers itself, beside the scenarios. */
export type ServiceScripts = Record<'echo' | 'emergency' | 'leaveMessage' | 'speaksAfterBeep', Script>;

export function loadServiceScripts(): ServiceScripts {
  const emergency = Buffer.concat([informationTone, loadPrompt('emergency'), makeSilence(1000)]);
  const greeting = Buffer.concat([loadPrompt('leave-a-message'), beep]);
  return {
    echo: [{ do: 'answer' }, { do: 'echo' }],
    // Says twice that nobody is reached here, and lets go: the phone must be free to reach somebody.
    emergency: [
      { do: 'answer' },
      { do: 'play', sound: emergency },
      { do: 'play', sound: emergency },
      { do: 'hang-up' },
    ],
    leaveMessage: [
      { do: 'play', sound: greeting },
      { do: 'take-message' },
      { do: 'wait', ms: longestMessageMs },
      { do: 'hang-up' },
    ],
    speaksAfterBeep: [
      { do: 'wait', ms: lengthMs(greeting) + 200 },
      { do: 'play', sound: loadPrompt('person') },
      { do: 'hang-up' },
    ],
  };
}
