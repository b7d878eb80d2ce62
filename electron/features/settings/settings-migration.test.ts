import { anything, assert, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hotkeyActions, type Settings, settingsSchema } from '../../../shared/ipc/local-schemas.ts';
import { testSeed } from '../../../shared/testing/seed.ts';
import { migrated } from './settings-migration.ts';

const defaults = settingsSchema.parse({});
/** As the store reads: a value that is not valid gives way to its default. */
function read(stored: Record<string, unknown>): Settings {
  const valid = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(migrated((each) => stored[each], name));
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(valid));
}
/** What the version before lines, transfer and parking had. */
const oldHotkeys = {
  answer: 'F8',
  'hang-up': null,
  'toggle-mute': 'CommandOrControl+Shift+M',
  'toggle-hold': 'CommandOrControl+Shift+L',
  'next-account': 'CommandOrControl+Shift+N',
};

describe('settings of an older version', () => {
  it('keep the keys somebody chose, and those switched off; new actions get theirs', () => {
    const { hotkeys } = read({ hotkeys: oldHotkeys });
    expect(hotkeys).toEqual({ ...defaults.hotkeys, ...oldHotkeys });
  });
  it('do not give a key to a new action that somebody has given to another', () => {
    const { hotkeys } = read({ hotkeys: { ...oldHotkeys, 'toggle-mute': defaults.hotkeys.park } });
    expect(hotkeys['toggle-mute']).toBe(defaults.hotkeys.park);
    expect(hotkeys.park).toBeNull();
  });
  it('keep the devices chosen by their id', () => {
    const { microphone, speaker, ringer } = read({ inputDeviceId: 'abc', outputDeviceId: 'default' });
    expect(microphone).toEqual({ id: 'abc', label: '', groupId: '' });
    expect([speaker, ringer]).toEqual([null, null]);
    const later = read({ inputDeviceId: 'abc', microphone: null });
    expect(later.microphone, 'the newer choice').toBeNull();
  });
  it('are whole whatever was stored', () => {
    const seed = testSeed('stored settings');
    const anyHotkeys = record(Object.fromEntries(hotkeyActions.map((action) => [action, anything()])), {
      requiredKeys: [],
    });
    assert(
      property(
        record({ hotkeys: anyHotkeys, microphone: anything(), doNotDisturb: anything(), other: string() }),
        (stored) => {
          const settings = read(stored);
          expect(settingsSchema.safeParse(settings).success).toBe(true);
          expect(Object.keys(settings.hotkeys).sort()).toEqual([...hotkeyActions].sort());
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
