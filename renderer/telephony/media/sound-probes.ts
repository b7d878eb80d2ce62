/** Measures a microphone and an output: what the self-tests of the settings and the check-out before the shift share. */
import { failed, ok, type Result } from '../../../shared/contracts/core/result.ts';
import { LevelMeter, silenceDb } from './level-meter.ts';
import type { Microphone } from './microphone.ts';
import type { OutputRole, SoundOutput } from './sound-output.ts';
import { lengthOf, playTone, testToneHz } from './tones.ts';

const everyMs = 100;
/** A tone is heard when its frequency is so much louder than before it was played: rooms hum on any frequency. */
const standsOutDb = 10;
const hushMs = 300;

/** Resolves after so long, or at once when the signal is given; nobody has to catch anything. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Reads ten times a second, until the time or the signal. */
export async function watch(ms: number, signal: AbortSignal, read: () => void): Promise<void> {
  for (let gone = 0; gone < ms && !signal.aborted; gone += everyMs) {
    await pause(everyMs, signal);
    if (!signal.aborted) read();
  }
}

export type Heard = {
  /** Loudest and quietest 100 ms, dBFS. */
  loudestDb: number;
  quietestDb: number;
};

/** Listens to the phone's microphone, as a far end would hear it. `tell` gets each level. */
export async function measureMicrophone(
  microphone: Microphone,
  ms: number,
  signal: AbortSignal,
  tell: (db: number) => void = () => {},
): Promise<Result<Heard>> {
  const taken = await microphone.take();
  if (!taken.ok) return failed(taken.problem);
  const track = taken.value;
  track.enabled = true;
  const meter = new LevelMeter(track);
  const heard: Heard = { loudestDb: silenceDb, quietestDb: 0 };
  try {
    // The first samples of a fresh source are zeros.
    await pause(everyMs, signal);
    await watch(ms, signal, () => {
      const db = meter.read();
      heard.loudestDb = Math.max(heard.loudestDb, db);
      heard.quietestDb = Math.min(heard.quietestDb, db);
      tell(db);
    });
  } finally {
    meter.close();
    track.stop();
  }
  return ok(heard);
}

export type Played = {
  /** Loudest 100 ms that went to the device, dBFS. */
  playedDb: number;
  /** The device took the sound at its own pace. */
  isRunning: boolean;
  /** How loud the microphone heard the tone, dBFS, -100 when it did not; null where no microphone could listen. */
  heardDb: number | null;
};

/** Plays a tone on the speaker or the ringer and looks whether the device takes it; the microphone listens along. */
export async function measureOutput(
  { microphone, output }: { microphone: Microphone; output: SoundOutput },
  role: OutputRole,
  signal: AbortSignal,
): Promise<Played> {
  const ear = await microphone.takeUnprocessed();
  const meter = ear.ok ? new LevelMeter(ear.value) : null;
  const ms = lengthOf('test');
  const played: Played = { playedDb: silenceDb, isRunning: false, heardDb: meter ? silenceDb : null };
  let roomDb = silenceDb;
  if (meter) await watch(hushMs, signal, () => (roomDb = Math.max(roomDb, meter.readTone(testToneHz))));
  const tone = playTone('test', output.busOf(role));
  const from = output.playedSeconds(role);
  try {
    await watch(ms, signal, () => {
      played.playedDb = Math.max(played.playedDb, output.levelOf(role));
      if (meter) played.heardDb = Math.max(played.heardDb ?? silenceDb, meter.readTone(testToneHz));
    });
    if (played.heardDb !== null && played.heardDb < roomDb + standsOutDb) played.heardDb = silenceDb;
    played.isRunning = output.playedSeconds(role) - from > ms / 1000 / 2;
  } finally {
    tone.stop();
    meter?.close();
    if (ear.ok) ear.value.stop();
  }
  return played;
}
