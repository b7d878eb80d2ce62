/** Somebody at a far end who is no phone: plays recorded sound, listens, says back what is heard. */
import { LevelMeter } from './levels.ts';
import { silentFrame } from './mixing.ts';
import { startPacing, stopPacing } from './pacing-clock.ts';
import type { Identity, Participant, Place } from './participant.ts';
import { decodeSound, samplesPerFrame, sampleRateHz, type Sound } from './pcmu.ts';

/** What is kept of one message; more is not listened to. */
const longestMessageMs = 120_000;
const longestMessageBytes = (longestMessageMs * sampleRateHz) / 1000;

/** Nobody stays on the line for ever when no phone is there any more to talk with. */
const defaultPatienceMs = 300_000;

type Playing = { sound: Sound; at: number; isLooped: boolean; done: () => void };

export class ScriptedParty implements Participant {
  readonly identity: Identity;
  says: ((frame: Sound) => void) | undefined;
  place: Place | undefined;
  /** What the others say to it. */
  readonly heard = new LevelMeter();
  #over = new AbortController();
  #playing: Playing | undefined;
  #echoes = false;
  #message: Sound[] | undefined;
  #messageBytes = 0;
  #patience: NodeJS.Timeout;

  /** Hangs up when it was without a phone for between one and two times `patienceMs`. */
  constructor(identity: Identity, patienceMs = defaultPatienceMs) {
    this.identity = identity;
    startPacing(this);
    let wasAlone = false;
    this.#patience = setInterval(() => {
      const isAlone = !(this.place?.participants ?? []).some((each) => !(each instanceof ScriptedParty));
      if (isAlone && wasAlone) this.end();
      wasAlone = isAlone;
    }, patienceMs);
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  end(): void {
    if (this.over.aborted) return;
    clearInterval(this.#patience);
    stopPacing(this);
    this.stop();
    this.#over.abort();
  }

  hear(frame: Sound): void {
    this.heard.add(decodeSound(frame));
    if (this.#message !== undefined && this.#messageBytes < longestMessageBytes) {
      this.#message.push(Buffer.from(frame));
      this.#messageBytes += frame.length;
    }
    if (this.#echoes && this.#playing === undefined) this.says?.(frame);
  }

  pace(): void {
    const playing = this.#playing;
    if (playing === undefined) return;
    const frame = playing.sound.subarray(playing.at, playing.at + samplesPerFrame);
    this.says?.(frame.length === samplesPerFrame ? frame : Buffer.concat([frame, silentFrame], samplesPerFrame));
    playing.at += samplesPerFrame;
    if (playing.at < playing.sound.length) return;
    if (playing.isLooped) playing.at = 0;
    else this.stop();
  }

  /** Plays in place of anything else; settles at the end, when another sound is played, or when it is over. */
  play(sound: Sound, isLooped = false): Promise<void> {
    this.stop();
    if (this.over.aborted || sound.length === 0) return Promise.resolve();
    return new Promise((done) => {
      this.#playing = { sound, at: 0, isLooped, done };
    });
  }

  stop(): void {
    const playing = this.#playing;
    this.#playing = undefined;
    playing?.done();
  }

  /** Says back what is heard, whenever nothing is played. */
  echo(): void {
    this.#echoes = true;
  }

  /** Keeps what is heard from now on. */
  takeMessage(): void {
    this.#message ??= [];
  }

  /** What was kept; undefined: nobody asked for a message. */
  get message(): Sound | undefined {
    return this.#message && Buffer.concat(this.#message);
  }
}
