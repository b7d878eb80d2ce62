/** What the pickers of sound devices show. Pure. */
import {
  findChosen,
  hardwareBehind,
  isPseudoDevice,
  nameOf,
  systemDefault,
} from '../../../shared/domain/telephony/device-choice.ts';
import type { DeviceChoice } from '../../../shared/ipc/local-schemas.ts';
import type { AudioDevice, AudioTest, Headset } from '../../../shared/ipc/phone-snapshot.ts';
import type { Tone } from '../../ui/StatusPill.tsx';

export const soundRoles = {
  microphone: { label: 'Microphone', kind: 'audioinput', use: 'call' },
  speaker: { label: 'Speaker', kind: 'audiooutput', use: 'call' },
  ringer: { label: 'Ringer', kind: 'audiooutput', use: 'ring' },
} as const;
export type SoundRole = keyof typeof soundRoles;

/** Stands for a chosen device that is not there: it can be kept, not chosen anew. */
const unpluggedValue = 'unplugged';

export type DevicePick = {
  value: string;
  options: { value: string; label: string; disabled?: boolean }[];
  /** The chosen device is not plugged in; another one is used until it is back. */
  isUnplugged: boolean;
  /** The device in use, as a person knows it; null when there is none. */
  nameInUse: string | null;
};

export function devicePick(role: SoundRole, choice: DeviceChoice | null, devices: readonly AudioDevice[]): DevicePick {
  const { kind, use } = soundRoles[role];
  const chosen = choice && findChosen(choice, kind, devices);
  const standard = systemDefault(kind, use, devices);
  const standardName = standard && nameOf(hardwareBehind(standard, devices));
  const isUnplugged = choice !== null && !chosen;
  return {
    value: chosen?.id ?? (isUnplugged ? unpluggedValue : ''),
    options: [
      { value: '', label: standardName === null ? 'System default' : `System default (${standardName})` },
      ...devices
        .filter((device) => device.kind === kind && !isPseudoDevice(device))
        .map((device) => ({ value: device.id, label: nameOf(device) || 'Unnamed device' })),
      ...(isUnplugged ? [{ value: unpluggedValue, label: `${nameOf(choice)} (not plugged in)`, disabled: true }] : []),
    ],
    isUnplugged,
    nameInUse: chosen ? nameOf(chosen) : standardName,
  };
}

/** What is kept of a picked value; undefined: nothing was changed. */
export function choiceOf(value: string | null, devices: readonly AudioDevice[]): DeviceChoice | null | undefined {
  if (value === null || value === unpluggedValue) return undefined;
  const device = devices.find(({ id }) => id === value);
  return device ? { id: device.id, label: device.label, groupId: device.groupId } : null;
}

export const testStateWords: Readonly<Record<AudioTest['state'], { text: string; tone: Tone }>> = {
  'speak-now': { text: 'Speak now', tone: 'accent' },
  playing: { text: 'Playing', tone: 'accent' },
  passed: { text: 'Works', tone: 'good' },
  failed: { text: 'Does not work', tone: 'stop' },
};

export const isTestRunning = (test: AudioTest | null): boolean =>
  test?.state === 'speak-now' || test?.state === 'playing';

export const headsetWords: Readonly<Record<Headset['state'], { text: string; tone: Tone }>> = {
  none: { text: 'None connected', tone: 'neutral' },
  connected: { text: 'Connected', tone: 'good' },
  contended: { text: 'Used by another program too', tone: 'warn' },
  'permission-needed': { text: 'Not connected yet', tone: 'warn' },
};

export function headsetAbilities({ canAnswer, canMute }: Headset): string {
  const parts = [...(canAnswer ? ['answer and hang up'] : []), ...(canMute ? ['mute'] : [])];
  return parts.length === 0 ? 'Its lamps show the call.' : `Its buttons ${parts.join(', ')}; its lamps show the call.`;
}
