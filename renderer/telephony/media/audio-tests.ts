/**
 * The self-tests of sound: `speak-now` (or `playing`) ──► `playing` ──► `passed` or `failed`, each with one sentence.
 * One at a time; a new one, a call or `stop` ends the one that runs.
 */
import type { AudioTest } from '../../../shared/ipc/phone-snapshot.ts';
import { LevelMeter, loudestOf, silenceDb } from './level-meter.ts';
import type { Microphone } from './microphone.ts';
import type { OutputRole, SoundOutput } from './sound-output.ts';
import { measureMicrophone, measureOutput, pause, type Played, watch } from './sound-probes.ts';

const recordMs = 3000;
const longestMeterMs = 60_000;
/** A voice at a headset's microphone is far above this, the noise of a quiet room below. */
export const voiceAboveDb = -50;
/** A tone from a loudspeaker that a microphone in the room hears is above this. */
export const toneAboveDb = -60;
export const deadBelowDb = -95;

export type TestedSound = {
  microphone: Microphone;
  output: SoundOutput;
  nameOf: (role: 'microphone' | OutputRole) => string;
};

type What = AudioTest['what'];
type Tell = (state: AudioTest['state'], heardDb: number | null, sentence: string) => void;

const decibels = (db: number): string => `${Math.round(db)} dB`;

/** What the level of a microphone means, in one sentence that begins with a capital and ends with a stop. */
export function microphoneSentence(name: string, loudestDb: number): string {
  if (loudestDb <= deadBelowDb)
    return `${name} sends no sound at all: check its mute switch, its plug and the system's input level.`;
  if (loudestDb < voiceAboveDb)
    return `${name} hears next to nothing (${decibels(loudestDb)} at the loudest): move it closer or turn its level up.`;
  return `${name} hears you well: ${decibels(loudestDb)} at the loudest.`;
}

/** What came of a tone, in one sentence. */
export function outputSentence(name: string, { isRunning, playedDb, heardDb }: Played): string {
  if (!isRunning || playedDb <= deadBelowDb) return `${name} took no sound: choose another device or plug it in again.`;
  const loopBack =
    heardDb !== null && heardDb > toneAboveDb ? `the microphone heard it at ${decibels(heardDb)}` : 'did you hear it?';
  return `A tone was played on ${name}; ${loopBack}${loopBack.endsWith('?') ? '' : '.'}`;
}

export class AudioTests {
  current: AudioTest | null = null;
  #sound: TestedSound;
  #changed: () => void;
  #running: AbortController | null = null;
  /** The run whose words count: one that was overtaken has nothing more to say. */
  #speaker: AbortSignal | null = null;
  #levels: { inputDb: number; outputDb: number } | null = null;

  constructor(sound: TestedSound, changed: () => void) {
    this.#sound = sound;
    this.#changed = changed;
  }

