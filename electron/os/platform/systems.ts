/**
 * Where Windows, macOS and Linux differ in a word. Where they differ in a deed: links.ts, network.ts and local-socket.ts
 * beside this file; nothing else in the main process asks which system it runs on.
 */
type System = {
  /** What wraps secrets (Electron's safeStorage); null: it depends on the desktop and is asked. */
  keyStore: string | null;
  /** A new name in a folder lasts only when the folder itself was synced (fsync(2)). */
  syncsFolders: boolean;
  /** Where a person chooses the program for links. */
  whereToChooseLinks: string;
};

const linux: System = {
  keyStore: null,
  syncsFolders: true,
  whereToChooseLinks: 'Choose Deskline in the system settings, Default applications.',
};
const systems: Readonly<Partial<Record<NodeJS.Platform, System>>> = {
  linux,
  darwin: {
    keyStore: 'keychain',
    syncsFolders: true,
    whereToChooseLinks: 'Choose Deskline in the settings of FaceTime, Default for calls.',
  },
  win32: {
    keyStore: 'dpapi',
    syncsFolders: false,
    whereToChooseLinks: 'Choose Deskline in Windows Settings, Apps, Default apps.',
  },
};

/** Other Unix systems are treated like Linux. */
export const systemOf = (platform: NodeJS.Platform = process.platform): System => systems[platform] ?? linux;
