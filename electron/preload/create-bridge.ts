/**
 * The bridge of one window kind: the two functions of `DesklineBridge`, limited to that window's names. The only file
 * with `ipcRenderer`. Pages get payloads, never Electron's event object.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Problem } from '../../shared/contracts/core/problem.ts';
import type { DesklineBridge } from '../../shared/ipc/bridge.ts';
import type { WindowKind } from '../../shared/ipc/define-channel.ts';
import { channelWindows, eventWindows } from './channel-windows.ts';

const namesFor = (table: Readonly<Record<string, readonly WindowKind[]>>, kind: WindowKind): ReadonlySet<string> =>
  new Set(Object.keys(table).filter((name) => table[name]?.includes(kind)));

/** Main's door refuses these as well; refusing here saves the way and keeps the promise never to reject. */
const notYours: Problem = {
  code: 'ipc/untrusted-sender',
  message: 'This window may not do that.',
  next: 'Close it and open it again from the tray.',
  request_id: null,
};
const unanswered: Problem = {
  code: 'local/unexpected',
  message: 'Something went wrong in Deskline.',
  next: 'Try again; if it stays, report it.',
  request_id: null,
};

/** Exposes `window.deskline` to the page of a window of this kind. */
export function exposeBridge(kind: WindowKind): void {
  const channels = namesFor(channelWindows, kind);
  const events = namesFor(eventWindows, kind);
  const bridge: Record<keyof DesklineBridge, unknown> = {
    invoke: async (channel: string, request: unknown): Promise<unknown> => {
      if (!channels.has(channel)) return { ok: false, problem: notYours };
      try {
        return await ipcRenderer.invoke(channel, request);
      } catch {
        return { ok: false, problem: unanswered };
      }
    },
    on: (channel: string, listener: (payload: unknown) => void): (() => void) => {
      if (!events.has(channel)) return () => {};
      const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
      ipcRenderer.on(channel, forward);
      return () => {
        ipcRenderer.off(channel, forward);
      };
    },
  };
  contextBridge.exposeInMainWorld('deskline', bridge);
}
