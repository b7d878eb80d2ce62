/**
 * The sound of one call: what is sent, what is heard, how loud both are and how well they travel.
 * Applying the same wish twice changes nothing, so that the phone may apply it after every step of the call.
 */
import type { Result } from '../../../shared/contracts/core/result.ts';
import type { CallAudio } from '../call-audio.ts';
import { type MediaSample, QualityMeter } from './call-quality.ts';
import { LevelMeter, silenceDb } from './level-meter.ts';
import { readMediaSample } from './media-stats.ts';
import { moveTo } from './sound-output.ts';

const audioTransceiver = (connection: RTCPeerConnection): RTCRtpTransceiver | undefined =>
  connection.getTransceivers().find(({ receiver }) => receiver.track.kind === 'audio');

export type CallMediaDependencies = {
  sinkId: string;
  takeMicrophone: () => Promise<Result<MediaStreamTrack>>;
  released: () => void;
};

export class CallMedia {
  readonly quality = new QualityMeter();
  #dependencies: CallMediaDependencies;
  #speaker = new Audio();
  #wish: CallAudio = { microphone: 'closed', isFarEndHeard: false, tone: null };
  #wasHeard = false;
  /** This call's own clone of the microphone, found at the sender that the engine gave it to. */
  #microphone: MediaStreamTrack | null = null;
  /** The phone's microphone was replaced before this call had its clone. */
  #isMicrophoneOld = false;
  /** What is sent while the wish is `replaced`; the phone owns it. */
  #substitute: MediaStreamTrack | null = null;
  #connection: RTCPeerConnection | null = null;
  #input: LevelMeter | null = null;
  #output: LevelMeter | null = null;

  constructor(dependencies: CallMediaDependencies) {
    this.#dependencies = dependencies;
    this.#speaker.autoplay = true;
    this.setSink(dependencies.sinkId);
  }

  /** Takes a new clone of the phone's microphone in the place of the old one, without a negotiation. */
  async renewMicrophone(): Promise<void> {
    const old = this.#microphone;
    // The engine may have taken its clone already, and not have given it to the sender yet.
    this.#isMicrophoneOld = old === null;
    if (!old) return;
    const taken = await this.#dependencies.takeMicrophone();
    if (!taken.ok) return;
    if (this.#microphone !== old) return taken.value.stop();
    this.#microphone = taken.value;
    await this.#applyMicrophone();
    old.stop();
  }

  /** Lets go of the device; the call sends silence until the microphone is renewed. */
  closeMicrophone(): void {
    this.#microphone?.stop();
  }

  /** What is sent in the microphone's place while the wish says so: a recorded message, or silence. */
  async setSubstitute(track: MediaStreamTrack | null): Promise<void> {
    this.#substitute = track;
    await this.#applyMicrophone();
  }

  /** What arrives from the far end; null before there is a connection. */
  get heardTrack(): MediaStreamTrack | null {
    return (this.#connection ? audioTransceiver(this.#connection)?.receiver.track : undefined) ?? null;
  }

  /** Brings sending and hearing in line with a wish. Sending is verified at the sender itself, not assumed. */
  async apply(wish: CallAudio, connection: RTCPeerConnection | null): Promise<void> {
    this.#wish = wish;
    this.#wasHeard ||= wish.isFarEndHeard;
    this.#connection = connection;
    this.#applySpeaker();
    await this.#applyMicrophone();
  }

  /** `again`: the id is the same, but the hardware behind it is another. */
  setSink(sinkId: string, again = false): void {
    void moveTo(this.#speaker, sinkId, again);
  }

  /** The far end, or an announcement, has been heard. */
  get wasHeard(): boolean {
    return this.#wasHeard;
  }

  /** Levels of what is really sent and of what really arrives, dBFS. */
  levels(): { inputDb: number; outputDb: number } {
    const sent = this.#sentTrack();
    const heard = this.#wish.isFarEndHeard ? this.heardTrack : null;
    this.#input = this.#meter(this.#input, sent);
    this.#output = this.#meter(this.#output, heard);
    return { inputDb: this.#input?.read() ?? silenceDb, outputDb: this.#output?.read() ?? silenceDb };
  }

  /** Takes the sample of this second; null while there is no connection. */
  async sample(): Promise<(MediaSample & { connectionState: RTCPeerConnectionState }) | null> {
    const connection = this.#connection;
    if (!connection || connection.connectionState === 'closed') return null;
    const sample = await readMediaSample(connection);
    this.quality.add(sample);
    return { ...sample, connectionState: connection.connectionState };
  }

  release(): void {
    this.#connection = null;
    this.#microphone?.stop();
    this.#microphone = null;
    this.#speaker.pause();
    this.#speaker.srcObject = null;
    this.#input?.close();
    this.#output?.close();
    this.#input = this.#output = null;
    this.#dependencies.released();
  }

  #sender(): RTCRtpSender | undefined {
    return this.#connection ? audioTransceiver(this.#connection)?.sender : undefined;
  }

  #sentTrack(): MediaStreamTrack | null {
    const track = this.#sender()?.track ?? null;
    return track?.enabled ? track : null;
  }

  async #applyMicrophone(): Promise<void> {
    const sender = this.#sender();
    if (!this.#microphone && sender?.track) {
      this.#microphone = sender.track;
      // The device went, or another was chosen, while the engine set the call up.
      if (this.#isMicrophoneOld || sender.track.readyState === 'ended') return this.renewMicrophone();
    }
    const microphone = this.#microphone;
    if (!microphone) return;
    microphone.enabled = this.#wish.microphone === 'open';
    const wanted = this.#wanted(microphone);
    if (!sender || sender.track === wanted) return;
    if (this.#connection?.signalingState === 'closed') return;
    await sender.replaceTrack(wanted);
  }

  #wanted(microphone: MediaStreamTrack): MediaStreamTrack | null {
    if (this.#wish.microphone === 'detached') return null;
    return this.#wish.microphone === 'replaced' ? this.#substitute : microphone;
  }

  #applySpeaker(): void {
    const track = this.heardTrack;
    const playing = this.#speaker.srcObject instanceof MediaStream ? this.#speaker.srcObject.getTracks()[0] : undefined;
    if (track && playing !== track) {
      this.#speaker.srcObject = new MediaStream([track]);
      this.#speaker.play().catch(() => {});
    }
    // Not `muted`: a muted element also zeroes the levels in WebRTC's statistics.
    this.#speaker.volume = this.#wish.isFarEndHeard ? 1 : 0;
  }

  #meter(meter: LevelMeter | null, track: MediaStreamTrack | null): LevelMeter | null {
    if (meter?.track === track) return meter;
    meter?.close();
    return track?.readyState === 'live' ? new LevelMeter(track) : null;
  }
}
