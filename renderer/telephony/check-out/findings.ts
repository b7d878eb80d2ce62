/** What the check-out makes of figures: a verdict and one plain sentence. Pure. */
import type { CheckOutVerdict } from '../../../shared/domain/telephony/check-out.ts';
import type { Headset } from '../../../shared/ipc/phone-snapshot.ts';
import { deadBelowDb, microphoneSentence, outputSentence, voiceAboveDb } from '../media/audio-tests.ts';
import type { Quality } from '../media/call-quality.ts';
import type { Heard, Played } from '../media/sound-probes.ts';

export type Finding = { verdict: CheckOutVerdict; detail: string };

export const passed = (detail: string): Finding => ({ verdict: 'passed', detail });
export const warning = (detail: string): Finding => ({ verdict: 'warning', detail });
export const failedWith = (detail: string): Finding => ({ verdict: 'failed', detail });

/** Round trips up to this are not noticed in a conversation (ITU-T G.114: 150 ms one way). */
const slowRoundTripMs = 300;
/** Bands of the mean opinion score that the rest of the app warns by. */
const amberBelowMos = 4;
const redBelowMos = 3.5;

/** Nobody need have spoken: a live microphone hears the room. Only one that sends nothing at all has failed. */
export function microphoneFinding(name: string, { loudestDb, quietestDb }: Heard): Finding {
  const sentence = microphoneSentence(name, loudestDb);
  if (loudestDb <= deadBelowDb) return failedWith(sentence);
  if (loudestDb < voiceAboveDb) return warning(sentence);
  return passed(`${sentence.slice(0, -1)}, ${Math.round(quietestDb)} dB at the quietest.`);
}

export function outputFinding(name: string, played: Played): Finding {
  const sentence = outputSentence(name, played);
  return played.isRunning && played.playedDb > deadBelowDb ? passed(sentence) : failedWith(sentence);
}

export function headsetFinding({ state, name, canAnswer, canMute, notice }: Headset): Finding {
  switch (state) {
    case 'connected': {
      const can = [...(canAnswer ? ['answers and hangs up'] : []), ...(canMute ? ['mutes'] : [])];
      return passed(`${name ?? 'A headset'} is connected: it ${can.join(' and ') || 'shows the call with its lamps'}.`);
    }
    case 'contended':
    case 'permission-needed':
      return warning(`${notice ?? 'The headset cannot be used fully'}.`);
    case 'none':
    default:
      return { verdict: 'not-applicable', detail: 'No headset with call buttons is connected.' };
  }
}

/** `roundTripsMs`: of several OPTIONS; null where no answer came. */
export function pbxFinding(
  registration: { isRegistered: boolean; reason: string | null },
  roundTripsMs: readonly (number | null)[],
): Finding {
  const { isRegistered, reason } = registration;
  if (!isRegistered) return failedWith(`The phone is not connected${reason === null ? '.' : `: ${reason}.`}`);
  const answered = roundTripsMs.filter((ms) => ms !== null).toSorted((a, b) => a - b);
  const median = answered[Math.floor(answered.length / 2)];
  if (median === undefined) return failedWith('The phone system takes calls but did not answer in time.');
  const sentence = `Registered; the phone system answers in ${Math.round(median)} ms`;
  if (answered.length < roundTripsMs.length)
    return warning(
      `${sentence}, but ${roundTripsMs.length - answered.length} of ${roundTripsMs.length} tries got no answer.`,
    );
  return median > slowRoundTripMs ? warning(`${sentence}, which is slow.`) : passed(`${sentence}.`);
}

/** A call to the phone system's echo: what came back of it. */
export function echoFinding(quality: Quality | null, packetsReceived: number): Finding {
  if (packetsReceived === 0) return failedWith('The echo of the phone system answered, but no sound came back.');
  if (!quality)
    return warning(`Sound came back from the phone system (${packetsReceived} packets), but too little to measure.`);
  const figures = `round trip ${Math.round(quality.rtt_ms)} ms, jitter ${quality.jitter_ms.toFixed(1)} ms, loss ${quality.loss_percent.toFixed(1)} %, MOS ${quality.mos.toFixed(1)}`;
  const sentence = `Sound travels to the phone system and back: ${figures}.`;
  if (quality.mos < redBelowMos) return failedWith(sentence);
  return quality.mos < amberBelowMos ? warning(sentence) : passed(sentence);
}
