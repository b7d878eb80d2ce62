/** `windowStatePersistence` (Electron 44): where named windows stood and whether they filled the screen. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as E from 'electron';
import { app } from './app.ts';

export type WindowState = { bounds?: E.Rectangle; isMaximized?: boolean; isFullScreen?: boolean };

const stateFile = (): string => path.join(app.getPath('userData'), 'window-state.json');

function readAll(): Record<string, WindowState> {
  try {
    return JSON.parse(readFileSync(stateFile(), 'utf8')) as Record<string, WindowState>;
  } catch {
    return {};
  }
}

export const readWindowState = (name: string): WindowState | undefined => readAll()[name];

/** `undefined` forgets the window. */
export function writeWindowState(name: string, state: WindowState | undefined): void {
  const { [name]: _former, ...others } = readAll();
  mkdirSync(path.dirname(stateFile()), { recursive: true });
  writeFileSync(stateFile(), JSON.stringify(state ? { ...others, [name]: state } : others));
}
