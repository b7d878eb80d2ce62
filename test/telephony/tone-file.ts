/** A WAV file of one steady tone, for Chromium's fake microphone, so that a test can tell what is heard. */
import { writeFileSync } from 'node:fs';

const sampleRateHz = 48_000;
const seconds = 1;

/** 16-bit mono; a whole number of periods, so that its repetition has no click. */
export function writeToneFile(file: string, hz: number, amplitude = 0.3): void {
  const samples = sampleRateHz * seconds;
  const wave = Buffer.alloc(44 + samples * 2);
  wave.write('RIFF', 0);
  wave.writeUInt32LE(36 + samples * 2, 4);
  wave.write('WAVEfmt ', 8);
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(sampleRateHz, 24);
  wave.writeUInt32LE(sampleRateHz * 2, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36);
  wave.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    wave.writeInt16LE(
      Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * hz * index) / sampleRateHz)),
      44 + index * 2,
    );
  }
  writeFileSync(file, wave);
}
