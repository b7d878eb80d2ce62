import { EventEmitter } from 'node:events';
import { guardClass } from './strict.ts';

export type IpcHandler = (event: unknown, ...parameters: unknown[]) => unknown;

/** `ipcMain`, and the `ipc` of each page. */
export class IpcMain extends EventEmitter {
  readonly _handlers = new Map<string, IpcHandler>();

  handle(channel: string, handler: IpcHandler): void {
    if (this._handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this._handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: IpcHandler): void {
    this.handle(channel, (event, ...parameters) => {
      this.removeHandler(channel);
      return handler(event, ...parameters);
    });
  }
  removeHandler(channel: string): void {
    this._handlers.delete(channel);
  }
}

guardClass('ipcMain', IpcMain);
export const ipcMain = new IpcMain();
