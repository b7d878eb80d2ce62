/** Writes and measures 16-bit mono WAV files: the lab's hold music, and its recordings of what agents say. */
import { readFileSync, writeFileSync } from 'node:fs';
import { LevelMeter, levelDbfs, powerShareAt } from '../../../server/practice-line/levels.ts';
import { sampleRateHz } from '../../../server/practice-line/pcmu.ts';

const headerBytes = 44;

/** A chord of sines at 8 kHz. */
export function writeChord(file: string, durationSeconds: number, frequenciesHz: readonly number[]): void {
  const samples = sampleRateHz * durationSeconds;
  const wav = Buffer.alloc(headerBytes + 2 * samples);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(sampleRateHz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples, 40);
  for (let index = 0; index < samples; index += 1) {
    const sum = frequenciesHz.reduce((total, hz) => total + Math.sin((2 * Math.PI * hz * index) / sampleRateHz), 0);
    wav.writeInt16LE(Math.round((12_000 * sum) / frequenciesHz.length), headerBytes + 2 * index);
  }
  writeFileSync(file, wav);
}

/** The loudest 200 ms in the last three seconds of a recording at 8 kHz, which may still be growing. */
export function measureRecording(file: string): { levelDbfs: number; toneHz: number | null } {
  const wav = readFileSync(file);
  const count = Math.max(0, Math.floor((wav.length - headerBytes) / 2));
  const meter = new LevelMeter();
  meter.add(Int16Array.from({ length: count }, (_, index) => wav.readInt16LE(headerBytes + 2 * index)));
  return meter.measure();
}

export type Stretch = { fromSeconds: number; toSeconds: number };

/** Level in dB of each frequency over a stretch of a recording at 8 kHz; without one, over its last half second. */
export function levelsInRecording(file: string, frequenciesHz: readonly number[], stretch?: Stretch): number[] {
  const wav = readFileSync(file);
  const count = Math.max(0, Math.floor((wav.length - headerBytes) / 2));
  const from = stretch ? Math.round(stretch.fromSeconds * sampleRateHz) : Math.max(0, count - sampleRateHz / 2);
  const to = stretch ? Math.min(count, Math.round(stretch.toSeconds * sampleRateHz)) : count;
  const samples = Int16Array.from({ length: Math.max(0, to - from) }, (_, index) =>
    wav.readInt16LE(headerBytes + 2 * (from + index)),
  );
  const total = levelDbfs(samples);
  return frequenciesHz.map((hz) => total + 10 * Math.log10(Math.max(1e-12, powerShareAt(samples, hz))));
}

/** Length of a recording at 8 kHz. */
export const durationSeconds = (file: string): number => (readFileSync(file).length - headerBytes) / 2 / sampleRateHz;
