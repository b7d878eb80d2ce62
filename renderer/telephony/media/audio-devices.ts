/** Which microphones and speakers there are. Asked for only when something changed: asking often costs audio quality on macOS. */
import type { AudioDevice } from '../../../shared/ipc/phone-snapshot.ts';

const settleMs = 300;

export class AudioDevices {
  list: AudioDevice[] = [];
  #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
    navigator.mediaDevices.addEventListener('devicechange', () => {
      clearTimeout(this.#timer);
      // Plugging in one headset makes a burst of changes.
      this.#timer = setTimeout(() => void this.refresh(), settleMs);
    });
  }

  async refresh(): Promise<void> {
    const found = await navigator.mediaDevices.enumerateDevices();
    this.list = found.flatMap(({ deviceId, groupId, kind, label }) =>
      (kind === 'audioinput' || kind === 'audiooutput') && deviceId !== ''
        ? [{ id: deviceId, groupId, kind, label: label || (kind === 'audioinput' ? 'Microphone' : 'Speaker') }]
        : [],
    );
    this.#changed();
  }
}
