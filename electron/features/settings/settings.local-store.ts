import Store from 'electron-store';
import { type Settings, settingsSchema } from '../../../shared/ipc/local-schemas.ts';
import { socketOriginOf } from '../../security/csp.ts';

/** Settings and the PBX origins seen last; no secrets. A value that is not valid any more gives way to its default. */
export type SettingsLocalStore = {
  read: () => Settings;
  /** Whether somebody chose this setting, or it is a default. */
  has: (name: keyof Settings) => boolean;
  write: (changes: Partial<Settings>) => void;
  pbxOrigins: () => string[];
  writePbxOrigins: (origins: readonly string[]) => void;
};

export function openSettingsStore(folder: string): SettingsLocalStore {
  const store = new Store({ cwd: folder, name: 'settings', clearInvalidConfig: true });
  const fields = settingsSchema.shape;
  return {
    read: () => {
      const valid = Object.entries(fields).flatMap(([name, schema]) => {
        const parsed = schema.safeParse(store.get(name));
        return parsed.success ? [[name, parsed.data]] : [];
      });
      return settingsSchema.parse(Object.fromEntries(valid));
    },
    has: (name) => store.has(name),
    write: (changes) => store.set({ ...changes }),
    pbxOrigins: () => {
      const kept = store.get('pbxOrigins');
      return Array.isArray(kept)
        ? kept.filter((each) => typeof each === 'string' && socketOriginOf(each) === each)
        : [];
    },
    writePbxOrigins: (origins) => store.set('pbxOrigins', [...origins]),
  };
}
