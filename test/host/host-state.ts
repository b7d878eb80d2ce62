/**
 * What boot.ts and the stand-in's modules share, and the handles tests may pull:
 * `app.evaluate(() => globalThis.electronStandIn?.pressGlobalShortcut('…'))`. They exist under the stand-in only.
 */
import { EventEmitter } from 'node:events';
import type { Chromium } from './chromium/launch-chromium.ts';

export const config = {
  appPath: process.cwd(),
  name: 'app',
  version: '0.0.0',
  /** Chromium switches of the command line and of app.commandLine before ready. */
  switches: new Map<string, string>(),
  /** Pages have exactly the size the app asked for. False for people, who see Chromium's own window around the page. */
  isSizeExact: true,
};

export type Recorded = { kind: string; detail: unknown };

/** Everything the operating system would have shown or done, in order. */
export const recorded: Recorded[] = [];
export const record = (kind: string, detail: unknown): void => {
  recorded.push({ kind, detail });
};

export const shortcuts = new Map<string, () => void>();

const modifierNames: Record<string, string> = {
  commandorcontrol: 'ctrl',
  cmdorctrl: 'ctrl',
  control: 'ctrl',
  option: 'alt',
  command: 'super',
  cmd: 'super',
  meta: 'super',
};
const modifiers = new Set(['ctrl', 'alt', 'shift', 'super', 'altgr']);

/** `CmdOrCtrl+shift+a` and `Control+Shift+A` are the same keys here. Throws as Electron does on what is no accelerator. */
export function normalizeAccelerator(accelerator: string): string {
  const names = accelerator.split('+').map((part) => part.trim().toLowerCase());
  const parts = names.map((name) => modifierNames[name] ?? name);
  const key = parts.pop() ?? '';
  if (key === '' || modifiers.has(key) || parts.some((part) => !modifiers.has(part))) {
    throw new TypeError(`Error processing argument at index 0, conversion failure from ${accelerator}`);
  }
  return [...parts.sort(), key].join('+');
}

let chromium: Chromium | undefined;
const chromiumStarted = Promise.withResolvers<Chromium>();
export const chromiumReady = chromiumStarted.promise;
export const currentChromium = (): Chromium | undefined => chromium;
export function setChromium(started: Chromium): void {
  chromium = started;
  chromiumStarted.resolve(started);
}

/** Links from outside go through here to `app`, which must not be imported by this file. */
export const outside = new EventEmitter();

export const handles = {
  recorded,
  /** Presses a global shortcut as the person would. False when nobody registered it. */
  pressGlobalShortcut(accelerator: string): boolean {
    const callback = shortcuts.get(normalizeAccelerator(accelerator));
    callback?.();
    return callback !== undefined;
  },
  /** Opens a link as the operating system would on macOS (`open-url`). */
  openUrl(url: string): void {
    outside.emit('open-url', url);
  },
};

declare global {
  var electronStandIn: typeof handles | undefined;
  var __playwright_run: (() => void) | undefined;
}
