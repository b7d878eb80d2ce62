/**
 * Which device is the microphone, which the speaker, which the ringer: from what somebody chose and what is plugged in.
 * Pure. And the one plain sentence about a change that nobody asked for.
 *
 *   chosen and plugged in ──► the chosen one
 *   chosen and gone ────────► the next best (what the system has as its default), until the chosen one is back
 *   nothing chosen ─────────► what the system has as its default, wherever that goes
 */
import { findChosen, hardwareBehind, nameOf, systemDefault } from '../../../shared/domain/telephony/device-choice.ts';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import type { AudioDevice } from '../../../shared/ipc/phone-snapshot.ts';

export const audioRoles = ['microphone', 'speaker', 'ringer'] as const;
export type AudioRole = (typeof audioRoles)[number];
export type AudioChoices = Pick<Settings, AudioRole>;

export type Placement = {
  /** What getUserMedia and setSinkId are given. */
  deviceId: string;
  /** The piece of hardware, as far as it is known: it changes when the system's default goes to another one. */
  hardwareId: string;
  name: string;
  /** `next-best`: the chosen one is not plugged in. */
  basis: 'chosen' | 'default' | 'next-best';
};
/** Null: there is no device of this kind at all. */
export type AudioRoute = Record<AudioRole, Placement | null>;

export const noRoute: AudioRoute = { microphone: null, speaker: null, ringer: null };

function place(role: AudioRole, choices: AudioChoices, devices: readonly AudioDevice[]): Placement | null {
  const kind = role === 'microphone' ? 'audioinput' : 'audiooutput';
  const choice = choices[role];
  const chosen = choice && findChosen(choice, kind, devices);
  if (chosen) return { deviceId: chosen.id, hardwareId: chosen.id, name: nameOf(chosen), basis: 'chosen' };
  const fallback = systemDefault(kind, role === 'ringer' ? 'ring' : 'call', devices);
  if (!fallback) return null;
  const hardware = hardwareBehind(fallback, devices);
  return {
    deviceId: fallback.id,
    hardwareId: `${hardware.id} ${hardware.groupId}`,
    name: nameOf(hardware),
    basis: choice ? 'next-best' : 'default',
  };
}

export const routeFor = (choices: AudioChoices, devices: readonly AudioDevice[]): AudioRoute => ({
  microphone: place('microphone', choices, devices),
  speaker: place('speaker', choices, devices),
  ringer: place('ringer', choices, devices),
});

/** Roles that another piece of hardware, or none, has now. */
export const changedRoles = (before: AudioRoute, after: AudioRoute): AudioRole[] =>
  audioRoles.filter((role) => before[role]?.hardwareId !== after[role]?.hardwareId);

const list = (parts: string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** `Built-in Audio is used instead`, or each role with its device when they differ. */
function replacement(roles: AudioRole[], route: AudioRoute, said: { all: string; each: string }): string {
  const names = new Set(roles.map((role) => route[role]?.name ?? null));
  const [only] = names;
  if (names.size === 1) return only == null ? `there is no other ${list(roles)}` : `${only} ${said.all}`;
  return list(roles.map((role) => `the ${role} ${said.each} ${route[role]?.name ?? 'missing'}`));
}

/**
 * What is said about a change that came from plugging, unplugging or the system; null when there is nothing to say.
 * `before` is null at the first look.
 */
export function sentenceAbout(choices: AudioChoices, before: AudioRoute | null, after: AudioRoute): string | null {
  const lost = audioRoles.filter((role) => choices[role] && after[role]?.basis !== 'chosen');
  if (before === null) {
    if (lost.length === 0) return null;
    return `${chosenNames(choices, lost)} not plugged in; ${replacement(lost, after, { all: 'is used', each: 'is' })}`;
  }
  const changed = changedRoles(before, after);
  const unplugged = changed.filter((role) => before[role]?.basis === 'chosen' && lost.includes(role));
  if (unplugged.length > 0) {
    const names = list([...new Set(unplugged.map((role) => before[role]?.name ?? ''))]);
    return `${names} was unplugged; ${replacement(unplugged, after, { all: 'is used', each: 'is now' })}`;
  }
  const back = changed.filter((role) => before[role]?.basis !== 'chosen' && after[role]?.basis === 'chosen');
  if (back.length > 0) {
    return `${list([...new Set(back.map((role) => after[role]?.name ?? ''))])} is plugged in again and is used`;
  }
  if (changed.length === 0) return null;
  return `The system changed its sound devices; ${replacement(changed, after, { all: 'is used now', each: 'is now' })}`;
}

function chosenNames(choices: AudioChoices, roles: AudioRole[]): string {
  const names = [...new Set(roles.flatMap((role) => (choices[role] ? [nameOf(choices[role])] : [])))];
  return `${list(names)} ${names.length === 1 ? 'is' : 'are'}`;
}
