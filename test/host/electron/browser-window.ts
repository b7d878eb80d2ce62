import { EventEmitter } from 'node:events';
import type * as E from 'electron';
import { config, record } from '../host-state.ts';
import { app } from './app.ts';
import type { NativeImage } from './native-image.ts';
import { browser } from './page-target.ts';
import { focusedWindow, openWindows, remove, setFocusedWindow } from './registry.ts';
import { screenArea } from './screen.ts';
import { guardClass, preventable } from './strict.ts';
import { WebContents } from './web-contents.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

type Bounds = Partial<E.Rectangle>;
type Persistence = { name: string; bounds: boolean; displayMode: boolean } | null;

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #persistence: Persistence;
  #bounds: E.Rectangle;
  #title: string;
  #isVisible: boolean;
  #isFocusable: boolean;
  #isOnTop: boolean;
  #isMinimized = false;
  #isMaximized = false;
  #isFullScreen = false;
  #isDestroyed = false;

  constructor(options: E.BrowserWindowConstructorOptions = {}) {
    super();
    this.setMaxListeners(0);
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { webPreferences = {} } = options;
    if (
      webPreferences.nodeIntegration ||
      webPreferences.contextIsolation === false ||
      webPreferences.sandbox === false
    ) {
      throw new Error('Electron stand-in: only sandboxed, isolated windows without Node are implemented');
    }
    if (webPreferences.session ?? webPreferences.partition) {
      throw new Error('Electron stand-in: sessions other than the default one are not implemented');
    }
    this.#persistence = persistenceOf(options);
    const { width = 800, height = 600 } = options;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width, height };
    if (options.x === undefined) this.center();
    this.#isVisible = options.show !== false;
    this.#isFocusable = options.focusable !== false;
    this.#isOnTop = options.alwaysOnTop ?? false;
    this.#title = options.title ?? config.name;
    this.#restore();
    this.webContents = new WebContents(webPreferences, this.#bounds);
    this.webContents._owner = this;
    this.id = this.webContents.id;
    openWindows.push(this);
    if (this.#isVisible && this.#isFocusable) setFocusedWindow(this);
    this.webContents.on('page-title-updated', (event: { defaultPrevented: boolean }, title: string) => {
      this.emit('page-title-updated', event, title);
      if (!event.defaultPrevented) this.#title = title;
    });
    app.emit('web-contents-created', preventable({}), this.webContents);
    app.emit('browser-window-created', preventable({}), this);
    if (!this.#isVisible) this.#applyWindowState();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows];
  }
  static fromWebContents(contents: WebContents | null): BrowserWindow | null {
    return openWindows.find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return openWindows.find((window) => window.id === id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focusedWindow();
  }
  static clearPersistedState(name: string): void {
    writeWindowState(name, undefined);
  }

  #restore(): void {
    const state = this.#persistence ? readWindowState(this.#persistence.name) : undefined;
    if (!state) return;
    if (this.#persistence?.bounds && state.bounds) this.#bounds = { ...state.bounds };
    if (this.#persistence?.displayMode) {
      this.#isMaximized = state.isMaximized ?? false;
      this.#isFullScreen = state.isFullScreen ?? false;
    }
    setImmediate(() => this.emit('persisted-state-restored'));
  }
  #persist(): void {
    if (!this.#persistence) return;
    writeWindowState(this.#persistence.name, {
      bounds: this.#bounds,
      isMaximized: this.#isMaximized,
      isFullScreen: this.#isFullScreen,
    });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  loadFile(file: string, options?: E.LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(file, options);
  }
  reload(): void {
    this.webContents.reload();
  }
  close(): void {
    if (this.#isDestroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#persist();
    this.#isDestroyed = true;
    remove(openWindows, this);
    if (focusedWindow() === this) setFocusedWindow(null);
    this.webContents._destroy();
    this.emit('closed');
    if (openWindows.length > 0 || app._isQuitting || app._isExiting) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.#applyWindowState();
    this.emit('show');
  }
  hide(): void {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.blur();
    this.#applyWindowState();
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  focus(): void {
    if (!this.#isFocusable || focusedWindow() === this) return;
    focusedWindow()?.blur();
    setFocusedWindow(this);
    this.emit('focus');
    app.emit('browser-window-focus', preventable({}), this);
  }
  blur(): void {
    if (focusedWindow() !== this) return;
    setFocusedWindow(null);
    this.emit('blur');
    app.emit('browser-window-blur', preventable({}), this);
  }
  isFocused(): boolean {
    return focusedWindow() === this;
  }
  isFocusable(): boolean {
    return this.#isFocusable;
  }
  setFocusable(isFocusable: boolean): void {
    this.#isFocusable = isFocusable;
    if (!isFocusable) this.blur();
  }
  minimize(): void {
    this.#isMinimized = true;
    this.#applyWindowState();
    this.emit('minimize');
  }
  restore(): void {
    this.#isMinimized = false;
    this.#applyWindowState();
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.#isMinimized;
  }
  maximize(): void {
    this.#isMaximized = true;
    this.#persist();
    this.emit('maximize');
  }
  unmaximize(): void {
    this.#isMaximized = false;
    this.#persist();
    this.emit('unmaximize');
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  setFullScreen(isFullScreen: boolean): void {
    this.#isFullScreen = isFullScreen;
    this.#persist();
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.#isFullScreen;
  }
  setAlwaysOnTop(isOnTop: boolean): void {
    this.#isOnTop = isOnTop;
    this.emit('always-on-top-changed', preventable({}), isOnTop);
  }
  isAlwaysOnTop(): boolean {
    return this.#isOnTop;
  }

  getBounds(): E.Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): E.Rectangle {
    return { ...this.#bounds };
  }
  getContentBounds(): E.Rectangle {
    return { ...this.#bounds };
  }
  setBounds(bounds: Bounds): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.webContents._resize(this.#bounds.width, this.#bounds.height);
    this.#persist();
    for (const event of ['resize', 'resized', 'move', 'moved']) this.emit(event);
  }
  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getContentSize(): number[] {
    return this.getSize();
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  center(): void {
    this.#bounds.x = Math.max(0, Math.round((screenArea.width - this.#bounds.width) / 2));
    this.#bounds.y = Math.max(0, Math.round((screenArea.height - this.#bounds.height) / 2));
  }
  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }

  // What only the window manager would show is kept for tests to read.
  #shown(what: string, value: unknown): void {
    record(what, { window: this.id, value });
  }
  setMinimumSize(width: number, height: number): void {
    this.#shown('minimumSize', [width, height]);
  }
  setMenu(menu: unknown): void {
    this.#shown('windowMenu', menu);
  }
  removeMenu(): void {
    this.#shown('windowMenu', null);
  }
  setMenuBarVisibility(isVisible: boolean): void {
    this.#shown('menuBar', isVisible);
  }
  setAutoHideMenuBar(isHidden: boolean): void {
    this.#shown('autoHideMenuBar', isHidden);
  }
  setIcon(icon: unknown): void {
    this.#shown('icon', icon);
  }
  setSkipTaskbar(isSkipped: boolean): void {
    this.#shown('skipTaskbar', isSkipped);
  }
  setBackgroundColor(color: string): void {
    this.#shown('backgroundColor', color);
  }
  setVisibleOnAllWorkspaces(isVisible: boolean): void {
    this.#shown('allWorkspaces', isVisible);
  }
  setContentProtection(isOn: boolean): void {
    this.#shown('contentProtection', isOn);
  }
  setOverlayIcon(_overlay: unknown, description: string): void {
    this.#shown('overlayIcon', description);
  }
  setProgressBar(progress: number): void {
    this.#shown('progressBar', progress);
  }
  flashFrame(isFlashing: boolean): void {
    this.#shown('flashFrame', isFlashing);
  }
  moveTop(): void {
    this.#shown('moveTop', null);
  }
  capturePage(): Promise<NativeImage> {
    return this.webContents.capturePage();
  }

  /** `window.open` and its like in this window's page: the app's handler decides; without one Electron opens a window. */
  async _pageAsksForWindow(details: E.HandlerDetails): Promise<void> {
    const answer = this.webContents._openHandler?.(details) ?? { action: 'allow' as const };
    if (answer.action !== 'allow') return;
    const window = new BrowserWindow(answer.overrideBrowserWindowOptions ?? {});
    this.webContents.emit('did-create-window', window, { url: details.url });
    await window.loadURL(details.url);
  }

  /** With a display, a hidden window is one that Chromium keeps minimised; without one there is nothing to show. */
  #applyWindowState(): void {
    if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
    const windowState = this.#isVisible && !this.#isMinimized ? 'normal' : 'minimized';
    void applyWindowState(this.webContents, windowState);
  }
}

async function applyWindowState(contents: WebContents, windowState: 'normal' | 'minimized'): Promise<void> {
  try {
    await contents._attached();
    const { root } = await browser();
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId: contents._targetId });
    await root.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  } catch {
    // The window was closed meanwhile.
  }
}

function persistenceOf({ name, windowStatePersistence }: E.BrowserWindowConstructorOptions): Persistence {
  if (!windowStatePersistence) return null;
  if (!name) throw new Error('Window name is required when windowStatePersistence is enabled');
  const chosen: { bounds?: boolean; displayMode?: boolean } =
    windowStatePersistence === true ? {} : windowStatePersistence;
  return { name, bounds: chosen.bounds ?? true, displayMode: chosen.displayMode ?? true };
}

guardClass('BrowserWindow', BrowserWindow);
