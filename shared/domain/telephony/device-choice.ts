/**
 * Finds a chosen device again among those that are plugged in. Pure.
 *
 * Raw ids change with the USB port, the audio system and cleared site data; Chromium also salts group ids anew for each
 * page. So the id is the first clue, then label and group (which tells twins apart within one run), then the label alone.
 */
type DeviceKind = 'audioinput' | 'audiooutput';
type Device = { id: string; label: string; groupId: string; kind: DeviceKind };

/** Chromium lists what the system has as its defaults as devices of their own, with these ids. */
const defaultId = 'default';
const communicationsId = 'communications';

/** A name for a system's default and not a piece of hardware. */
export const isPseudoDevice = ({ id }: { id: string }): boolean => id === defaultId || id === communicationsId;

/**
 * The name as a person knows the device: without the USB ids that Chromium appends, without the prefix of a default and
 * without the number that Windows puts before a device that was plugged into another port.
 */
export const nameOf = ({ label }: { label: string }): string =>
  label
    .replace(/^(Default|Communications) - /, '')
    .replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '')
    .replace(/\(\d+- /, '(')
    .trim();

/** The device that was chosen, or null while it is not plugged in. */
export function findChosen(choice: Omit<Device, 'kind'>, kind: DeviceKind, devices: readonly Device[]): Device | null {
  const real = devices.filter((device) => device.kind === kind && !isPseudoDevice(device));
  const byName = real.filter((device) => nameOf(device) === nameOf(choice));
  return (
    byName.find(({ id }) => id === choice.id) ??
    byName.find(({ groupId }) => groupId !== '' && groupId === choice.groupId) ??
    byName[0] ??
    // A device that is called otherwise since: after an update of its driver, or where labels were hidden.
    real.find(({ id }) => id === choice.id) ??
    null
  );
}

/**
 * What the system has as its default for this kind. Windows keeps a second default for telephones (its eCommunications
 * role): calls follow that, the ring does not.
 */
export function systemDefault(kind: DeviceKind, use: 'call' | 'ring', devices: readonly Device[]): Device | null {
  const ofKind = devices.filter((device) => device.kind === kind);
  const named = (wanted: string): Device | undefined => ofKind.find(({ id }) => id === wanted);
  return (use === 'call' ? named(communicationsId) : undefined) ?? named(defaultId) ?? ofKind[0] ?? null;
}

/** The hardware behind a default, where the list tells. */
export function hardwareBehind(device: Device, devices: readonly Device[]): Device {
  if (!isPseudoDevice(device)) return device;
  const twins = devices.filter(
    (each) => each.kind === device.kind && !isPseudoDevice(each) && each.groupId === device.groupId,
  );
  return twins.find((each) => nameOf(each) === nameOf(device)) ?? twins[0] ?? device;
}

/** What is kept for a device by its label, found again by its name: the number in a label changes with the port. */
export const entryFor = <T>(byLabel: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.entries(byLabel).find(([label]) => nameOf({ label }) === name)?.[1];
