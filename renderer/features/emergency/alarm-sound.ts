/**
 * The alarm of an emergency call as a WAV made here (RIFF, 16-bit PCM, 8 kHz mono). A plain audio element plays it: the
 * windows have no AudioContext, the phone page's is the only one of the app.
 */
const sampleRate = 8000;
const seconds = 2.4;

/** Two tones in turn, four times a second, with soft edges. */
export function createAlarm(): Blob {
  const count = Math.floor(sampleRate * seconds);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const text = (at: number, words: string): void =>
    new TextEncoder().encode(words).forEach((byte, index) => view.setUint8(at + index, byte));
  text(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, count * 2, true);
  for (let index = 0; index < count; index += 1) {
    const at = index / sampleRate;
    const beat = (at * 4) % 1;
    const edge = Math.min(1, beat * 12, (1 - beat) * 12);
    const hertz = Math.floor(at * 4) % 2 === 0 ? 880 : 660;
    view.setInt16(44 + index * 2, Math.round(0.5 * edge * 32_767 * Math.sin(2 * Math.PI * hertz * at)), true);
  }
  return new Blob([view.buffer], { type: 'audio/wav' });
}

/** Plays the alarm once. A window that may not make sounds still shows it. */
export function playAlarm(): void {
  const url = URL.createObjectURL(createAlarm());
  const sound = new Audio(url);
  const release = (): void => {
    // What still loads is given up first: an address that is gone is an error in the log.
    sound.removeAttribute('src');
    sound.load();
    URL.revokeObjectURL(url);
  };
  sound.addEventListener('ended', release, { once: true });
  sound.play().catch(release);
}
