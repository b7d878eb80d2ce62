import { describe, expect, it } from 'vitest';
import { processingOf } from './microphone-processing.ts';

const device = (label: string, kind: 'audioinput' | 'audiooutput', groupId: string) => ({
  id: `${kind} ${label}`,
  label,
  groupId,
  kind,
});
const devices = [
  device('Default - Built-in Audio', 'audioinput', 'built-in'),
  device('Built-in Audio', 'audioinput', 'built-in'),
  device('Built-in Audio', 'audiooutput', 'built-in'),
  device('Microphone (2- Jabra Evolve2 65) (0b0e:030c)', 'audioinput', 'jabra'),
  device('Speakers (2- Jabra Evolve2 65) (0b0e:030c)', 'audiooutput', 'jabra'),
  device('HD Webcam (046d:0825)', 'audioinput', 'webcam'),
  device('Plain USB Headset', 'audioinput', ''),
  device('Plain USB Headset', 'audiooutput', ''),
  device('No group (046d:0a38)', 'audioinput', ''),
  device('Monitor', 'audiooutput', ''),
];
const level = (name: string, kept = {}) => processingOf(name, kept, devices).autoGainControl;

describe('automatic level', () => {
  it('is off for a USB headset, told by its numbers or its name and by its own loudspeaker', () => {
    expect(level('Microphone (Jabra Evolve2 65)')).toBe(false);
    expect(level('Plain USB Headset')).toBe(false);
  });

  it('is on for what is built in, for a webcam, and for a microphone whose loudspeaker nobody can tell', () => {
    expect(level('Built-in Audio')).toBe(true);
    expect(level('HD Webcam')).toBe(true);
    expect(level('No group')).toBe(true);
    expect(level('gone')).toBe(true);
  });

  it('is as somebody set it, and touches nothing else', () => {
    const kept = { echoCancellation: false, noiseSuppression: true, autoGainControl: true };
    const label = 'Microphone (3- Jabra Evolve2 65) (0b0e:030c)';
    expect(processingOf('Microphone (Jabra Evolve2 65)', { [label]: kept }, devices)).toEqual(kept);
    expect(processingOf('Microphone (Jabra Evolve2 65)', {}, devices)).toEqual({
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: false,
    });
  });
});
