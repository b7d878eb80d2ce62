import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWav, writeWav } from './wav.ts';

const second = () => writeWav(new Int16Array(8000), 8000);
const changed = (change: (file: Buffer) => void): Buffer => {
  const file = second();
  change(file);
  return file;
};

describe('a WAV file', () => {
  it('tells its rate, its depth and how long it is', () => {
    expect(readWav(second())).toEqual({ sampleRateHz: 8000, bitsPerSample: 16, durationMs: 1000 });
    expect(readWav(writeWav(new Int16Array(24_000), 48_000))).toMatchObject({ sampleRateHz: 48_000, durationMs: 500 });
  });

  it('may hold other chunks, of odd length too, and the extensible format', () => {
    const file = second();
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    expect(readWav(Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]))).toMatchObject({ durationMs: 1000 });
    const format = Buffer.alloc(48);
    file.copy(format, 0, 12, 36);
    format.writeUInt32LE(40, 4);
    format.writeUInt16LE(0xfffe, 8);
    format.writeUInt16LE(1, 32);
    expect(readWav(Buffer.concat([file.subarray(0, 12), format, file.subarray(36)]))).toMatchObject({
      durationMs: 1000,
    });
  });

  it.each([
    ['no WAV', Buffer.from('RIFFxxxxAVI nothing'), 'Not a WAV file'],
    ['empty', Buffer.alloc(0), 'Not a WAV file'],
    [
      'another codec',
      changed((file) => file.writeUInt16LE(7, 20)),
      'Not PCM: save the recording as an uncompressed WAV',
    ],
    ['stereo', changed((file) => file.writeUInt16LE(2, 22)), 'Not mono'],
    ['an odd depth', changed((file) => file.writeUInt16LE(12, 34)), 'Not PCM of 8, 16, 24 or 32 bits'],
    ['a block that is no sample', changed((file) => file.writeUInt16LE(0, 32)), 'Not PCM of 8, 16, 24 or 32 bits'],
    ['no rate', changed((file) => file.writeUInt32LE(0, 24)), 'A WAV file whose sound is cut off'],
    ['cut off', second().subarray(0, 4000), 'A WAV file whose sound is cut off'],
    ['cut off in its format', second().subarray(0, 24), 'A WAV file whose format is cut off'],
    ['without sound', second().subarray(0, 36), 'A WAV file without sound'],
    ['sound before format', changed((file) => file.write('data', 12, 'latin1')), 'A WAV file without its format'],
  ])('is refused: %s', (_what, file, fault) => {
    expect(readWav(file)).toEqual({ fault });
  });

  it('of mu-law, as others write it, is refused', () => {
    const file = readFileSync(new URL('../../../resources/practice-line/person.wav', import.meta.url));
    expect(readWav(file)).toEqual({ fault: 'Not PCM: save the recording as an uncompressed WAV' });
  });
});
