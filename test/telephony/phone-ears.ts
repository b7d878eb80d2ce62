/** What is put into a phone page so that a test can tell who hears whom: a voice of its own, and ears at its speaker. */

declare global {
  var levelsHeard: (frequenciesHz: readonly number[]) => Promise<number[]>;
}

/** Runs in the page before its own script: its microphone sings this tone. */
export function installVoice(hz: number): void {
  let stream: MediaStream | undefined;
  navigator.mediaDevices.getUserMedia = () => {
    if (!stream) {
      const context = new AudioContext();
      const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      const volume = new GainNode(context, { gain: 0.3 });
      const oscillator = new OscillatorNode(context, { frequency: hz });
      oscillator.connect(volume).connect(output);
      oscillator.start();
      stream = output.stream;
    }
    return Promise.resolve(new MediaStream(stream.getAudioTracks().map((track) => track.clone())));
  };
}

/** Runs in the page before its own script: hears what the phone plays to its person, not what merely arrives. */
export function installEars(): void {
  const windowMs = 300;
  /** Held weakly: ears must not keep what the phone has let go. */
  let speakers: WeakRef<HTMLAudioElement>[] = [];
  const Speaker = globalThis.Audio;
  globalThis.Audio = class extends Speaker {
    constructor() {
      super();
      speakers = [...speakers.filter((each) => each.deref() !== undefined), new WeakRef(this)];
    }
  };
  let context: AudioContext | undefined;

  globalThis.levelsHeard = async (frequenciesHz) => {
    context ??= new AudioContext();
    const ears = context;
    await ears.resume();
    const { sampleRate: rate } = ears;
    const levelAt = (samples: Float32Array, hz: number): number => {
      let [real, imaginary, weights] = [0, 0, 0];
      for (const [index, sample] of samples.entries()) {
        const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length);
        const angle = (2 * Math.PI * hz * index) / rate;
        real += weight * sample * Math.cos(angle);
        imaginary += weight * sample * Math.sin(angle);
        weights += weight;
      }
      const amplitude = (2 * Math.hypot(real, imaginary)) / weights;
      return amplitude === 0 ? -200 : 20 * Math.log10(amplitude);
    };
    const streams = speakers
      .flatMap((each) => each.deref() ?? [])
      .flatMap(({ paused, volume, srcObject }) =>
        !paused && volume > 0 && srcObject instanceof MediaStream && srcObject.active ? [srcObject] : [],
      );
    const taps = streams.map((stream) => {
      const source = ears.createMediaStreamSource(stream);
      const analyser = new AnalyserNode(ears, { fftSize: 8192 });
      source.connect(analyser);
      return { source, analyser };
    });
    await new Promise((resolve) => setTimeout(resolve, windowMs));
    const heard = taps.map(({ source, analyser }) => {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      source.disconnect();
      return frequenciesHz.map((hz) => levelAt(samples, hz));
    });
    return frequenciesHz.map((_hz, index) => Math.max(-200, ...heard.map((levels) => levels[index] ?? -200)));
  };
}
