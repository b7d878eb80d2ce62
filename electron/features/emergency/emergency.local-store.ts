/**
 * Where this computer stands, as its person confirmed it. Of the computer, not of a person: whoever calls for help here stands
 * here. It may be somebody's home, so it lives with the secrets: wrapped by the key store, readable before anybody signs in;
 * without a key store it is kept until the app closes, and asked for again.
 */
import { type ConfirmedLocation, confirmedLocationSchema } from '../../../shared/ipc/local-schemas.ts';
import type { SecretStore } from '../../security/secrets.ts';

export type LocationStore = {
  read: () => ConfirmedLocation | null;
  write: (confirmed: ConfirmedLocation) => Promise<void>;
};

/** Read once at start: an emergency call must not wait for a key store that asks for a password. */
export async function openLocationStore(secrets: Pick<SecretStore, 'read' | 'write'>): Promise<LocationStore> {
  const text = await secrets.read('emergency-location').catch(() => null);
  let current = text === null ? null : parse(text);
  return {
    read: () => current,
    write: async (confirmed) => {
      current = confirmed;
      await secrets.write('emergency-location', JSON.stringify(confirmed));
    },
  };
}

function parse(text: string): ConfirmedLocation | null {
  try {
    return confirmedLocationSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
