/**
 * What the browser does to the sound of a microphone: as somebody set it for this microphone, or as suits its kind. Pure.
 *
 * A USB headset evens its level out by itself; Chromium's own automatic level on top of that drives the system's microphone into
 * clipping and leaves it there for every other program. So it is off for those until somebody switches it on.
 */
import { entryFor, nameOf } from './device-choice.ts';

type Processing = { echoCancellation: boolean; noiseSuppression: boolean; autoGainControl: boolean };
type Device = { id: string; label: string; groupId: string; kind: 'audioinput' | 'audiooutput' };

/** Chromium ends the label of a USB device with its vendor's and product's number on Windows and macOS. */
const looksLikeUsb = ({ label }: Device): boolean => /\([0-9a-f]{4}:[0-9a-f]{4}\)$|\busb\b|\bheadset\b/i.test(label);

/** A USB device that hears and sounds: a webcam has no loudspeaker, and what is built in no USB number. */
function isUsbHeadset(name: string, devices: readonly Device[]): boolean {
  const named = devices.filter((device) => nameOf(device) === name);
  const groups = new Set(named.map(({ groupId }) => groupId).filter((groupId) => groupId !== ''));
  const sounds = devices.some(
    (device) => device.kind === 'audiooutput' && (nameOf(device) === name || groups.has(device.groupId)),
  );
  return sounds && named.some((device) => device.kind === 'audioinput' && looksLikeUsb(device));
}

/** `name` as `nameOf` gives it; `kept` by label. */
export function processingOf(
  name: string,
  kept: Readonly<Record<string, Processing>>,
  devices: readonly Device[],
): Processing {
  const suiting = { echoCancellation: true, noiseSuppression: true, autoGainControl: !isUsbHeadset(name, devices) };
  return entryFor(kept, name) ?? suiting;
}
