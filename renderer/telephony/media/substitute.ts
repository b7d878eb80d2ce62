/** What is sent in a call in place of the microphone: silence, and a recording when it is its time. */
export class Substitute {
  readonly track: MediaStreamTrack;
  #context: AudioContext;
  #output: MediaStreamAudioDestinationNode;
  /** Chromium takes no frames from an output that nothing feeds: no packet would leave, and no key (RFC 4733) either. */
  #silence: ConstantSourceNode;
  #playing: AudioBufferSourceNode | null = null;

  /** @throws Error when the context gives no track. */
  constructor(context: AudioContext) {
    this.#context = context;
    this.#output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const [track] = this.#output.stream.getAudioTracks();
    if (!track) throw new Error('No track for a substitute');
    this.track = track;
    this.#silence = new ConstantSourceNode(context, { offset: 0 });
    this.#silence.connect(this.#output);
    this.#silence.start();
  }

  /** Rejects when these bytes are no recording that the browser can decode. */
  decode(wav: ArrayBuffer): Promise<AudioBuffer> {
    return this.#context.decodeAudioData(wav);
  }

  /** Resolves true when the recording is over, false when it was stopped before. */
  play(recording: AudioBuffer): Promise<boolean> {
    this.stop();
    const source = new AudioBufferSourceNode(this.#context, { buffer: recording });
    source.connect(this.#output);
    this.#playing = source;
    return new Promise((resolve) => {
      source.addEventListener('ended', () => {
        source.disconnect();
        resolve(this.#playing === source);
      });
      source.start();
    });
  }

  stop(): void {
    const source = this.#playing;
    this.#playing = null;
    source?.stop();
  }

  close(): void {
    this.stop();
    this.#silence.stop();
    this.#silence.disconnect();
    this.track.stop();
  }
}
