/** The tones the phone makes itself, on the app's one AudioContext. */
import type { PhoneCall } from '../../../shared/ipc/phone-snapshot.ts';

/** Tones that go on until they are stopped. */
export type ToneName = 'ring' | 'ringback' | 'call-waiting';
/** Tones that end by themselves. */
export type SignalName = 'busy' | 'reorder' | 'not-in-service' | 'auto-answer' | 'test';

/** One step: these frequencies together for so long; none is a pause. */
type Step = readonly [frequencies: readonly number[], ms: number];
type Shape = { steps: readonly Step[]; gain: number; rounds: number };

/** Busy, reorder, ringback and call waiting as North American networks sound them (ITU-T E.180 supplement 2, United States). */
const shapes: Readonly<Record<ToneName | SignalName, Shape>> = {
  ring: {
    steps: [
      [[523, 659], 1200],
      [[], 2400],
    ],
    gain: 0.2,
    rounds: Number.POSITIVE_INFINITY,
  },
  ringback: {
    steps: [
      [[440, 480], 2000],
      [[], 4000],
    ],
    gain: 0.08,
    rounds: Number.POSITIVE_INFINITY,
  },
  'call-waiting': {
    steps: [
      [[440], 300],
      [[], 9700],
    ],
    gain: 0.08,
    rounds: Number.POSITIVE_INFINITY,
  },
  busy: {
    steps: [
      [[480, 620], 500],
      [[], 500],
    ],
    gain: 0.08,
    rounds: 4,
  },
  reorder: {
    steps: [
      [[480, 620], 250],
      [[], 250],
    ],
    gain: 0.08,
    rounds: 6,
  },
  /** The special information tone "vacant code" (ITU-T E.180 section 7.3, Telcordia GR-1162). */
  'not-in-service': {
    steps: [
      [[985.2], 380],
      [[1370.6], 274],
      [[1776.7], 380],
      [[], 300],
    ],
    gain: 0.1,
    rounds: 2,
  },
  /** Two short rising notes: nobody takes them for speech, and they are over before the other side says a word. */
  'auto-answer': {
    steps: [
      [[784], 120],
      [[1047], 160],
    ],
    gain: 0.12,
    rounds: 1,
  },
  /** One steady note, so that a microphone can tell it from what else is in the room. */
  test: { steps: [[[1000], 1500]], gain: 0.15, rounds: 1 },
};

/** What `test` sounds, for whoever listens for it. */
export const testToneHz = 1000;
const rampSeconds = 0.008;

export const lengthOf = (name: SignalName): number =>
  shapes[name].rounds * shapes[name].steps.reduce((sum, [, ms]) => sum + ms, 0);

/** How a call ended, as far as the ear is concerned. */
export type EndOfCall = Pick<PhoneCall, 'direction' | 'endedBy' | 'sipStatus'> & {
  /** The far end, or an announcement of the network, was heard in it. */
  wasHeard: boolean;
};

/** What an agent hears when a call of theirs came to nothing; null when they know already. */
export function signalAtEnd({ direction, endedBy, sipStatus, wasHeard }: EndOfCall): SignalName | null {
  if (direction !== 'outbound' || wasHeard || endedBy === 'agent' || endedBy === null) return null;
  if (sipStatus === 486 || sipStatus === 600) return 'busy';
  // Not found, gone, address incomplete, does not exist anywhere (RFC 3261 section 21).
  if (sipStatus === 404 || sipStatus === 410 || sipStatus === 484 || sipStatus === 604) return 'not-in-service';
  return 'reorder';
}

/** One tone being played; `stop` is safe to call at any time. */
type Playing = { stop: () => void };

/** Plays into a node of the graph; where that leads is somebody else's business. */
export function playTone(name: ToneName | SignalName, into: AudioNode, whenOver: () => void = () => {}): Playing {
  const { steps, gain, rounds } = shapes[name];
  const { context } = into;
  const volume = new GainNode(context, { gain: 0 });
  volume.connect(into);
  const sounding = new Set<OscillatorNode>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    for (const oscillator of sounding) oscillator.stop();
    sounding.clear();
    volume.disconnect();
  };
  const play = (round: number): void => {
    if (round >= rounds) {
      stop();
      whenOver();
      return;
    }
    let at = context.currentTime + 0.01;
    for (const [frequencies, ms] of steps) {
      const end = at + ms / 1000;
      if (frequencies.length > 0) {
        volume.gain.setTargetAtTime(gain, at, rampSeconds);
        volume.gain.setTargetAtTime(0, end - 4 * rampSeconds, rampSeconds);
      }
      for (const frequency of frequencies) {
        const oscillator = new OscillatorNode(context, { frequency });
        oscillator.connect(volume);
        oscillator.start(at);
        oscillator.stop(end);
        oscillator.addEventListener('ended', () => sounding.delete(oscillator));
        sounding.add(oscillator);
      }
      at = end;
    }
    timer = setTimeout(
      () => play(round + 1),
      steps.reduce((sum, [, ms]) => sum + ms, 0),
    );
  };
  play(0);
  return { stop };
}
