import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type * as E from 'electron';
import { config, currentChromium, outside, record } from '../host-state.ts';
import { openWindows } from './registry.ts';
import { SingleInstance } from './single-instance.ts';
import { guardClass, preventable, strict } from './strict.ts';

type PathName = Parameters<E.App['getPath']>[0];
const homeFolders: Partial<Record<PathName, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};
/** How long Chromium may take to end before the stand-in ends without waiting for it. */
const chromiumEndMs = 3000;

class App extends EventEmitter {
  /** The process is on its way out. */
  _isExiting = false;
  _isQuitting = false;
  #isReady = false;
  #paths = new Map<PathName, string>();
  #instance = new SingleInstance();
  #loginItem: E.Settings = {};
  readonly #standardPaths: Partial<Record<PathName, () => string>> = {
    home: homedir,
    temp: tmpdir,
    appData: () => process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'),
    userData: () => path.join(this.getPath('appData'), this.name),
    sessionData: () => this.getPath('userData'),
    logs: () => path.join(this.getPath('userData'), 'logs'),
    crashDumps: () => path.join(this.getPath('userData'), 'Crashpad'),
    exe: () => process.execPath,
    module: () => process.execPath,
  };

  name = config.name;
  readonly isPackaged = process.env['ELECTRON_STAND_IN_PACKAGED'] === '1';
  readonly dock = undefined;
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = ''): void => {
      config.switches.set(name, value);
    },
    appendArgument: (value: string): void => record('commandLineArgument', value),
    hasSwitch: (name: string): boolean => config.switches.has(name),
    getSwitchValue: (name: string): string => config.switches.get(name) ?? '',
    removeSwitch: (name: string): void => {
      config.switches.delete(name);
    },
  });

  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return config.version;
  }
  getAppPath(): string {
    return config.appPath;
  }
  getLocale(): string {
    return 'en-US';
  }
  getSystemLocale(): string {
    return 'en-US';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-US'];
  }
  isReady(): boolean {
    return this.#isReady;
  }
  whenReady(): Promise<void> {
    if (this.#isReady) return Promise.resolve();
    return new Promise((resolve) => {
      this.once('ready', () => resolve());
    });
  }
  enableSandbox(): void {
    this.#onlyBeforeReady('enableSandbox');
  }
  disableHardwareAcceleration(): void {
    this.#onlyBeforeReady('disableHardwareAcceleration');
  }
  #onlyBeforeReady(name: string): void {
    if (this.#isReady) throw new Error(`app.${name}() can only be called before app is ready`);
  }
  setAppUserModelId(id: string): void {
    record('appUserModelId', id);
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    record('defaultProtocolClient', scheme);
    return true;
  }
  removeAsDefaultProtocolClient(scheme: string): boolean {
    record('noDefaultProtocolClient', scheme);
    return true;
  }
  isDefaultProtocolClient(): boolean {
    return false;
  }
  /** The program in `ELECTRON_STAND_IN_LINK_PROGRAM`, as if it had taken every scheme. */
  getApplicationNameForProtocol(): string {
    return process.env['ELECTRON_STAND_IN_LINK_PROGRAM'] ?? '';
  }
  setLoginItemSettings(settings: E.Settings): void {
    this.#loginItem = settings;
    record('loginItem', settings);
  }
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: this.#loginItem.openAtLogin ?? false };
  }
  setBadgeCount(count?: number): boolean {
    record('badge', count);
    return true;
  }
  setAboutPanelOptions(options: E.AboutPanelOptionsOptions): void {
    record('aboutPanel', options);
  }
  focus(): void {
    record('focusApp', null);
  }
  relaunch(options?: E.RelaunchOptions): void {
    record('relaunch', options ?? {});
  }

  getPath(name: PathName): string {
    const chosen = this.#paths.get(name);
    if (chosen) return chosen;
    const folder = homeFolders[name];
    if (folder) return path.join(homedir(), folder);
    const find = this.#standardPaths[name];
    if (!find) throw new Error(`Failed to get '${name}' path`);
    return find();
  }
  setPath(name: PathName, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#paths.set(name, folder);
  }
  setAppLogsPath(folder?: string): void {
    this.setPath('logs', folder ?? this.getPath('logs'));
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    return this.#instance.acquire(this.getPath('userData'), additionalData, (second) => {
      this.emit('second-instance', preventable({}), second.argv, second.workingDirectory, second.additionalData);
    });
  }
  hasSingleInstanceLock(): boolean {
    return this.#instance.isHeld;
  }
  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  quit(): void {
    if (this._isQuitting || this._isExiting) return;
    this._isQuitting = true;
    const event = preventable({});
    this.emit('before-quit', event);
    const isRefused = event.defaultPrevented || openWindows.slice().some((window) => !closes(window));
    if (isRefused) this._isQuitting = false;
    else this.#endOrderly();
  }
  #endOrderly(): void {
    const event = preventable({});
    this.emit('will-quit', event);
    if (event.defaultPrevented) this._isQuitting = false;
    else this.#end(0);
  }
  exit(code = 0): void {
    if (this._isExiting) return;
    for (const window of openWindows.slice()) window.destroy();
    this.#end(code);
  }
  #end(code: number): void {
    this._isExiting = true;
    this.emit('quit', preventable({}), code);
    this.releaseSingleInstanceLock();
    const chromium = currentChromium();
    const end = (): void => process.exit(code);
    if (!chromium || chromium.process.exitCode !== null) {
      setImmediate(end);
      return;
    }
    chromium.process.once('exit', end);
    chromium.connection.root.tell('Browser.close', {});
    setTimeout(end, chromiumEndMs);
  }

  _becomeReady(): void {
    this.emit('will-finish-launching');
    this.#isReady = true;
    this.emit('ready', preventable({}), {});
  }
}

function closes(window: (typeof openWindows)[number]): boolean {
  window.close();
  return window.isDestroyed();
}

guardClass('app', App);
export const app = new App();
outside.on('open-url', (url: string) => app.emit('open-url', preventable({}), url));