  start(what: What): void {
    this.stop();
    const running = new AbortController();
    const { signal } = running;
    this.#running = running;
    this.#speaker = signal;
    this.#sound.output.setNeeded('test', true);
    const tell: Tell = (state, heardDb, sentence) => {
      if (this.#speaker !== signal) return;
      this.current = { what, state, heardDb, sentence };
      this.#changed();
    };
    const run = what === 'loop-back' ? this.#loopBack(tell, signal) : this.#measure(what, tell, signal);
    void run
      .catch(() => tell('failed', null, 'The test could not be made: plug the device in again and repeat it.'))
      .finally(() => {
        if (this.#running !== running) return;
        this.#running = null;
        this.#levels = null;
        this.#sound.output.setNeeded('test', false);
        this.#changed();
      });
  }

  /** Ends the test that runs. What the microphone's meter has heard until now is its result. */
  stop(): void {
    if (this.#running && this.current?.what !== 'microphone') {
      this.current = null;
      this.#speaker = null;
    }
    this.#running?.abort();
    this.#running = null;
    this.#levels = null;
    this.#sound.output.setNeeded('test', false);
    this.#changed();
  }

  /** Levels for the meters while a test runs, dBFS. */
  get levels(): { inputDb: number; outputDb: number } | null {
    return this.#levels;
  }

  async #measure(what: Exclude<What, 'loop-back'>, tell: Tell, signal: AbortSignal): Promise<void> {
    const name = this.#sound.nameOf(what);
    if (what === 'microphone') {
      tell('speak-now', null, `Speak: the meter shows what ${name} hears.`);
      const heard = await measureMicrophone(this.#sound.microphone, longestMeterMs, signal, (inputDb) => {
        this.#levels = { inputDb, outputDb: silenceDb };
      });
      if (!heard.ok) return tell('failed', null, heard.problem.message);
      const { loudestDb } = heard.value;
      const isHeard = loudestDb >= voiceAboveDb;
      return tell(isHeard ? 'passed' : 'failed', loudestDb, microphoneSentence(name, loudestDb));
    }
    tell('playing', null, `A tone is played on ${name}.`);
    const played = await measureOutput(this.#sound, what, signal);
    if (signal.aborted) return;
    const hasWorked = played.isRunning && played.playedDb > deadBelowDb;
    tell(hasWorked ? 'passed' : 'failed', played.heardDb, outputSentence(name, played));
  }

  /** "Do they hear me": three seconds are recorded as a far end would get them, then played back. */
  async #loopBack(tell: Tell, signal: AbortSignal): Promise<void> {
    const { microphone, output, nameOf } = this.#sound;
    tell('speak-now', null, 'Say a sentence: three seconds are recorded, then played back to you.');
    const taken = await microphone.take();
    if (!taken.ok) return tell('failed', null, taken.problem.message);
    const track = taken.value;
    track.enabled = true;
    const meter = new LevelMeter(track);
    const [recording] = await Promise.all([
      record(track, signal),
      watch(recordMs, signal, () => {
        this.#levels = { inputDb: meter.read(), outputDb: silenceDb };
      }),
    ]).finally(() => {
      meter.close();
      track.stop();
    });
    if (signal.aborted) return;
    const sound = await output.context.decodeAudioData(await recording.arrayBuffer());
    if (signal.aborted) return;
    const heardDb = loudestOf(sound.getChannelData(0), sound.sampleRate);
    tell('playing', heardDb, `This is how you sound on ${nameOf('speaker')}.`);
    const playedDb = await this.#playBack(sound, signal);
    if (signal.aborted) return;
    const isHeard = heardDb >= voiceAboveDb;
    const came =
      playedDb > deadBelowDb
        ? `played back on ${nameOf('speaker')}`
        : `but not played: ${nameOf('speaker')} took no sound`;
    const sentence = isHeard
      ? `They hear you: ${decibels(heardDb)} at the loudest, ${came}.`
      : microphoneSentence(nameOf('microphone'), heardDb);
    tell(isHeard && playedDb > deadBelowDb ? 'passed' : 'failed', heardDb, sentence);
  }

  async #playBack(sound: AudioBuffer, signal: AbortSignal): Promise<number> {
    const { output } = this.#sound;
    const source = new AudioBufferSourceNode(output.context, { buffer: sound });
    source.connect(output.busOf('speaker'));
    source.start();
    let playedDb = silenceDb;
    await watch(sound.duration * 1000, signal, () => {
      const outputDb = output.levelOf('speaker');
      this.#levels = { inputDb: silenceDb, outputDb };
      playedDb = Math.max(playedDb, outputDb);
    });
    source.stop();
    source.disconnect();
    return playedDb;
  }
}

async function record(track: MediaStreamTrack, signal: AbortSignal): Promise<Blob> {
  const recorder = new MediaRecorder(new MediaStream([track]));
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
  recorder.start();
  await pause(recordMs, signal);
  recorder.stop();
  await stopped;
  return new Blob(parts, { type: recorder.mimeType });
}
