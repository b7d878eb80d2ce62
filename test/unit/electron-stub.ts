/**
 * What unit tests get for `import … from 'electron'`: nothing, by name. Touching a member that the test has not provided
 * throws, so that a test cannot pass because a call silently did nothing.
 */
type Part = Record<string, unknown>;

const provided = new Map<string, Part>();

/**
 * Gives a test its own members of one module, `provideElectron('ipcMain', { handle })`; returns what takes them away. The
 * member `new` of a class makes its objects: `provideElectron('BrowserWindow', { new: (options) => … })`.
 */
export function provideElectron(name: string, members: Part): () => void {
  provided.set(name, members);
  return () => {
    provided.delete(name);
  };
}

/** What languages and libraries look at without meaning anything by it. */
const harmless = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'default',
  '$$typeof',
  'asymmetricMatch',
  'nodeType',
]);

const part = (name: string): unknown =>
  new Proxy(function electronPart() {}, {
    get: (_target, member) => {
      if (typeof member === 'symbol' || harmless.has(member)) return undefined;
      const members = provided.get(name);
      if (members && member in members) return members[member];
      throw new Error(`electron.${name}.${member} is not provided to this test`);
    },
    construct: (_target, given: unknown[]): object => {
      const make = provided.get(name)?.['new'];
      if (typeof make !== 'function') throw new Error(`new electron.${name}() is not provided to this test`);
      const made: unknown = Reflect.apply(make, undefined, given);
      if (typeof made !== 'object' || made === null) throw new TypeError(`new electron.${name}() must give an object`);
      return made;
    },
    apply: () => {
      throw new Error(`electron.${name}() is not provided to this test`);
    },
  });

export const app = part('app');
export const BrowserWindow = part('BrowserWindow');
export const contextBridge = part('contextBridge');
export const globalShortcut = part('globalShortcut');
export const ipcMain = part('ipcMain');
export const ipcRenderer = part('ipcRenderer');
export const Menu = part('Menu');
export const nativeImage = part('nativeImage');
export const nativeTheme = part('nativeTheme');
export const net = part('net');
export const Notification = part('Notification');
export const powerMonitor = part('powerMonitor');
export const protocol = part('protocol');
export const safeStorage = part('safeStorage');
export const screen = part('screen');
export const session = part('session');
export const shell = part('shell');
export const Tray = part('Tray');
