import Store from 'electron-store';
import { type Settings, settingsSchema } from '../../../shared/ipc/local-schemas.ts';
import { socketOriginOf } from '../../security/csp.ts';
import { migrated } from './settings-migration.ts';

/** Settings and the PBX origins seen last; no secrets. A value that is not valid any more gives way to its default. */
export type SettingsLocalStore = {
  read: () => Settings;
  write: (changes: Partial<Settings>) => void;
  pbxOrigins: () => string[];
  writePbxOrigins: (origins: readonly string[]) => void;
  /** Link schemes this program has put itself forward for. */
  registeredLinks: () => string[];
  writeRegisteredLinks: (schemes: readonly string[]) => void;
};

export function openSettingsStore(folder: string): SettingsLocalStore {
  const store = new Store({ cwd: folder, name: 'settings', clearInvalidConfig: true });
  const fields = settingsSchema.shape;
  return {
    read: () => {
      const valid = Object.entries(fields).flatMap(([name, schema]) => {
        const parsed = schema.safeParse(migrated((each) => store.get(each), name));
        return parsed.success ? [[name, parsed.data]] : [];
      });
      return settingsSchema.parse(Object.fromEntries(valid));
    },
    write: (changes) => store.set({ ...changes }),
    pbxOrigins: () => {
      const kept = store.get('pbxOrigins');
      return Array.isArray(kept)
        ? kept.filter((each) => typeof each === 'string' && socketOriginOf(each) === each)
        : [];
    },
    writePbxOrigins: (origins) => store.set('pbxOrigins', [...origins]),
    registeredLinks: () => {
      const kept = store.get('registeredLinks');
      return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
    },
    writeRegisteredLinks: (schemes) => store.set('registeredLinks', [...schemes]),
  };
}
