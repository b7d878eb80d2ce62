import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Settings } from '../../../shared/ipc/local-schemas.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import type { SettingsLocalStore } from './settings.local-store.ts';

/** What was not sent stays as it is. */
export type SettingsChanges = { [N in keyof Settings]?: Settings[N] | undefined };

export type SettingsService = {
  changed: Signal<{ before: Settings; after: Settings }>;
  get: () => Settings;
  /** @throws ProblemError `request/invalid` for a server address that would send passwords in the clear. */
  set: (changes: SettingsChanges) => Settings;
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** Passwords travel encrypted, except within this computer (ASVS 5.0, 12.2.1). */
export function isServerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

/** `serverFromEnvironment` is what IT prescribes for this computer; a choice in the settings comes after it. */
export function createSettingsService(
  store: SettingsLocalStore,
  serverFromEnvironment: string | null,
): SettingsService {
  const changed = createSignal<{ before: Settings; after: Settings }>();
  const get = (): Settings => {
    const settings = store.read();
    return { ...settings, serverUrl: withoutTrailingSlash(serverFromEnvironment ?? settings.serverUrl) };
  };
  return {
    changed,
    get,
    set: (changes) => {
      if (changes.serverUrl !== undefined && !isServerAddress(changes.serverUrl)) {
        const message = 'An address that begins with https://';
        throw new ProblemError('request/invalid', { issues: [{ path: 'serverUrl', message }] });
      }
      const before = get();
      store.write(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
      const after = get();
      changed.emit({ before, after });
      return after;
    },
  };
}
