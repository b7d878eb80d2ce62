/** Who is open, known to every module without importing each other in circles. */
import type { BrowserWindow } from './browser-window.ts';
import type { WebContents } from './web-contents.ts';

export const openWindows: BrowserWindow[] = [];
export const openContents: WebContents[] = [];

let focused: BrowserWindow | null = null;
export const focusedWindow = (): BrowserWindow | null => focused;
export const setFocusedWindow = (window: BrowserWindow | null): void => {
  focused = window;
};

let lastId = 0;
export const nextId = (): number => ++lastId;

export const contentsByTarget = (targetId: string): WebContents | undefined =>
  openContents.find((contents) => contents._targetId === targetId);

export function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
