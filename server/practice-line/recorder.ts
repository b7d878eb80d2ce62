/**
 * Records one call, agent left and far end right. Paused means that silence goes into the file: what is said while a
 * card number is read is nowhere (PCI DSS 3.3.1). The state is what is done with the next 20 ms, not what was asked for.
 *
 *     off ──start──> on <──pause/resume──> paused ──stop──> off
 */
import type { LegFilter } from './media-leg.ts';
import { FrameQueue, silentFrame } from './mixing.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import { sampleRateHz, type Sound } from './pcmu.ts';

export type RecorderState = 'off' | 'on' | 'paused';

const channels = 2;
const mostRecorders = 100;
const wavFormatMulaw = 7;

export class Recorder implements LegFilter {
  #shelf: RecordingShelf;
  #state: RecorderState = 'off';
  #agent = new FrameQueue();
  #farEnd = new FrameQueue();
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(shelf: RecordingShelf) {
    this.#shelf = shelf;
  }

  get state(): RecorderState {
    return this.#state;
  }

  get bytes(): number {
    return this.#bytes;
  }

  start(): void {
    if (this.#state !== 'off') return;
    this.#state = 'on';
    startPacing(this);
  }

  /** @returns whether it is recorded at all */
  setPaused(isPaused: boolean): boolean {
    if (this.#state === 'off') return false;
    this.#state = isPaused ? 'paused' : 'on';
    // What waits to be written was said on the other side of the change.
    this.#agent = new FrameQueue();
    this.#farEnd = new FrameQueue();
    return true;
  }

  stop(): void {
    this.#state = 'off';
    stopPacing(this);
  }

  fromAgent(frame: Sound): Sound {
    this.#agent.push(frame);
    return frame;
  }

  toAgent(frame: Sound): Sound {
    this.#farEnd.push(frame);
    return frame;
  }

  pace(): void {
    if (this.#state === 'off') return;
    const [agent, farEnd] = [this.#agent.take() ?? silentFrame, this.#farEnd.take() ?? silentFrame];
    const isHeard = this.#state === 'on';
    const piece = interleave(isHeard ? agent : silentFrame, isHeard ? farEnd : silentFrame);
    if (!this.#shelf.hasRoomFor(piece.length)) return this.stop();
    this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  /** Everything so far, as a WAV file of two channels of 8 kHz mu-law. */
  toWav(): Buffer {
    return wavOf(Buffer.concat(this.#pieces), channels);
  }

  /** Lets go of what was recorded. */
  discard(): void {
    this.stop();
    this.#pieces = [];
    this.#bytes = 0;
  }
}

/** Where recordings are, with room for so many bytes in all; the oldest that are over make room for new ones. */
export class RecordingShelf {
  #mostBytes: number;
  #recorders = new Set<Recorder>();

  constructor(mostBytes = 64 * 2 ** 20) {
    this.#mostBytes = mostBytes;
  }

  open(): Recorder {
    const recorder = new Recorder(this);
    this.#recorders.add(recorder);
    const ended = [...this.#recorders].filter((each) => each !== recorder && each.state === 'off');
    if (this.#recorders.size > mostRecorders) this.#drop(ended[0]);
    return recorder;
  }

  hasRoomFor(bytes: number): boolean {
    const recorders = [...this.#recorders];
    let total = recorders.reduce((sum, each) => sum + each.bytes, bytes);
    for (const oldest of recorders) {
      if (total <= this.#mostBytes) break;
      if (oldest.state !== 'off') continue;
      total -= oldest.bytes;
      this.#drop(oldest);
    }
    return total <= this.#mostBytes;
  }

  #drop(recorder: Recorder | undefined): void {
    if (recorder === undefined) return;
    recorder.discard();
    this.#recorders.delete(recorder);
  }
}

function interleave(left: Sound, right: Sound): Buffer {
  const both = Buffer.alloc(left.length * channels);
  for (let at = 0; at < left.length; at += 1) {
    both[at * channels] = left[at] ?? 0;
    both[at * channels + 1] = right[at] ?? 0;
  }
  return both;
}

/** A WAV file (RIFF, format tag 7) of 8 kHz mu-law. */
export function wavOf(sound: Buffer, channelCount = 1): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + sound.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(wavFormatMulaw, 20);
  header.writeUInt16LE(channelCount, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * channelCount, 28);
  header.writeUInt16LE(channelCount, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(sound.length, 40);
  return Buffer.concat([header, sound]);
}
