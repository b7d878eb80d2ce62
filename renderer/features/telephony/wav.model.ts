/** Looks into a WAV file before it is sent (RIFF WAVE, Microsoft Multimedia Programming Interface 1.0). Pure. */

const wantedRates = { lowest: 8000, highest: 48_000 } as const;
const longestSeconds = 60;

const textAt = (view: DataView, at: number): string =>
  String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)));

/** Its length in seconds, or one sentence about why it cannot be used. */
export function readWav(bytes: ArrayBuffer): { seconds: number } | { wrong: string } {
  const view = new DataView(bytes);
  if (bytes.byteLength < 44 || textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WAVE')
    return { wrong: 'This is no WAV file.' };
  let format: { code: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const size = view.getUint32(at + 4, true);
    if (textAt(view, at) === 'fmt ' && at + 24 <= bytes.byteLength)
      format = {
        code: view.getUint16(at + 8, true),
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    if (textAt(view, at) === 'data' && format) return lengthOf(format, Math.min(size, bytes.byteLength - at - 8));
    at += 8 + size + (size % 2);
  }
  return { wrong: 'This WAV file has no sound in it.' };
}

function lengthOf(
  { code, channels, rate, bits }: { code: number; channels: number; rate: number; bits: number },
  dataBytes: number,
): { seconds: number } | { wrong: string } {
  if (code !== 1 || bits !== 16) return { wrong: 'Save it as 16-bit PCM.' };
  if (channels !== 1) return { wrong: 'Save it with one channel (mono).' };
  if (rate < wantedRates.lowest || rate > wantedRates.highest)
    return { wrong: 'Save it with a sample rate from 8 to 48 kHz.' };
  const seconds = dataBytes / (rate * 2);
  if (seconds > longestSeconds) return { wrong: `It lasts ${Math.round(seconds)} s; at most 60 s can be left.` };
  if (seconds < 1) return { wrong: 'It is shorter than a second.' };
  return { seconds };
}
