/**
 * The app's windows, at most one of each kind.
 *
 *   agent, supervisor   what people see; closing the last one quits, unless a call is on: then it hides
 *   phone               hidden, never throttled, alive as long as the app
 *   toast               an incoming call; shown without taking the focus
 *
 * Every page runs sandboxed, isolated and without Node. A page that dies is made anew at once. Promise: C3 X1.
 */
import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, screen } from 'electron';
import type { EventName } from '../../shared/ipc/ipc-map.ts';
import { events } from '../../shared/ipc/ipc-map.ts';
import { type WindowKind, windowKinds } from '../../shared/ipc/define-channel.ts';
import type { Logger } from '../os/logger.ts';
import type { Broadcast } from '../security/ipc-handler.ts';
import { pageUrl } from '../security/sender.ts';
import { createCrashLimit } from './crash-limit.ts';

export type DeskKind = 'agent' | 'supervisor';

export type Windows = {
  kindOf: (webContentsId: number) => WindowKind | null;
  broadcast: Broadcast;
  /** The page has loaded at least once. */
  isLoaded: (kind: WindowKind) => boolean;
  openPhone: () => void;
  reloadPhone: () => void;
  /** Lends the hidden phone page the click that was made in a desk: choosers open for a person's click only. */
  clickInPhone: () => Promise<void>;
  /** Opens, or brings to the front. */
  openDesk: (kind: DeskKind) => void;
  /** Brings a hidden desk back without taking the focus: a call ended while nobody looked. */
  showDeskQuietly: () => void;
  showToast: () => void;
  closeToast: () => void;
  /** From now on closing closes. */
  allowClosing: () => void;
};

type WindowDependencies = {
  preloadFolder: string;
  logger: Logger;
  /** A desk must not be lost while this is true: it hides instead. */
  isInCall: () => boolean;
  /** The last desk was closed outside a call. */
  lastDeskClosed: () => void;
  phoneLoading: () => void;
  phoneGone: (reason: string) => void;
  /** What the desk's page knew is gone: closed, reloaded, or dead. */
  deskGone: (kind: DeskKind) => void;
};

const toastSize = { width: 380, height: 180 };
const toastMarginPx = 16;

const optionsOf: Readonly<Record<WindowKind, () => BrowserWindowConstructorOptions>> = {
  agent: () => ({
    name: 'agent',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    title: 'Deskline',
  }),
  supervisor: () => ({
    name: 'supervisor',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    title: 'Deskline: the floor',
  }),
  toast: () => ({
    ...toastPlace(),
    title: 'Incoming call',
    frame: false,
    resizable: false,
    focusable: false,
    alwaysOnTop: true,
    skipTaskbar: true,
  }),
  phone: () => ({ width: 400, height: 300, title: 'Deskline phone', skipTaskbar: true }),
};

function toastPlace(): Rectangle {
  const { x, y, width, height } = screen.getPrimaryDisplay().workArea;
  return {
    ...toastSize,
    x: x + width - toastSize.width - toastMarginPx,
    y: y + height - toastSize.height - toastMarginPx,
  };
}

export function createWindows(dependencies: WindowDependencies): Windows {
  const { preloadFolder, logger, isInCall, lastDeskClosed, phoneLoading, phoneGone, deskGone } = dependencies;
  const open = new Map<WindowKind, BrowserWindow>();
  const kinds = new Map<number, WindowKind>();
  const loaded = new Set<WindowKind>();
  const crashLimit = createCrashLimit();
  let mayClose = false;

  function build(kind: WindowKind, bounds: Partial<Rectangle> = {}): BrowserWindow {
    const window = new BrowserWindow({
      ...optionsOf[kind](),
      ...bounds,
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload: path.join(preloadFolder, `${kind}.cjs`),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        spellcheck: false,
        ...(kind === 'phone'
          ? { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' as const }
          : {}),
      },
    });
    const { webContents } = window;
    kinds.set(webContents.id, kind);
    open.set(kind, window);
    window.on('closed', () => {
      kinds.delete(webContents.id);
      if (open.get(kind) !== window) return;
      open.delete(kind);
      loaded.delete(kind);
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      logger.error('window.page-gone', { window: kind, why: reason });
      if (reason !== 'clean-exit' && open.get(kind) === window) rebuild(kind, window, reason);
    });
    webContents.on('preload-error', (_event, _file, error) =>
      logger.error('window.preload-failed', { window: kind }, error),
    );
    webContents.on('did-finish-load', () => loaded.add(kind));
    if (kind === 'phone') webContents.on('did-start-loading', phoneLoading);
    if (kind === 'agent' || kind === 'supervisor') {
      window.on('close', (event) => deskCloses(kind, window, event));
      window.on('closed', () => deskGone(kind));
      webContents.on('render-process-gone', () => deskGone(kind));
      webContents.on('did-start-loading', () => deskGone(kind));
    }
    window
      .loadURL(pageUrl(kind))
      .catch((error: unknown) => logger.error('window.load-failed', { window: kind }, error));
    return window;
  }

  /** The new window stands before the old one goes, so that the app never counts as having none. */
  function rebuild(kind: WindowKind, old: BrowserWindow, reason: string): void {
    if (kind === 'phone') phoneGone(reason);
    const again = (): void => {
      if (old.isDestroyed() || open.get(kind) !== old) return;
      const wasVisible = old.isVisible();
      const window = build(kind, old.getBounds());
      if (wasVisible) window.once('ready-to-show', () => (kind === 'toast' ? window.showInactive() : window.show()));
      old.destroy();
    };
    const delayMs = crashLimit.delayMs(kind, performance.now());
    if (delayMs === 0) again();
    else setTimeout(again, delayMs);
  }

  function deskCloses(kind: DeskKind, window: BrowserWindow, event: { preventDefault: () => void }): void {
    if (mayClose) return;
    if (isInCall()) {
      event.preventDefault();
      window.hide();
      return;
    }
    const other = open.get(kind === 'agent' ? 'supervisor' : 'agent');
    if (!other || !other.isVisible()) lastDeskClosed();
  }

  return {
    isLoaded: (kind) => loaded.has(kind),
    kindOf: (webContentsId) => kinds.get(webContentsId) ?? null,
    broadcast: (event, payload) => {
      const listeners: readonly WindowKind[] = events[event satisfies EventName].windows;
      for (const kind of windowKinds) {
        const window = open.get(kind);
        if (window && !window.isDestroyed() && listeners.includes(kind)) window.webContents.send(event, payload);
      }
    },
    openPhone: () => {
      if (!open.has('phone')) build('phone');
    },
    reloadPhone: () => open.get('phone')?.webContents.reload(),
    clickInPhone: async () => {
      await open.get('phone')?.webContents.executeJavaScript('undefined', true);
    },
    openDesk: (kind) => {
      const known = open.get(kind);
      if (known) {
        if (known.isMinimized()) known.restore();
        known.show();
        known.focus();
        return;
      }
      const window = build(kind);
      window.once('ready-to-show', () => window.show());
    },
    showDeskQuietly: () => {
      const desk = open.get('agent') ?? open.get('supervisor');
      if (desk && !desk.isVisible()) desk.showInactive();
    },
    showToast: () => {
      if (open.has('toast')) return;
      const window = build('toast');
      window.once('ready-to-show', () => window.showInactive());
    },
    closeToast: () => open.get('toast')?.destroy(),
    allowClosing: () => {
      mayClose = true;
    },
  };
}
