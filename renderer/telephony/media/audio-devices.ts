/** Which microphones and speakers there are. Asked for only when something changed: asking often costs audio quality on macOS. */
import type { AudioDevice } from '../../../shared/ipc/phone-snapshot.ts';

/** Plugging in one headset makes a burst of changes; with this much patience the change is still told within a second. */
const settleMs = 250;

export class AudioDevices {
  list: AudioDevice[] = [];
  #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
    navigator.mediaDevices.addEventListener('devicechange', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.refresh(), settleMs);
    });
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const found = await navigator.mediaDevices.enumerateDevices();
    this.list = found.flatMap(({ deviceId, groupId, kind, label }) =>
      // Without an id: the page has not been given the microphone yet, and is told no more than that there is one.
      (kind === 'audioinput' || kind === 'audiooutput') && deviceId !== ''
        ? [{ id: deviceId, groupId, kind, label: label || (kind === 'audioinput' ? 'Microphone' : 'Speaker') }]
        : [],
    );
    this.#changed();
  }
}
