/**
 * WAV files (RIFF, "Multimedia Programming Interface and Data Specifications 1.0"; WAVE_FORMAT_EXTENSIBLE as in RFC 2361)
 * as far as recorded messages need them: mono PCM.
 */

const pcm = 1;
const extensible = 0xfffe;
const headerBytes = 12;
const chunkHeaderBytes = 8;

export type WavFacts = { sampleRateHz: number; bitsPerSample: number; durationMs: number };

/** What a WAV of mono PCM holds, or what is wrong with it in plain words. */
export function readWav(file: Buffer): WavFacts | { fault: string } {
  if (
    file.length < headerBytes ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  )
    return { fault: 'Not a WAV file' };
  let format: { channels: number; sampleRateHz: number; blockBytes: number; bitsPerSample: number } | undefined;
  for (let at = headerBytes; at + chunkHeaderBytes <= file.length;) {
    const id = file.toString('latin1', at, at + 4);
    const bytes = file.readUInt32LE(at + 4);
    const start = at + chunkHeaderBytes;
    if (id === 'fmt ') {
      if (bytes < 16 || start + bytes > file.length) return { fault: 'A WAV file whose format is cut off' };
      const tag = file.readUInt16LE(start);
      // The extension's first two bytes of the sub-format are the tag proper.
      const codec = tag === extensible && bytes >= 40 ? file.readUInt16LE(start + 24) : tag;
      if (codec !== pcm) return { fault: 'Not PCM: save the recording as an uncompressed WAV' };
      format = {
        channels: file.readUInt16LE(start + 2),
        sampleRateHz: file.readUInt32LE(start + 4),
        blockBytes: file.readUInt16LE(start + 12),
        bitsPerSample: file.readUInt16LE(start + 14),
      };
    }
    if (id === 'data') {
      if (!format) return { fault: 'A WAV file without its format' };
      const { channels, sampleRateHz, blockBytes, bitsPerSample } = format;
      if (channels !== 1) return { fault: 'Not mono' };
      if (![8, 16, 24, 32].includes(bitsPerSample) || blockBytes !== bitsPerSample / 8)
        return { fault: 'Not PCM of 8, 16, 24 or 32 bits' };
      if (sampleRateHz === 0 || start + bytes > file.length) return { fault: 'A WAV file whose sound is cut off' };
      return { sampleRateHz, bitsPerSample, durationMs: Math.round((bytes / blockBytes / sampleRateHz) * 1000) };
    }
    // Chunks begin at even places.
    at = start + bytes + (bytes % 2);
  }
  return { fault: 'A WAV file without sound' };
}

/** A WAV of mono PCM, 16 bits. */
export function writeWav(samples: Int16Array, sampleRateHz: number): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(pcm, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRateHz, 24);
  file.writeUInt32LE(sampleRateHz * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, 44 + index * 2);
  return file;
}
