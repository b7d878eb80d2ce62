/** The tones the phone makes itself, on the app's one AudioContext. */
export type ToneName = 'ring' | 'ringback' | 'call-waiting' | 'auto-answer';

type Cadence = { frequencies: number[]; onMs: number; offMs: number; gain: number };

/** Ringback and call waiting as North American networks sound them (ITU-T E.180 supplement 2, United States). */
const cadences: Record<ToneName, Cadence> = {
  ring: { frequencies: [523, 659], onMs: 1200, offMs: 2400, gain: 0.2 },
  ringback: { frequencies: [440, 480], onMs: 2000, offMs: 4000, gain: 0.08 },
  /** Once: the call is answered when it is over. */
  'auto-answer': { frequencies: [880], onMs: 450, offMs: 60_000, gain: 0.15 },
  'call-waiting': { frequencies: [440], onMs: 300, offMs: 9700, gain: 0.08 },
};

/** Plays at most one tone at a time. */
export class Tones {
  #context: AudioContext;
  #playing: ToneName | null = null;
  #stop: () => void = () => {};

  constructor(context: AudioContext) {
    this.#context = context;
  }

  /** Switches to a tone, or to silence with null; the same tone again changes nothing. */
  play(name: ToneName | null): void {
    if (name === this.#playing) return;
    this.#stop();
    this.#playing = name;
    this.#stop = name ? this.#start(cadences[name]) : () => {};
  }

  #start({ frequencies, onMs, offMs, gain }: Cadence): () => void {
    const volume = new GainNode(this.#context, { gain: 0 });
    volume.connect(this.#context.destination);
    const oscillators = frequencies.map((frequency) => new OscillatorNode(this.#context, { frequency }));
    for (const oscillator of oscillators) {
      oscillator.connect(volume);
      oscillator.start();
    }
    const burst = (): void => {
      const now = this.#context.currentTime;
      volume.gain.setTargetAtTime(gain, now, 0.01);
      volume.gain.setTargetAtTime(0, now + onMs / 1000, 0.01);
    };
    burst();
    const timer = setInterval(burst, onMs + offMs);
    return () => {
      clearInterval(timer);
      for (const oscillator of oscillators) oscillator.stop();
      volume.disconnect();
    };
  }
}
