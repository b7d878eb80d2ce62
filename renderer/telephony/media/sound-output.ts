/**
 * Everything the phone sounds by itself, on the app's one AudioContext.
 *
 *   tones for the ear, own recordings ──► speaker ──► the context's own sink
 *   ring ───────────────────────────────► ringer ──┬► the context's own sink, when the ringer is the speaker
 *                                                  └► a MediaStream ──► <audio> with a sink of its own, when it is not
 *
 * A context has one sink (W3C Web Audio API 1.1, section 1.2), and a second context would be a second clock, a second
 * set of threads and, on some systems, a second claim on the device. What callers say never passes here: each call has
 * an element of its own (call-media.ts).
 */
import { LevelTap } from './level-meter.ts';

declare global {
  /** W3C Web Audio API 1.1; TypeScript's DOM library does not have it yet. */
  interface AudioContext {
    readonly sinkId: string;
    setSinkId: (sinkId: string) => Promise<void>;
  }
}

export type OutputRole = 'speaker' | 'ringer';
type Sink = { sinkId: string; hardwareId: string };

/** What can be moved to another device: an element or the context. */
type Sounding = { readonly sinkId: string; setSinkId: (sinkId: string) => Promise<void> };

/**
 * Moves something to a device; a device that cannot be opened leaves it on the system's default.
 * `again`: the hardware behind the same id is another one, so that Chromium has to open it anew. It does nothing for an
 * id that is set already, but takes both `''` and `default` as the default.
 */
export async function moveTo(sounding: Sounding, sinkId: string, again = false): Promise<void> {
  try {
    if (again && sounding.sinkId === sinkId) await sounding.setSinkId(sinkId === '' ? 'default' : '');
    if (sounding.sinkId !== sinkId) await sounding.setSinkId(sinkId);
  } catch {
    if (sounding.sinkId !== '') await sounding.setSinkId('').catch(() => {});
  }
}

export class SoundOutput {
  readonly context = new AudioContext({ latencyHint: 'interactive' });
  #buses: Record<OutputRole, LevelTap>;
  #ringerElement = new Audio();
  #ringerStream = new MediaStreamAudioDestinationNode(this.context);
  #sinks: Record<OutputRole, Sink> = {
    speaker: { sinkId: '', hardwareId: '' },
    ringer: { sinkId: '', hardwareId: '' },
  };
  #needs = new Set<string>();

  constructor() {
    this.#buses = { speaker: new LevelTap(this.context), ringer: new LevelTap(this.context) };
    this.#buses.speaker.node.connect(this.context.destination);
    this.#buses.ringer.node.connect(this.context.destination);
    this.#ringerElement.srcObject = this.#ringerStream.stream;
    // A new context runs.
    void this.context.suspend();
  }

  /** Where sounds for this role go in. */
  busOf(role: OutputRole): AudioNode {
    return this.#buses[role].node;
  }

  async route(sinks: Record<OutputRole, Sink>): Promise<void> {
    const before = this.#sinks;
    this.#sinks = sinks;
    const hasMoved = (role: OutputRole): boolean => before[role].hardwareId !== sinks[role].hardwareId;
    const isShared = sinks.ringer.sinkId === sinks.speaker.sinkId;
    const ringer = this.#buses.ringer.node;
    ringer.disconnect();
    ringer.connect(isShared ? this.context.destination : this.#ringerStream);
    this.#applyRingerElement();
    await Promise.all([
      moveTo(this.context, sinks.speaker.sinkId, hasMoved('speaker')),
      isShared ? undefined : moveTo(this.#ringerElement, sinks.ringer.sinkId, hasMoved('ringer')),
    ]);
  }

  /** An idle phone costs no processor time: the context runs only while somebody needs it to sound or to measure. */
  setNeeded(reason: string, isNeeded: boolean): void {
    if (isNeeded) this.#needs.add(reason);
    else this.#needs.delete(reason);
    // Asked for each time: the context's state lags behind what was asked of it last.
    void (this.#needs.size > 0 ? this.context.resume() : this.context.suspend());
    this.#applyRingerElement();
  }

  /** What this role sounds now, dBFS. */
  levelOf(role: OutputRole): number {
    return this.#buses[role].read();
  }

  /** How far the device of this role has played, seconds: it stands still when nothing takes the sound. */
  playedSeconds(role: OutputRole): number {
    return role === 'ringer' && !this.#isShared ? this.#ringerElement.currentTime : this.context.currentTime;
  }

  get #isShared(): boolean {
    return this.#sinks.ringer.sinkId === this.#sinks.speaker.sinkId;
  }

  /** An element that plays keeps its device open. */
  #applyRingerElement(): void {
    const plays = this.#needs.size > 0 && !this.#isShared;
    if (plays && this.#ringerElement.paused) this.#ringerElement.play().catch(() => {});
    if (!plays && !this.#ringerElement.paused) this.#ringerElement.pause();
  }
}
