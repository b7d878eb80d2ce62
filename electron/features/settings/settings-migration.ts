/**
 * Settings of older versions, brought to today's shape. Pure. What somebody chose stays chosen:
 * - keys of actions that are new keep their default only where the person has not given that key to something else;
 * - a device remembered by its bare id becomes one without label and group, which is found while the id is the same.
 */
import { type HotkeyAction, hotkeyActions, settingsSchema } from '../../../shared/ipc/local-schemas.ts';

/** The stored value of a setting by its name; `undefined` where nothing is stored. */
type Stored = (name: string) => unknown;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hotkeysOf(stored: unknown): Record<HotkeyAction, string | null> {
  const defaults = settingsSchema.parse({}).hotkeys;
  if (!isRecord(stored)) return defaults;
  const chosen = (action: HotkeyAction): string | null | undefined => {
    const value = stored[action];
    return value === null || (typeof value === 'string' && value.length <= 80) ? value : undefined;
  };
  const taken = new Set(hotkeyActions.flatMap((action) => chosen(action) ?? []));
  const bindings = { ...defaults };
  for (const action of hotkeyActions) {
    const value = chosen(action);
    const byDefault = defaults[action];
    bindings[action] = value === undefined ? (byDefault !== null && taken.has(byDefault) ? null : byDefault) : value;
  }
  return bindings;
}

const deviceOf = (id: unknown): unknown =>
  typeof id === 'string' && id !== '' && id !== 'default' ? { id, label: '', groupId: '' } : null;

/** The value of a setting as it should be read now, before its schema has looked at it. */
export function migrated(stored: Stored, name: string): unknown {
  const value = stored(name);
  if (name === 'hotkeys') return hotkeysOf(value);
  if (value !== undefined) return value;
  if (name === 'microphone') return deviceOf(stored('inputDeviceId'));
  if (name === 'speaker') return deviceOf(stored('outputDeviceId'));
  return value;
}
