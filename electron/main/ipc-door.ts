/**
 * The only file with `ipcMain`: registers every channel of the IPC map, once. Refuses to start when a handler is missing
 * or left over. What happens to one call is in security/ipc-handler.ts. Promise: X2.
 */
import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { channels } from '../../shared/ipc/ipc-map.ts';
import type { WindowKind } from '../../shared/ipc/define-channel.ts';
import { type AnyIpcHandler, answerIpcCall, type IpcHandlers } from '../security/ipc-handler.ts';
import { trustedKindOf } from '../security/sender.ts';
import type { Logger } from '../os/logger.ts';

type DoorDependencies = {
  handlers: IpcHandlers;
  /** The kind of the window main made with this webContents id. */
  kindOfWindow: (webContentsId: number) => WindowKind | null;
  logger: Logger;
};

export function openIpcDoor({ handlers, kindOfWindow, logger }: DoorDependencies): void {
  const declared = Object.keys(channels);
  const missing = declared.filter((name) => !(name in handlers));
  const leftOver = Object.keys(handlers).filter((name) => !(name in channels));
  if (missing.length + leftOver.length > 0) {
    throw new Error(
      `IPC handlers missing: ${missing.join(', ') || 'none'}; left over: ${leftOver.join(', ') || 'none'}`,
    );
  }
  const handlerOf: Readonly<Record<string, AnyIpcHandler>> = handlers;
  for (const [name, channel] of Object.entries(channels)) {
    const handler = handlerOf[name];
    if (!handler) continue;
    ipcMain.handle(name, (event: IpcMainInvokeEvent, ...payload: unknown[]) =>
      answerIpcCall(name, channel, handler, senderOf(event, kindOfWindow), payload, (where, error) => {
        logger.error('ipc.handler-failed', { channel: where }, error);
      }),
    );
  }
}

function senderOf(event: IpcMainInvokeEvent, kindOfWindow: DoorDependencies['kindOfWindow']): WindowKind | null {
  const frame = event.senderFrame;
  return trustedKindOf({
    frameUrl: frame?.url ?? null,
    isMainFrame: frame !== null && frame.parent === null,
    windowKind: kindOfWindow(event.sender.id),
  });
}
